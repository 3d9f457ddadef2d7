"""A repository changes after it was harvested, is busy, and is taken from in parts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.core.management import call_command

from convene.core.notifications.models import Notification
from convene.core.tags.actions import adopt
from convene.features.library import actions
from convene.features.library.actions.writing import Content
from convene.features.library.carrying import harvest as harvesting
from convene.features.library.carrying.harvest import Part, harvest
from convene.features.library.models import Harvest, Resource
from convene.lib.errors import NotPossible
from convene.lib.http.faults import NotFetched
from convene.lib.http.tests.town import opened

EMPTY = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>%s</OAI-PMH>'


@pytest.fixture
def town(monkeypatch):
    with opened(monkeypatch) as made:
        yield made


def record(number, title="Guide", changed="2026-01-02", *, deleted=False):
    """A record as a repository gives it."""
    status = ' status="deleted"' if deleted else ""
    head = f"<header{status}><identifier>oai:x:{number}</identifier><datestamp>{changed}</datestamp></header>"
    said = "" if deleted else (
        '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>Osei, Ben</dc:creator><dc:type>guide</dc:type><dc:identifier>https://example.org/{number}</dc:identifier>"
        "</oai_dc:dc></metadata>"
    )  # fmt: skip
    return f"<record>{head}{said}</record>".encode()


@pytest.fixture
def repository(town):
    """A small repository; what it lists can be set, and what it was asked is kept."""

    class Small:
        url, asked, listed, busy = town.url("/oai"), [], b"", 0

        def answer(self, door):
            self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(door.path).query).items()})
            self.busy -= self.busy > 0
            body = EMPTY % (b"<ListRecords>%s</ListRecords>" % self.listed if self.listed else b'<error code="noRecordsMatch"/>')
            door.send_response(503 if self.busy else 200)
            door.send_header("Retry-After", "7")
            door.send_header("Content-Length", str(len(body)))
            door.end_headers()
            door.wfile.write(body)

        def lists(self, *records):
            self.listed = b"".join(records)

    small = Small()
    town.pages["/oai"] = small.answer
    return small


def taken(person, community, repository, **part):
    made = list(harvest(person, community, repository.url, Part(**part)))
    return sum(len(one.new) for one in made), sum(one.renewed for one in made), sum(one.due for one in made)


def test_what_nobody_touched_follows_its_source_and_what_somebody_worked_on_is_due_for_a_look(repository, ana, ben, community, terms):
    terms()
    repository.lists(*(record(number, f"Guide {number}") for number in range(3)))
    assert taken(None, community, repository) == (3, 0, 0)
    left, edited, shown = Resource.objects.order_by("title")
    for one in (edited, shown):
        said = Content(title=f"Ours {one.pk}", authors="Us", description="Words.", context_note="It fits.", terms=terms(kind="guide"))
        worked_on = actions.revise(ana, one, said)
    actions.publish(ana, worked_on)
    assert taken(None, community, repository) == (0, 0, 0)  # the same once more is nothing new
    repository.lists(*(record(number, f"Guide {number}, again", "2026-02-01") for number in range(3)))
    assert taken(None, community, repository) == (0, 1, 2)
    left, edited, shown = Resource.objects.order_by("pk")
    assert (left.title, left.state, left.versions.get().title) == ("Guide 0, again", "waiting", "Guide 0, again")
    assert (edited.title, edited.state) == (f"Ours {edited.pk}", "waiting")
    assert (shown.title, shown.state) == (f"Ours {shown.pk}", "stale")
    assert edited.answer == shown.answer == "It was changed where it comes from."
    verbs = Notification.objects.filter(person=ana, entry__verb="library.source_changed")
    assert set(verbs.values_list("entry__subject_id", flat=True)) == {edited.pk, shown.pk}
    actions.mark_reviewed(ana, shown)
    assert Resource.objects.get(pk=shown.pk).answer == ""
    repository.lists(record(2, "Guide 2, older", "2026-01-15"))
    assert taken(None, community, repository, since="2026-01-01") == (0, 0, 0)  # an older word does not count


def test_what_was_deleted_there_leaves_the_queue_and_comes_back_with_it_and_on_the_shelf_is_looked_at(repository, ana, community, terms):
    terms()
    repository.lists(record(0), record(1))
    taken(None, community, repository)
    left, shown = Resource.objects.order_by("pk")
    said = Content(title="Ours", authors="Us", description="Words.", context_note="It fits.", terms=terms(kind="guide"))
    actions.publish(ana, actions.revise(ana, shown, said))
    repository.lists(record(0, changed="2026-03-01", deleted=True), record(1, changed="2026-03-01", deleted=True))
    assert taken(None, community, repository) == (0, 1, 1)
    states = dict(Resource.objects.values_list("pk", "state"))
    assert (states[left.pk], states[shown.pk]) == ("draft", "stale")
    assert set(Resource.objects.values_list("answer", flat=True)) == {"It was deleted where it comes from."}
    assert taken(None, community, repository) == (0, 0, 0)
    repository.lists(record(0, changed="2026-04-01"))
    assert taken(None, community, repository) == (0, 1, 0)
    assert (Resource.objects.get(pk=left.pk).state, Resource.objects.get(pk=left.pk).answer) == ("waiting", "")


def test_what_a_reviewer_gave_back_or_retired_is_left_alone(repository, ana, community, terms):
    terms()
    repository.lists(record(0), record(1))
    taken(None, community, repository)
    given, retired = Resource.objects.order_by("pk")
    actions.refuse(ana, given, answer="Not for us.")
    Resource.objects.filter(pk=retired.pk).update(state="retired", answer="Old.", context_note="It fits.")
    repository.lists(record(0, "Other", "2026-02-01"), record(1, "Other", "2026-02-01"))
    assert taken(None, community, repository) == (0, 0, 0)
    assert set(Resource.objects.values_list("title", "answer")) == {("Guide", "Not for us."), ("Guide", "Old.")}


def test_only_its_own_source_speaks_for_a_thing(repository, ana, community, on_shelf):
    here = on_shelf(links=[("", "https://example.org/0")])
    repository.lists(record(0, "Their words"))
    assert taken(None, community, repository) == (0, 0, 0)
    repository.lists(record(0, changed="2026-03-01", deleted=True))
    assert taken(None, community, repository) == (0, 0, 0)
    assert Resource.objects.get() == here
    assert Resource.objects.get().state == "published"


def test_a_repository_that_is_busy_is_asked_again_when_it_says_and_not_for_ever(repository, ana, community, monkeypatch):
    adopt(None)
    slept: list[int] = []

    def sleeps(seconds):
        slept.append(seconds)
        cache.clear()

    monkeypatch.setattr(harvesting, "sleep", sleeps)
    repository.lists(record(0))
    repository.busy = 3
    assert taken(ana, community, repository) == (1, 0, 0)
    assert slept == [7, 7]
    repository.busy = 1_000
    with pytest.raises(NotFetched):
        taken(ana, community, repository)
    assert len(slept) == 2 + harvesting.TRIES - 1
    monkeypatch.setattr(harvesting, "LONGEST_PAUSE", 5)
    with pytest.raises(NotFetched):
        taken(ana, community, repository)
    assert len(slept) == 2 + harvesting.TRIES - 1


def test_a_part_of_the_list_is_taken_once_and_changes_nothing_for_the_next_time(repository, ana, community):
    adopt(None)
    repository.lists(record(0))
    assert taken(ana, community, repository, since="2025-01-01", until="2026-12-31", set_spec="museums") == (1, 0, 0)
    sent = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2025-01-01", "until": "2026-12-31", "set": "museums"}
    assert repository.asked[-1] == sent
    assert not Harvest.objects.exists()
    with pytest.raises(NotPossible, match="2026-05-31"):
        taken(ana, community, repository, since="last week")


def test_the_command_harvests_and_says_what_became_of_it(repository, community, capsys):
    adopt(None)
    repository.lists(record(0), record(1, changed="2026-01-02", deleted=True))
    call_command("import", "oai", repository.url, "--community", community.slug)
    said = capsys.readouterr().out
    assert "2 read, 1 added" in said
    assert "1 × deleted where they come from" in said
    repository.lists(record(0, "Guide, again", "2026-02-01"))
    call_command("import", "oai", repository.url, "--community", community.slug)
    assert "1 × changed there, and here as well" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("import", "oai", "http://127.0.0.1/oai", "--community", community.slug)
