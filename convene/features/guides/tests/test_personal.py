"""What somebody said alone goes with them; what the team has of it stays as they choose."""

from __future__ import annotations

import json

import pytest

from convene.core.frameworks.models import Part
from convene.features.guides import actions
from convene.features.guides.models import Answer, TeamAnswer, Wording
from convene.features.guides.personal import forget, given


@pytest.fixture
def said(ana, ben, share, round, question):
    """Ben shared one answer and began another; he wrote at the team's, and looks after it."""
    share(ana, 0, "Ana's own")
    share(ben, 1, "Ben's own")
    other = Part.objects.get(edition=round.edition, key="purpose-mission")
    actions.keep(ben, round, other, said={"words": "Ben's draft"}, upon={})
    actions.write(ben, round, question, said={"words": "Ben wrote this for all", "owner_id": ben.pk}, upon={})


def test_an_export_holds_ones_own_and_nothing_of_others(said, ana, ben):
    text = json.dumps([section.rows for section in given(ben)], default=str)
    for words in ("Ben's own", "Ben's draft", "Ben wrote this for all", "purpose-mission"):
        assert words in text
    assert "Ana's own" not in text
    assert "Ben" not in json.dumps([section.rows for section in given(ana)], default=str)


@pytest.mark.parametrize("how", ["keep", "anonymous", "remove"])
def test_somebody_who_is_forgotten_leaves_what_they_chose(said, ana, ben, how, address, as_):
    for _again in range(2):
        forget(ben, how)
    assert not Answer.objects.filter(words="Ben's draft").exists()
    ours = TeamAnswer.objects.get()
    assert (ours.words, ours.owner) == ("Ben wrote this for all", None), "the team's"
    assert Wording.objects.filter(by=ben).exists() == (how == "keep")
    assert Answer.objects.filter(person=ben).exists() == (how == "keep")
    page = as_(ana).get(address).text
    assert ("Ben's own" in page.replace("&#39;", "'")) == (how != "remove")
    assert ("Somebody who is gone" in page) == (how == "anonymous")
