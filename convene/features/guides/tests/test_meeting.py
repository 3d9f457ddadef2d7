"""The meeting begins where a team differs most; leadership reads what was released."""

from __future__ import annotations

import pytest

from convene.core.frameworks.models import Part
from convene.core.rounds import actions as rounds
from convene.core.steps import actions as steps
from convene.features.guides import actions
from convene.features.guides.models import TeamAnswer
from convene.features.guides.queries.meeting import meeting
from convene.features.guides.tests.conftest import STAGE

NARROW, WIDE, ALIKE, FEW = "purpose-priority", "purpose-mission", "purpose-give-up", "leadership-agreed"
STUCK = "leadership-stop"


@pytest.fixture
def answered(ana, ben, joins, round):
    """Three people, five questions: narrow, wide, alike, and two that not all have answered."""
    eve = joins("Eve")
    steps = {NARROW: (1, 2, 2), WIDE: (0, 4, 2), ALIKE: (3, 3, 3), FEW: (1, None, 4), STUCK: (2, None, None)}
    for key, each in steps.items():
        question = Part.objects.get(edition=round.edition, key=key)
        for who, step in zip((ana, ben, eve), each, strict=True):
            if step is not None:
                actions.share(who, round, question, said={"step": step, "words": f"{who} on {key}"}, upon={})
    actions.stuck(ana, round, question, is_so=True)
    return round


def test_the_agenda_begins_where_they_are_stuck_and_differ_most(answered, ana, ben):
    found = meeting(ana, answered, minutes=60)
    assert [(one.question.key, one.why) for one in found.items] == [
        (STUCK, "stuck"), (WIDE, "wide"), (NARROW, "wide"), (FEW, "open"),
    ]  # fmt: skip
    assert [one.key for one in found.alike] == [ALIKE]
    assert [(one.begins, one.minutes) for one in found.items] == [(5, 13), (18, 13), (31, 13), (44, 13)]
    assert [one.question.key for one in meeting(ben, answered, minutes=60).items] == [WIDE, NARROW], "what Ben answered"
    assert [one.minutes for one in meeting(ana, answered, minutes=30).items] == [8, 8, 8, 0]


def test_notes_of_the_meeting_become_the_teams_answer(answered, ana, as_):
    here = f"/community-science/guide/rounds/{answered.pk}/"
    agenda = as_(ana).get(f"{here}meeting/?minutes=45").text
    assert "You differ" in agenda
    item = as_(ana).get(f"{here}meeting/?at={WIDE}&minutes=45").text
    assert f"on {WIDE}" in item
    assert "What we do next" in item
    assert 'data-minutes="10"' in item
    assert "10 minutes" in item, "printed, for browsers without script"
    sent = {"words": "It is the water hall.", "upon_words": "0", "back": "45"}
    saved = as_(ana).post(f"{here}q/{WIDE}/decide/", sent)
    assert saved["Location"] == f"{here}meeting/?at={WIDE}&minutes=45"
    assert TeamAnswer.objects.get(question__key=WIDE).words == "It is the water hall."
    assert as_(ana).get(f"{here}meeting/?at=no-such&minutes=x").status_code == 200


def test_who_has_not_answered_meets_nothing_of_it(answered, joins, as_):
    late = joins("Finn")
    here = f"/community-science/guide/rounds/{answered.pk}/meeting/"
    page = as_(late).get(here).text
    assert "Nothing to talk about yet" in page
    assert f"on {WIDE}" not in as_(late).get(f"{here}?at={WIDE}").text
    assert "15 questions are not here for you" in page


def test_leadership_reads_what_was_released_and_nothing_else(answered, ana, ben, as_):
    here = f"/community-science/guide/rounds/{answered.pk}/brief/"
    assert "Nothing is released yet" in as_(ana).get(here).text
    for key in (WIDE, NARROW):
        question = Part.objects.get(edition=answered.edition, key=key)
        actions.write(ana, answered, question, said={"words": f"Together on {key}", "owner_id": ben.pk}, upon={})
    actions.release(ana, answered, question, is_so=True)
    page = as_(ben).get(here).text
    assert f"Together on {NARROW}" in page
    assert f"Together on {WIDE}" not in page
    assert "Ana on" not in page.replace("Together on", "")


def test_the_next_round_opens_with_what_was_said_last_time(answered, ana, ben, as_):
    question = Part.objects.get(edition=answered.edition, key=WIDE)
    actions.write(ana, answered, question, said={"words": "Not yet ours.", "owner_id": ben.pk}, upon={})
    rounds.close(ana, answered)
    steps.add(ana, answered.team, text="Ask the union", owner=ben, due_on=None, about=f"question:{WIDE}", round=answered)
    second = rounds.begin(ana, answered.team, kind="guide", stage=STAGE)
    address = f"/community-science/guide/rounds/{second.pk}/q/{WIDE}/"
    assert "Ask the union" in as_(ben).get(f"/community-science/guide/rounds/{second.pk}/").text
    page = as_(ben).get(address).text
    assert "What you said last time" in page
    assert "Not yet ours." in page
    assert "on purpose-mission" not in page, "what each said alone belongs to its round"
    as_(ben).post(address, {"step": "2", "share": "1"})
    as_(ben).post(f"{address}decide/", {"words": "", "upon_words": "0", "became": "dropped", "upon_became": "0"})
    assert TeamAnswer.objects.get(round=second).became == "dropped"


def test_whoever_writes_in_the_meeting_stays_in_it(answered, ana, as_):
    here = f"/community-science/guide/rounds/{answered.pk}"
    item = f"{here}/meeting/?at={WIDE}&minutes=30"
    page = as_(ana).get(item).text
    assert page.count('name="back" value="30"') == 1, "the team's answer"
    assert f'name="back" value="{item.replace("&", "&amp;")}"' in page, "an action"
    said = {"words": "Ours.", "upon_words": "0", "back": "30"}
    assert as_(ana).post(f"{here}/q/{WIDE}/decide/", said).url == item
    assert as_(ana).post(f"{here}/q/{WIDE}/release/", {"release": "yes", "back": "30"}).url == item
    assert as_(ana).post(f"{here}/q/{WIDE}/release/", {"release": "no"}).url == f"{here}/q/{WIDE}/#together"
