"""OAI-PMH as a harvester asks for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities.models import Community
from convene.features.library import actions
from convene.features.library.models import Resource
from convene.features.library.queries import harvest
from convene.features.library.schedule import note_offers
from convene.lib.records import Record
from convene.lib.records.oai import read_answer

HOST = "testserver"


def ask(client, verb, **arguments):
    more = {name.rstrip("_"): value for name, value in arguments.items()}
    answer = client.get("/oai", {"verb": verb, **more})
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return read_answer(answer.content)


def names(answer) -> list[str]:
    return [one.title for one in answer.records if isinstance(one, Record)]


def test_it_says_who_it_is_and_what_it_speaks(client, resource):
    said = client.get("/oai?verb=Identify").text
    for words in ("<protocolVersion>2.0<", "<deletedRecord>transient<", "<granularity>YYYY-MM-DDThh:mm:ssZ<", "/oai<", "<earliestDatestamp>20"):
        assert words in said
    assert "<metadataPrefix>oai_dc<" in client.get("/oai?verb=ListMetadataFormats").text
    assert "<setSpec>community:citizen-science<" in client.get("/oai?verb=ListSets").text


def test_a_record_says_what_the_resource_is(client, on_shelf):
    one = on_shelf(title="Roles <&> more", topic="health", year=2024, links=[("", "https://example.org/r")])
    found = ask(client, "ListRecords", metadataPrefix="oai_dc").records[0]
    assert (found.title, found.subjects, found.date, found.languages) == ("Roles <&> more", ["Health"], "2024", ["en"])
    assert [address for _words, address in found.links] == ["https://example.org/r"]
    assert "Fits the second meeting" in client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").text
    again = ask(client, "GetRecord", metadataPrefix="oai_dc", identifier=found.identifier)
    assert names(again) == [one.title]


def test_a_list_goes_on_by_token_until_its_end_and_nothing_is_lost_or_twice(client, on_shelf, monkeypatch):
    monkeypatch.setattr(harvest, "PAGE", 3)
    made = [on_shelf(title=f"Thing {number}") for number in range(8)]
    Resource.objects.filter(pk__in=[one.pk for one in made[:5]]).update(changed_at=timezone.now() - dt.timedelta(days=1))
    answer = ask(client, "ListRecords", metadataPrefix="oai_dc")
    found = names(answer)
    for _page in range(2):
        assert answer.token
        answer = ask(client, "ListRecords", resumptionToken=answer.token)
        found += names(answer)
    assert not answer.token
    assert sorted(found) == [f"Thing {number}" for number in range(8)]


def test_what_changed_since_and_what_is_gone_is_told(client, ana, on_shelf):
    old, new, gone = (on_shelf(title=name) for name in ("Old", "New", "Gone"))
    actions.retire(ana, gone, answer="Replaced.")
    Resource.objects.filter(pk=old.pk).update(changed_at="2020-01-02T03:04:05Z")
    answer = ask(client, "ListRecords", metadataPrefix="oai_dc", from_="2021-01-01")
    assert [(one.title, one.is_deleted) for one in answer.records] == [("New", False), ("", True)]
    for until in ("2020-01-02", "2021-01-01"):
        assert names(ask(client, "ListRecords", metadataPrefix="oai_dc", until=until)) == ["Old"]
    exact = {"from_": "2020-01-02T03:04:05Z", "until": "2020-01-02T03:04:05Z"}
    assert names(ask(client, "ListRecords", metadataPrefix="oai_dc", **exact)) == ["Old"]
    assert ask(client, "ListRecords", metadataPrefix="oai_dc", until="2019-01-01").error == "noRecordsMatch"
    heads = client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").text
    assert heads.count("<header") == 3
    assert "<metadata>" not in heads


def test_what_its_community_shares_no_longer_is_told_of_as_deleted_until_it_is_shared_again(client, on_shelf, draft, community):
    one = on_shelf(title="Once shared")
    assert note_offers.call() == 0  # harvesters see it already: nothing has changed for them
    Resource.objects.update(changed_at="2020-01-02T03:04:05Z")
    for visibility, sets in (("listed", 1), ("hidden", 0)):
        Community.objects.filter(pk=community.pk).update(visibility=visibility)
        note_offers.call()
        said = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01")
        (found,) = read_answer(said.content).records
        assert (found.is_deleted, found.identifier) == (True, f"oai:{HOST}:{one.pk}")
        assert "Once shared" not in said.text
        assert said.text.count("citizen-science") == sets
        ours = ask(client, "ListRecords", metadataPrefix="oai_dc", set="community:citizen-science")
        assert len(ours.records) == sets
        assert "citizen-science" not in client.get("/oai?verb=ListSets").text
        alone = ask(client, "GetRecord", metadataPrefix="oai_dc", identifier=found.identifier).records[0]
        assert (alone.is_deleted, alone.title) == (True, "")
    assert note_offers.call() == 0  # it was told of once
    Community.objects.filter(pk=community.pk).update(visibility="public")
    Resource.objects.filter(pk=one.pk).update(changed_at="2020-01-02T03:04:05Z")
    assert note_offers.call() == 1
    assert names(ask(client, "ListRecords", metadataPrefix="oai_dc", from_="2021-01-01")) == ["Once shared"]


def test_what_was_never_public_leaves_no_trace(client, on_shelf, community):
    Community.objects.filter(pk=community.pk).update(visibility="listed")
    one = on_shelf(title="Ours")
    assert note_offers.call() == 0
    assert ask(client, "ListRecords", metadataPrefix="oai_dc").error == "noRecordsMatch"
    missing = ask(client, "GetRecord", metadataPrefix="oai_dc", identifier=f"oai:{HOST}:{one.pk}")
    assert missing.error == "idDoesNotExist"


def test_harvesters_are_given_an_address_without_a_name(client, db, settings):
    assert "<" not in settings.CONTACT_MAIL
    settings.CONTACT_MAIL = "library@museum.example"
    assert "<adminEmail>library@museum.example</adminEmail>" in client.get("/oai?verb=Identify").text


def test_only_what_is_public_is_harvested(client, as_, ana, on_shelf, draft, community):
    on_shelf(title="Open")
    one = on_shelf(title="Ours")
    hidden = Community.objects.create(name="Hidden", slug="hidden", visibility="listed", state="operating")
    Resource.objects.filter(pk=one.pk).update(community=hidden)
    for asking in (client, as_(ana)):
        assert names(ask(asking, "ListRecords", metadataPrefix="oai_dc")) == ["Open"]
        assert "hidden" not in asking.get("/oai?verb=ListSets").text
        for what in (one, draft):
            missing = ask(asking, "GetRecord", metadataPrefix="oai_dc", identifier=f"oai:{HOST}:{what.pk}")
            assert missing.error == "idDoesNotExist"
        assert ask(asking, "ListRecords", metadataPrefix="oai_dc", set="community:hidden").error == "noRecordsMatch"


@pytest.mark.parametrize(("query", "code"), [
    ("", "badVerb"), ("verb=Steal", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&set=a", "badArgument"), ("verb=ListRecords", "badArgument"), ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
    ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-13-01", "badArgument"), ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2019-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-01T00:00:00Z", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"), ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
    ("verb=ListSets&resumptionToken=x", "badResumptionToken"), ("verb=ListRecords&metadataPrefix=oai_dc&set=nobody", "noRecordsMatch"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:1", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%1f", "idDoesNotExist"),
    ("verb=ListMetadataFormats&identifier=oai:localhost:99999999999999999999", "idDoesNotExist"), ("verb=%1f", "badVerb"),
])  # fmt: skip
def test_what_is_asked_wrongly_is_answered_with_its_code(client, resource, query, code):
    for answer in (client.get(f"/oai?{query}"), client.post("/oai", query, content_type="application/x-www-form-urlencoded")):
        assert answer.status_code == 200
        assert read_answer(answer.content).error == code


def test_a_page_of_the_list_asks_few_queries(client, on_shelf, django_assert_max_num_queries):
    for number in range(9):
        on_shelf(title=f"Thing {number}")
    with django_assert_max_num_queries(6):
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
