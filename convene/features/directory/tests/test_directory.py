"""People are found by what they show, by those to whom they show it, and by nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from convene.core.frameworks.actions import begin
from convene.core.people import actions
from convene.core.people.actions.saying import FOUND_BY
from convene.core.people.models import Said, folded
from convene.core.people.queries import who_help_with
from convene.core.tags.actions import adopt
from convene.features.directory.queries import Wish, look, wish_in

READERS = ("nobody", "cleo", "ana", "ben", "dora")
MAY = {"everyone": set(READERS), "members": set(READERS) - {"nobody"}, "nobody": set()}


def names(actor, **wish):
    return [card.person.name for card in look(actor, Wish(**wish)).cards]


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("level", ["everyone", "members", "nobody"])
def test_a_field_filters_counts_and_shows_only_for_those_who_may_see_it(level, who, ben, cleo, request, as_, client):
    """Neither what the person finds themselves nor what staff find differs from what other members find."""
    words = {field: f"zq{field.replace('_', '')}x" for field in FOUND_BY}
    actions.edit_profile(ben, ben, name="Ben Osei", **words)
    actions.set_visibility(ben, ben, levels=dict.fromkeys(FOUND_BY, level))
    actions.edit_profile(cleo, cleo, name="Cleo Park", place="Hill")
    actions.set_visibility(cleo, cleo, levels={"place": "everyone"})
    reader, sees = request.getfixturevalue(who), who in MAY[level]
    everything = look(reader, Wish())
    choices = [one.label for _facet, _label, some in everything.facets for one in some]
    shown = next((card.said for card in everything.cards if card.person == ben), {})
    page = (client if who == "nobody" else as_(reader)).get("/people/").text
    for field, word in words.items():
        assert names(reader, text=word) == (["Ben Osei"] if sees else [])
        assert names(reader, picked=((field, folded(word)),)) == (["Ben Osei"] if sees else [])
        assert (word in choices) == sees
        assert shown.get(field) == ([word] if sees else None)
        assert (word in page) == sees
    assert ("Ben Osei" in page) == (who != "nobody" or sees)


@pytest.mark.parametrize("field", FOUND_BY)
def test_what_is_for_its_person_alone_is_not_even_written_where_people_are_found(field, ben):
    actions.edit_profile(ben, ben, name="Ben Osei", **dict.fromkeys(FOUND_BY, "Hill"))
    actions.set_visibility(ben, ben, levels={field: "nobody"})
    assert sorted(Said.objects.values_list("field", flat=True)) == sorted(set(FOUND_BY) - {field})


def test_visitors_find_those_alone_who_show_something_to_everyone(nobody, ana, ben, cleo):
    assert names(nobody) == []
    actions.edit_profile(ben, ben, name="Ben Osei", place="Hill", role="Guide")
    actions.set_visibility(ben, ben, levels={"place": "everyone"})
    found = look(nobody, Wish())
    assert [(card.person.name, card.line) for card in found.cards] == [("Ben Osei", "Hill")]
    assert (found.total, names(nobody, text="ana")) == (1, [])
    assert names(cleo, text="an") == ["Ana Lima"]


@pytest.mark.parametrize("gone", ["suspended_at", "leaves_at", "claimed_at", "merged_into"])
def test_nobody_finds_those_who_do_not_take_part(gone, ana, ben, cleo, dora):
    actions.edit_profile(ben, ben, name="Ben Osei", place="Hill")
    assert names(dora, text="hill") == ["Ben Osei"]
    value = {"claimed_at": None, "merged_into": ana}.get(gone, timezone.now() + dt.timedelta(days=3))
    setattr(ben, gone, value)
    ben.save()
    found = look(dora, Wish())
    assert "Ben Osei" not in [card.person.name for card in found.cards]
    assert "Hill" not in [one.label for _facet, _label, some in found.facets for one in some]


def test_whoever_is_suspended_says_nothing_until_they_are_back(ben, dora):
    actions.edit_profile(ben, ben, name="Ben Osei", place="Hill")
    actions.suspend(dora, ben, reason="Spam in four communities.")
    assert not Said.objects.exists()
    actions.reinstate(dora, ben)
    assert [one.words for one in Said.objects.all()] == ["Hill"]


def test_words_that_are_the_names_of_topics_and_skills_are_known_by_them(ben):
    adopt(None)
    begin(None)
    said = "glue, Salud, moderation, Mediation and intervention, Time management"
    actions.edit_profile(ben, ben, name="Ben Osei", can_help_with=said)
    keys = list(Said.objects.order_by("pk").values_list("key", flat=True))
    assert keys == ["glue", "topic:health", "skill:moderation-mediation-and-intervention", "skill:time-management"]


def test_each_count_is_the_number_of_people_that_choosing_it_leaves(ana, ben, cleo, dora):
    adopt(None)
    for one, helps, learns in ((ana, "Health, glue", "Policy"), (ben, "Health", "Health"), (cleo, "Glue", "")):
        actions.edit_profile(one, one, name=one.name, can_help_with=helps, wants_to_learn=learns, place="Hill")
    for picked in ((), (("can_help_with", "topic:health"),), (("place", "hill"), ("topic", "topic:policy"))):
        facets = look(dora, Wish(picked=picked)).facets
        assert facets
        for facet, _label, choices in facets:
            for one in choices:
                assert one.count == look(dora, Wish(picked=(*picked, (facet, one.key)))).total
    topics = {
        one.label: one.count for facet, _label, some in look(dora, Wish()).facets for one in some if facet == "topic"
    }
    assert topics == {"Health": 2, "Policy": 1}


def test_what_nobody_says_any_more_can_be_taken_out_of_the_choice(dora, as_):
    page = as_(dora).get("/people/?can_help_with=glue&q=zzyzx")
    assert "Nobody fits all of that" in page.text
    assert 'href="?q=zzyzx"' in page.text


@pytest.mark.parametrize(
    "address",
    ["?page=0", "?page=2", "?page=x", "?page=99999999", "?place=" + "x" * 2000, "?q=%25_%27%22"],
)
def test_an_address_that_makes_no_sense_finds_nothing_and_breaks_nothing(address, ana, as_):
    assert as_(ana).get(f"/people/{address}").status_code in {200, 404}


def test_an_address_says_what_is_chosen():
    wish = wish_in(QueryDict("q=air&place=hill&can_help_with=glue&can_help_with=glue&unknown=1"))
    assert wish.picked == (("can_help_with", "glue"), ("place", "hill"))
    assert wish.without(("place", "hill")).address == "?q=air&can_help_with=glue"


def test_who_can_teach_it_are_those_who_show_it(ana, ben, cleo, dora):
    begin(None)
    for one, words in ((ben, "Mentoring, glue"), (cleo, "Glue"), (dora, "Mentoring")):
        actions.edit_profile(one, one, name=one.name, can_help_with=words)
    actions.set_visibility(dora, dora, levels={"can_help_with": "nobody"})
    assert who_help_with(ana, ["skill:mentoring"]) == {ben.pk: "Mentoring"}
