"""Take from repositories: our own over a real server, and the stored answers of another."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpcore
import pytest

from convene.core.communities.models import Community
from convene.core.tags.actions import adopt
from convene.features.library import actions
from convene.features.library.carrying import harvest as harvesting
from convene.features.library.carrying.harvest import Part, harvest
from convene.features.library.models import Harvest, Origin, Resource
from convene.features.library.queries import harvest as offered
from convene.lib.errors import NotAllowed
from convene.lib.http import addresses, limits
from convene.lib.http.faults import NotFetched
from convene.lib.http.tests.test_walls import NUMBERS, OTHERS
from convene.lib.http.tests.town import opened
from convene.lib.records import NotRecords

EMPTY = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>%s</OAI-PMH>'


@pytest.fixture
def town(monkeypatch):
    with opened(monkeypatch) as made:
        yield made


@pytest.fixture
def other(db):
    adopt(None)
    return Community.objects.create(name="Other", slug="other", visibility="public", state="operating")


@pytest.fixture
def stored(town, real_data):
    """The stored answers of a repository, each where its token says; what was asked is kept."""
    folder, asked = real_data("resources/oai-pmh-sickle"), []

    def answer(door):
        said = {name: values[0] for name, values in parse_qs(urlsplit(door.path).query).items()}
        asked.append(said)
        body = (folder / said.get("resumptionToken", f"{said['verb']}.xml")).read_bytes()
        door.send_response(200)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    town.pages["/oai"] = answer
    return town.url("/oai"), asked


def test_a_repository_is_taken_in_page_by_page_and_what_changed_the_next_time(stored, ana, community):
    adopt(None)
    address, asked = stored
    first = list(harvest(ana, community, address))
    assert len(first) == 4
    assert sum(one.read for one in first) == 8
    assert sum(len(one.gone) for one in first) > 0
    assert Resource.objects.count() == sum(len(one.new) for one in first) > 0
    assert Origin.objects.filter(key__startswith="id:oai:test.example.com:").count() == Resource.objects.count()
    assert [one.get("resumptionToken") for one in asked[2:]] == ["ListRecords2.xml", "ListRecords3.xml", "ListRecords4.xml"]
    kept = Harvest.objects.get()
    assert (kept.token, kept.since) == ("", "2013-02-27")
    again = list(harvest(ana, community, address))
    assert not any(one.new for one in again)
    assert asked[6]["from"] == "2013-02-27"


def test_a_harvest_that_was_interrupted_goes_on_at_its_page(stored, ana, community):
    adopt(None)
    address, asked = stored
    going = harvest(ana, community, address)
    next(going), next(going)
    going.close()
    assert Harvest.objects.get().token == "ListRecords3.xml"
    assert len(list(harvest(ana, community, address))) == 2
    assert asked[-2]["resumptionToken"] == "ListRecords3.xml"


def test_a_dry_run_looks_at_the_first_page_and_keeps_nothing(stored, ana, community):
    address, _asked = stored
    assert len(list(harvest(ana, community, address, dry_run=True))) == 1
    assert not Resource.objects.exists()
    assert not Harvest.objects.exists()


@pytest.mark.parametrize(("body", "why"), [
    (b"<html/>", "not an answer of an OAI-PMH"), (b"", "not well-formed"),
    (EMPTY % b'<error code="badVerb">No</error>', "badVerb. No"),
    (EMPTY % b"<ListRecords><resumptionToken>again</resumptionToken></ListRecords>", "leads back to itself"),
])  # fmt: skip
def test_what_is_no_repository_or_goes_round_in_circles_is_refused(town, ana, community, body, why):
    town.put("/oai", body)
    with pytest.raises(NotRecords, match=why):
        list(harvest(ana, community, town.url("/oai")))


def test_nothing_behind_the_walls_is_harvested_and_nobody_harvests_who_may_not(town, ana, ben, community):
    with pytest.raises(NotFetched):
        list(harvest(ana, community, town.url("/oai", "inside.example")))
    assert not town.entered
    with pytest.raises(NotAllowed):
        list(harvest(ben, community, town.url("/oai")))
    assert not town.asked


@pytest.mark.django_db(transaction=True)
def test_our_own_library_is_harvested_over_a_real_server(live_server, town, settings, monkeypatch, on_shelf, ana, other):
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(offered, "PAGE", 2)
    made = [on_shelf(title=f"Thing {number}", links=[("", f"https://example.org/{number}")]) for number in range(5)]
    monkeypatch.setattr(limits, "PORTS", limits.PORTS | {live_server.thread.port})
    address = f"http://open.example:{live_server.thread.port}/oai"
    pages = list(harvest(None, other, address))
    assert [len(one.new) for one in pages] == [2, 2, 1]
    there = Resource.objects.filter(community=other).order_by("title")
    assert [one.title for one in there] == [one.title for one in made]
    assert set(there[0].terms.values_list("slug", flat=True)) == {"template", "en", "cc-by"}
    actions.retire(ana, made[0], answer="Replaced.")
    later = list(harvest(None, other, address, Part(set_spec="community:citizen-science")))
    assert sum(len(one.gone) for one in later) == 1
    assert not any(one.new for one in later)


def test_a_list_of_empty_pages_ends(town, ana, community):
    asked = []

    def answer(door):
        asked.append(door.path)
        body = EMPTY % b"<ListRecords><resumptionToken>%d</resumptionToken></ListRecords>" % len(asked)
        door.send_response(200)
        door.send_header("Content-Length", str(len(body)))
        door.end_headers()
        door.wfile.write(body)

    town.pages["/oai"] = answer
    with pytest.raises(NotRecords, match="does not end"):
        list(harvest(ana, community, town.url("/oai")))
    assert len(asked) < 30


def test_no_address_leads_inside_from_a_harvest(ana, community, monkeypatch):
    tried: list[str] = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda _self, host, *_rest: tried.append(host))
    monkeypatch.setattr(addresses, "resolve", lambda _host, _port: ["127.0.0.1"])  # no name leads out either
    monkeypatch.setattr(harvesting, "sleep", lambda _seconds: None)
    for address in [*(f"http://{one}/oai" for one in NUMBERS), *OTHERS]:
        with pytest.raises(NotFetched):
            list(harvest(ana, community, address))
    assert tried == []
