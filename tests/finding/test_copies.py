"""The copy of the index at a server: what it has, who finds what in it, and how it is made anew."""

from __future__ import annotations

import json
import random

import pytest
from copied import ANSWERS, finds, follow, is_whole, searches
from django.core.management import CommandError, call_command
from django.utils import timezone
from test_rights import asks, fill

from convene.core.communities import actions as communities
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.core.people.schedule import forget_those_who_left
from convene.core.search import copies
from convene.core.search.copies import asking, sending
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.models import Progress, Unsent
from convene.core.search.queries import PAGE, search
from convene.core.search.reader import reader_of
from convene.features.discussions import actions


def test_a_copy_is_made_of_all_there_is_and_asked_from_then_on(on, ana, cleo, community):
    on_before = actions.start(ana, community, title="Dome", body="Streaks remain.")
    follow()
    assert finds(cleo, "streaks") == ["Dome"]
    assert not on.met
    bring_up_to_date()
    assert is_whole(on)
    assert list(on.indexes) == [f"book-{Progress.objects.get().round}"]
    assert finds(cleo, "streaks") == ["Dome"]
    assert searches(on) == 1
    actions.reply(ana, on_before, body="Vinegar helps.")
    bring_up_to_date()
    assert finds(cleo, "vinegar") == ["Dome"]
    assert is_whole(on)


def test_what_is_taken_away_goes_from_the_copy_too(on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    reply = actions.reply(ana, topic, body="Vinegar.")
    bring_up_to_date()
    assert on.holds("vinegar")
    actions.hide_post(ana, reply)
    bring_up_to_date()
    assert not on.holds("vinegar")
    assert is_whole(on)


def test_old_words_of_a_row_are_not_found_while_the_copy_still_has_them(on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    reply = actions.reply(ana, topic, body="Vinegar.")
    bring_up_to_date()
    actions.edit(ana, reply, body="Ammonia.")
    assert finds(cleo, "vinegar") == []
    follow()
    assert on.holds("vinegar")
    before = searches(on)
    assert finds(cleo, "vinegar") == []
    assert searches(on) > before
    while sending.send():
        pass
    assert finds(cleo, "ammonia") == ["Dome"]
    assert any("refresh=wait_for" in path for method, path in on.met if "_bulk" in path)


def test_a_community_that_closes_is_closed_before_anything_is_written(on, ana, ben, cleo, community):
    actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    assert finds(cleo, "streaks") == ["Dome"]
    communities.edit(ana, community, visibility="hidden", join_policy="invited")
    assert finds(cleo, "streaks") == []
    assert finds(ben, "streaks") == ["Dome"]
    (body,) = (each for each in [asked_of(cleo, "streaks")])
    assert community.pk not in body["query"]["bool"]["filter"][0]["terms"]["scope"]


def asked_of(actor, text: str) -> dict:
    """What the server is asked when somebody searches."""
    asked: list[dict] = []
    there = copies.server()
    ask, there.ask = there.ask, lambda body: asked.append(body) or []
    try:
        finds(actor, text)
    finally:
        there.ask = ask
    return asked[0]


def test_everybody_finds_by_the_copy_what_they_find_by_the_database(on, settings, person, dora):
    crowd, dice, found = fill(person, dora, 8), random.Random(5), 0
    for actor in crowd.readers:
        for _ in range(2):
            wish = asks(dice, crowd.places)
            both = []
            for url in (on.url, ""):
                settings.SEARCH_URL = url
                both.append(search(reader_of(actor), wish))
            by_copy, by_database = both
            assert (by_copy.total, by_copy.meant, by_copy.is_loose) == (by_database.total, by_database.meant, by_database.is_loose)
            if by_copy.total <= PAGE:
                one, other = ({(row.kind, row.seen.thread) for row in each.rows} for each in both)
                assert one == other
            if by_copy.facets and by_database.facets:
                for one, other in zip(by_copy.facets, by_database.facets, strict=True):
                    assert {(str(each.label), each.count) for each in one} == {(str(each.label), each.count) for each in other}
            found += by_copy.total
    assert found > 20
    assert not asking.COPY.breaker.is_open


def test_a_new_copy_stands_beside_the_old_one_until_it_is_whole(on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    (old,) = on.indexes
    begin_anew()
    follow()
    assert sending.send() == 1
    (new,) = set(on.indexes) - {old}
    assert (on.indexes[old].aliases, on.indexes[new].aliases) == ({"book"}, {"book-next"})
    actions.reply(ana, topic, body="Vinegar.")
    follow()
    sending.send()
    assert all("vinegar" in json.dumps(index.docs) for index in on.indexes.values())
    before = searches(on)
    assert finds(cleo, "vinegar streaks OR vinegar") == ["Dome"]
    assert searches(on) > before
    while sending.send():
        pass
    assert list(on.indexes) == [new]
    assert is_whole(on)
    moves = [path for method, path in on.met if path == "/_aliases"]
    assert len(moves) == 2
    assert finds(cleo, "streaks") == ["Dome"]


def test_switched_off_and_on_it_is_not_asked_before_it_is_made_again(on, settings, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    reply = actions.reply(ana, topic, body="Vinegar.")
    bring_up_to_date()
    settings.SEARCH_URL = ""
    actions.edit(ana, reply, body="Ammonia.")
    bring_up_to_date()
    assert not Unsent.objects.exists()
    settings.SEARCH_URL = on.url
    before = len(on.met)
    assert (finds(cleo, "vinegar"), finds(cleo, "ammonia")) == ([], ["Dome"])
    assert len(on.met) == before
    bring_up_to_date()
    assert not on.holds("vinegar")
    assert finds(cleo, "ammonia") == ["Dome"]
    assert is_whole(on)


def test_whoever_is_forgotten_leaves_nothing_there(on, person, ana, community):
    eve = person("Evangelina Quorvald", community)
    actions.reply(eve, actions.start(ana, community, title="Hello", body="All of you."), body="My flimborgast is here.")
    bring_up_to_date()
    assert on.holds("quorvald")
    assert on.holds("flimborgast")
    people.leave(eve, eve, how="remove")
    User.objects.filter(pk=eve.pk).update(leaves_at=timezone.now() - timezone.timedelta(minutes=1))
    assert forget_those_who_left.call() == 1
    bring_up_to_date()
    assert not on.holds("quorvald")
    assert not on.holds("flimborgast")
    assert is_whole(on)


def test_reindex_says_how_far_it_is_and_what_is_missing(on, ana, community, capsys, monkeypatch):
    monkeypatch.setattr("convene.core.search.management.commands.reindex.OFTEN", 0)
    actions.start(ana, community, title="Dome", body="Streaks remain.")
    call_command("reindex")
    said = capsys.readouterr().out
    assert "written anew, at: post" in said
    assert "rows to be brought to OpenSearch" in said
    assert is_whole(on)
    on.fails = lambda _method, _path: ANSWERS["503"]
    with pytest.raises(CommandError, match="has not got all of it yet"):
        call_command("reindex")
    on.fails = lambda _method, _path: None
    call_command("reindex")
    assert is_whole(on)


