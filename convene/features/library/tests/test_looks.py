"""Those who used a resource look at it again when time asks for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.moderation import actions as moderation
from convene.core.notifications.models import Notification
from convene.features.library import actions, rules
from convene.features.library.actions.people import users_of
from convene.features.library.models import Look, Resource
from convene.features.library.queries.looks import asked_of
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def stale(resource, ben, cleo) -> Resource:
    """A resource that Ben and Cleo used, a year later."""
    for person in (ben, cleo):
        actions.use(person, resource, institution="Hill Museum", sentence="Well.")
    Resource.objects.update(review_on=timezone.localdate())
    assert actions.grow_stale(resource)
    resource.refresh_from_db()
    return resource


def state(resource) -> str:
    return Resource.objects.get(pk=resource.pk).state


def told(verb: str) -> set[tuple[str, str]]:
    lines = Notification.objects.filter(entry__verb=f"library.{verb}").select_related("person")
    return {(line.person.handle, line.reason) for line in lines}


def test_two_who_say_that_it_holds_speak_for_its_caretaker(stale, ben, cleo):
    actions.look_again(ben, stale, found="holds")
    actions.look_again(ben, stale, found="holds")
    assert state(stale) == "stale"
    assert told("looked_again") == set()
    actions.look_again(cleo, stale, found="holds")
    stale.refresh_from_db()
    assert (stale.state, stale.review_on > timezone.localdate()) == ("published", True)
    assert told("held") == {("ana-lima", "keeping")}
    assert Entry.objects.get(verb="library.held").facts == {"people": 2}


def test_a_change_to_make_is_told_once_and_waits_for_the_caretaker(stale, ana, ben, cleo, dora):
    with pytest.raises(NotPossible, match="what should change"):
        actions.look_again(ben, stale, found="change", words="  ")
    actions.look_again(ben, stale, found="change", words="The second link\nis gone.")
    actions.look_again(ben, stale, found="change", words="The second link is gone since May.")
    assert told("looked_again") == {("ana-lima", "keeping")}
    assert Notification.objects.filter(entry__verb="library.looked_again").count() == 1
    actions.use(dora, stale, institution="Delta", sentence="Well.")
    for person in (cleo, dora):
        actions.look_again(person, stale, found="holds")
    assert state(stale) == "stale"
    assert Look.objects.get(person=ben).words == "The second link is gone since May."
    assert not [one for one in Entry.objects.all() if "link" in str(one.facts)]
    actions.mark_reviewed(ana, stale)
    assert state(stale) == "published"


def test_a_new_version_of_what_is_due_is_a_fresh_look(stale, ana, content):
    actions.revise(ana, stale, content(title="Roles on one page"), changed="Mended the link")
    stale.refresh_from_db()
    assert (stale.state, stale.review_on > timezone.localdate()) == ("published", True)


def test_whoever_no_longer_uses_it_is_not_asked_again_until_they_do(stale, ben, cleo):
    actions.look_again(ben, stale, found="unused")
    assert list(users_of(stale)) == [cleo]
    assert list(asked_of(ben)) == []
    assert list(asked_of(cleo)) == [stale]
    actions.use(ben, stale, institution="Hill Museum", sentence="And yet.")
    assert list(users_of(stale).order_by("pk")) == [ben, cleo]
    assert list(asked_of(ben)) == [stale]


def test_those_who_used_it_are_asked_and_nobody_else(stale, ana, ben, cleo, dora):
    for person in (ana, dora):
        with pytest.raises(NotAllowed, match="said that they used it"):
            actions.look_again(person, stale, found="holds")
    actions.hide_use(ana, stale.uses.get(person=cleo))
    with pytest.raises(NotAllowed):
        actions.look_again(cleo, stale, found="holds")
    actions.mark_reviewed(ana, stale)
    assert rules.may_look_again(ben, Resource.objects.get()), "an answer to what was asked still counts"
    Resource.objects.update(asked_at=timezone.now() - dt.timedelta(days=61))
    with pytest.raises(NotAllowed, match="Nobody has to look"):
        actions.look_again(ben, Resource.objects.get(), found="holds")


def test_a_watch_word_stops_what_should_change(stale, ana, ben, community):
    moderation.add_word(ana, community, pattern="cryptocoin", does="block")
    with pytest.raises(NotPossible, match="cryptocoin"):
        actions.look_again(ben, stale, found="change", words="Add cryptocoin.")


def test_what_was_found_a_year_ago_counts_no_more(stale, ben, cleo):
    actions.look_again(ben, stale, found="change", words="Mend it.")
    Look.objects.update(at=timezone.now() - dt.timedelta(days=400))
    assert list(asked_of(ben)) == [stale]
    for person in (ben, cleo):
        actions.look_again(person, stale, found="holds")
    assert state(stale) == "published"


def test_it_takes_a_tap_and_shows_how_many_looked(stale, as_, ana, ben, cleo, client):
    address = f"{stale.get_absolute_url()}look-again/"
    page = as_(ben).get(stale.get_absolute_url()).content.decode()
    assert "You used it: does it still hold?" in page
    assert "Two minutes of yours" in as_(ben).get("/library/review/").content.decode()
    empty = as_(ben).post(address, {"found": "change", "words": ""})
    assert (empty.status_code, "what should change" in empty.content.decode()) == (422, True)
    assert as_(ben).post(address, {"found": "change", "words": "The <b>link</b> is gone."}).status_code == 302
    assert as_(cleo).post(address, {"found": "holds"}).status_code == 302
    assert as_(cleo).post(address, {"found": "new"}).status_code == 422
    mine = as_(ben).get(stale.get_absolute_url()).content.decode()
    assert "You said:" in mine
    assert "The &lt;b&gt;link&lt;/b&gt; is gone." in mine
    assert "The &lt;b&gt;link" in as_(ana).get(stale.get_absolute_url()).content.decode()
    for reader in (client, as_(cleo)):
        seen = reader.get(stale.get_absolute_url()).content.decode()
        assert f"looked at by 2 people in {timezone.localdate():%B %Y}" in seen
        assert "is gone" not in seen, "what should change is for those who look after it"
    queue = as_(ana).get("/library/review/").content.decode()
    assert "1 says that it holds" in queue
    assert "1 asks for a change" in queue
    assert "Two minutes of yours" not in as_(ben).get("/library/review/").content.decode()
