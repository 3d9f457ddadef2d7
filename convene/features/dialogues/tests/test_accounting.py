"""What came of a dialogue: recommended, answered with reasons, told to those who asked, and never taken back in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.notifications.letters import stop_address
from convene.core.notifications.models import Notification
from convene.core.outbox.worker import work_off
from convene.core.people.models import How
from convene.features.dialogues import actions, personal, queries
from convene.features.dialogues.models import Dialogue, Follower, Recommendation, Statement
from convene.features.dialogues.schedule import ask_for_answers
from convene.lib.errors import NotAllowed, NotPossible

ASKED = {"text": "Leave a third of the lot unbuilt.", "asked_of": "The county land board"}


@pytest.fixture
def recommended(ana, dialogue) -> Recommendation:
    return actions.recommend(ana, dialogue, **ASKED, statements=[1, 4], answer_by=timezone.localdate())


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def told(person) -> list[str]:
    """Of what came of it."""
    rows = Notification.objects.filter(person=person).exclude(reason="asked").order_by("pk")
    return list(rows.values_list("entry__verb", flat=True))


def test_it_is_read_by_whoever_may_see_the_dialogue_with_its_answer_and_the_reason(ana, dialogue, recommended, client):
    page = f"{dialogue.get_absolute_url()}account/"
    first = client.get(page).text
    assert ASKED["text"] in first
    assert "No answer yet" in first
    assert dialogue.statements.get(number=4).text in first
    actions.answer(ana, recommended, who="The board", on=today(), decision="no", words="The dike needs the ground.")
    actions.tell_what_became(ana, recommended, on=today(), words="The dike was planned anew.")
    later = client.get(page).text
    assert "The board: Not taken up" in later
    assert later.index("The dike needs the ground.") < later.index("The dike was planned anew.")
    assert "The dike needs the ground." in client.get(f"{dialogue.get_absolute_url()}report/").text
    actions.close(ana, dialogue)
    assert "The dike was planned anew." in client.get(dialogue.get_absolute_url()).text


@pytest.mark.parametrize("decision", ["no", "partly"])
def test_a_no_has_a_reason(decision, ana, recommended):
    with pytest.raises(NotPossible, match="reason"):
        actions.answer(ana, recommended, who="The board", on=today(), decision=decision)
    actions.answer(ana, recommended, who="The board", on=today(), decision="taken")
    recommended.refresh_from_db()
    assert recommended.decision == "taken"


def test_what_came_of_it_is_mailed_to_those_who_asked_until_they_stop(ana, ben, cleo, dialogue, recommended, as_):
    for person in (ben, cleo):
        actions.follow(person, dialogue, follows=True)
    as_(cleo).post(stop_address(cleo.pk, "dialogues").removeprefix("http://testserver"), {})
    actions.answer(ana, recommended, who="The board", on=today(), decision="no", words="The dike needs the ground.")
    work_off()
    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    for words in (dialogue.question, ASKED["text"], "The board: Not taken up", "The dike needs the ground.", f"{dialogue.slug}/account/"):
        assert words in letter.body
    actions.follow(cleo, dialogue, follows=True)  # asked again
    actions.tell_what_became(ana, recommended, on=today(), words="The dike was planned anew.")
    work_off()
    assert {one.to[0] for one in mail.outbox[1:]} == {ben.email, cleo.email}


def test_what_was_changed_stays_to_be_read(ana, dialogue, recommended, client):
    actions.change_recommendation(ana, recommended, text="Leave half of it unbuilt.", asked_of=ASKED["asked_of"])
    actions.answer(ana, recommended, who="The board", on=today(), decision="no", words="Too dear.")
    actions.answer(ana, recommended, who="The new board", on=today(), decision="partly", words="A quarter.")
    page = client.get(f"{dialogue.get_absolute_url()}account/").text
    for words in ("Leave half of it unbuilt.", f'<q lang="en">{ASKED["text"]}</q>', "Too dear.", "A quarter."):
        assert words in page
    recommended.refresh_from_db()
    assert recommended.decision == "partly"
    assert (
        actions.change_recommendation(ana, recommended, text="Leave half of it unbuilt.", asked_of=ASKED["asked_of"])
        is None
    )


@pytest.mark.parametrize("said", [
    {"text": " "}, {"asked_of": ""}, {"statements": [99]}, {"statements": range(1, 30)}, {"answer_by": dt.date(2020, 1, 1)},
])  # fmt: skip
def test_what_is_no_recommendation_is_refused_with_a_sentence(said, ana, dialogue):
    with pytest.raises(NotPossible):
        actions.recommend(ana, dialogue, **{**ASKED, **said})
    dialogue.refresh_from_db()
    assert dialogue.account_count == 0


def test_only_those_who_run_it_write_and_only_once_everybody_sees_the_result(ana, ben, convened, recommended):
    with pytest.raises(NotAllowed):
        actions.recommend(ben, recommended.dialogue, **ASKED)
    with pytest.raises(NotAllowed):
        actions.tell_what_became(ben, recommended, on=today(), words="Nothing.")
    secret = convened(results="convener")
    with pytest.raises(NotAllowed, match="everybody may see"):
        actions.recommend(ana, secret, **ASKED)
    actions.close(ana, secret)
    assert actions.recommend(ana, secret, **ASKED).number == 1


def test_those_who_asked_and_those_whose_statement_it_rests_on_are_told(ana, ben, cleo, dialogue):
    actions.follow(cleo, dialogue, follows=True)
    Statement.objects.filter(dialogue=dialogue, number=4).update(author=ben, is_seed=False)
    made = actions.recommend(ana, dialogue, **ASKED, statements=[4])
    assert told(ben) == told(cleo) == ["dialogues.recommended"]
    actions.follow(cleo, dialogue, follows=False)
    actions.tell_what_became(ana, made, on=today(), words="The board met.")
    assert told(cleo) == ["dialogues.recommended"]
    assert told(ben) == ["dialogues.recommended", "dialogues.became"]
    assert told(ana) == []


def test_asking_to_be_told_says_nothing_of_votes(ben, as_, dialogue, device, votes):
    browser = device(browser=as_(ben))
    votes(browser, 1)
    lines = Entry.objects.count()
    assert (
        browser.post(f"{dialogue.get_absolute_url()}follow/", {"back": dialogue.get_absolute_url()}).status_code == 302
    )
    assert Entry.objects.count() == lines
    assert {field.name for field in Follower._meta.get_fields()} == {"id", "dialogue", "person"}
    page = browser.get(f"{dialogue.get_absolute_url()}mine/").text
    assert "Tell me no more" in page
    given = {section.name: section.rows for section in personal.given(ben)}
    assert given["dialogues_followed"] == [{"question": dialogue.question}]
    personal.forget(ben, How.KEEP)
    assert not Follower.objects.exists()


def test_who_may_not_read_it_any_more_is_not_told(ana, ben, cleo, convened, community):
    here = convened(access="members")
    actions.follow(ben, here, follows=True)
    actions.follow(cleo, here, follows=True)
    community.visibility = "hidden"
    community.save()
    community.memberships.filter(person=cleo).delete()
    actions.recommend(ana, here, **ASKED)
    assert (told(ben), told(cleo)) == (["dialogues.recommended"], [])


def test_the_conveners_hear_once_that_the_day_of_an_answer_has_passed(ana, ben, recommended):
    assert ask_for_answers.func() == 0
    Recommendation.objects.update(answer_by=today(-1))
    assert (ask_for_answers.func(), ask_for_answers.func()) == (1, 0)
    assert told(ana) == ["dialogues.answer_due"]
    assert told(ben) == []
    recommended.refresh_from_db()
    assert recommended.is_overdue
    Recommendation.objects.update(written_by=None)
    Dialogue.objects.update(begun_by=None)
    recommended = Recommendation.objects.for_cards().get()
    assert queries.who_accounts_for(recommended) == [ana]


def test_statements_are_named_by_their_numbers(ana, as_, dialogue):
    page = f"{dialogue.get_absolute_url()}recommend/"
    browser = as_(ana)
    assert browser.post(page, ASKED | {"statements": "the third"}).status_code == 422
    assert browser.post(page, ASKED | {"statements": "#1, 3 & 4"}).status_code == 302
    found = queries.account_of(Dialogue.objects.get(pk=dialogue.pk))
    assert [one.number for one in found[0].statements] == [1, 3, 4]


def test_a_statement_that_is_taken_down_is_not_quoted(ana, dialogue, recommended, client):
    one = dialogue.statements.get(number=4)
    actions.decide(ana, dialogue, statements=[one.pk], verdict="refused", reason="person")
    assert one.text not in client.get(f"{dialogue.get_absolute_url()}account/").text
