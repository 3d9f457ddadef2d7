"""What is found of dialogues, by whom, and what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.institutions.models import Institution
from convene.core.search.queries import Wish, search
from convene.core.search.reader import reader_of
from convene.core.teams.models import Team
from convene.features.dialogues import actions
from convene.features.dialogues.actions.convening import Said
from convene.features.dialogues.models import Dialogue

QUESTION = "What should become of the riverfront lot?"


def said(question: str = QUESTION, **more: object) -> Said:
    now = timezone.now()
    told = {
        "question": question, "convener": "Tidewater Museum", "background": "The *chimney* stays.",
        "outcome": "The land board answers.", "opens_at": now - dt.timedelta(hours=1), "closes_at": now + dt.timedelta(days=9),
    }  # fmt: skip
    return Said(**{**told, **more})


@pytest.fixture
def ask(ana) -> Callable[..., Dialogue]:
    """Publishes a dialogue somewhere."""

    def do(place: Community | Team | None, by=ana, **more: object) -> Dialogue:
        made = actions.convene(by, place, said=said(**more), seeds=["Plant willows.", "Build homes.", "Keep it empty."])
        actions.publish(by, made)
        return made

    return do


def test_a_dialogue_is_found_by_its_question_what_is_said_of_it_and_who_convenes_it(ask, community, nobody, find):
    made = ask(community)
    for words in ("riverfront", "chimney", "tidewater", "land board"):
        assert find(nobody, words, kind="dialogue") == [QUESTION], words
    (row,) = find.results(nobody, "riverfront").rows
    assert (row.found.address, row.found.author, list(row.found.marks)) == (made.get_absolute_url(), "Tidewater Museum", [])
    assert find(nobody, "willows") == [], "statements can be taken down"


def test_drafts_and_dialogues_of_teams_are_found_by_nobody(ask, ana, dora, community, find):
    actions.convene(ana, community, said=said(), seeds=[])
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    team.members.create(person=ana, side="own", role="leader")
    ask(team)
    for reader in (ana, dora):
        assert find(reader, "riverfront") == []


def test_one_of_a_community_is_found_by_its_readers_and_one_of_the_network_by_all(ask, ana, ben, dora, hidden, nobody, find):
    ask(hidden)
    assert [find(reader, "riverfront") for reader in (ana, dora, ben, nobody)] == [[QUESTION], [QUESTION], [], []]
    ask(None, by=dora, question="Whose river is it?")
    assert find(nobody, "whose river") == ["Whose river is it?"]


def test_words_that_were_taken_away_are_not_found_from_that_moment_on(ask, ana, community, nobody, find):
    made = ask(community)
    assert find(nobody, "chimney")
    actions.edit(ana, made, said=said(background="Everything is open."))
    assert search(reader_of(nobody), Wish("chimney")).rows == [], "before the index hears of it"
    assert find(nobody, "everything") == [QUESTION]
