"""What participants write is read before it appears; decisions have reasons, and authors are told."""

from __future__ import annotations

import pytest
from django.test import Client

from convene.core.communities.models import Membership
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.notifications.queries import board
from convene.features.dialogues import actions, queries
from convene.features.dialogues.models import Ballot, Decision, Statement, Vote
from convene.features.dialogues.models.statement import UNSEEN
from convene.features.dialogues.tasks import draw
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def written(ben, as_, dialogue, device) -> Statement:
    """Ben, signed in, votes and writes."""
    browser = device(browser=as_(ben))
    browser.post(f"{dialogue.get_absolute_url()}say/", {"text": "Plant willows."})
    return Statement.objects.get(text="Plant willows.")


def test_nothing_appears_before_somebody_has_read_it(ana, dialogue, written, device, votes):
    browser = device()
    assert votes(browser, written.number) == 422
    assert written.text not in {line.text for line in queries.shown(dialogue)}
    actions.decide(ana, dialogue, statements=[written.pk], verdict="shown")
    assert votes(browser, written.number) == 302
    dialogue.refresh_from_db()
    assert (dialogue.statement_count, dialogue.waiting_count) == (5, 0)


def test_somebody_is_told_that_statements_wait_when_whoever_began_it_runs_it_no_more(ana, ben, cleo, dialogue, community, device):
    Membership.objects.filter(person=ana, community=community).update(role="member")
    Membership.objects.filter(person=ben, community=community).update(role="leader")
    device().post(f"{dialogue.get_absolute_url()}say/", {"text": "Plant willows."})
    assert set(Notification.objects.filter(reason="waiting").values_list("person", flat=True)) == {ben.pk}


def test_of_what_waits_nothing_is_told_to_whoever_types_the_same_words(dialogue, device):
    address = f"{dialogue.get_absolute_url()}say/"
    device().post(address, {"text": "((WILLOWS)) everywhere!!!"})
    page = device().post(address, {"text": "Willows everywhere"}).text
    assert "It waits to be read" in page
    assert "((WILLOWS))" not in page


def test_what_is_permissive_appears_at_once(convened, device):
    here = convened(moderation="permissive")
    device(here).post(f"{here.get_absolute_url()}say/", {"text": "Plant willows."})
    here.refresh_from_db()
    assert "Plant willows." in {line.text for line in queries.shown(here)}


@pytest.mark.parametrize(("verdict", "words"), [("shown", "is shown"), ("refused", "more than one idea")])
def test_the_author_is_told_and_nobody_learns_who_it_is(verdict, words, ana, ben, dialogue, written, as_):
    page = as_(ana).get(f"{dialogue.get_absolute_url()}queue/").text
    assert "Plant willows." in page
    assert "Ben" not in page
    actions.decide(ana, dialogue, statements=[written.pk], verdict=verdict, reason="several" if verdict != "shown" else "")
    assert words in as_(ben).get("/notifications/").text
    assert not Entry.objects.filter(actor=ben).exists()


def test_a_refusal_needs_a_reason_and_stands_in_the_log(ana, ben, dialogue, written, as_):
    with pytest.raises(NotPossible, match="reason"):
        actions.decide(ana, dialogue, statements=[written.pk], verdict="refused")
    actions.decide(ana, dialogue, statements=[written.pk], verdict="refused", reason="beside", note="It is about trees.")
    line = Decision.objects.get()
    assert (line.by, line.reason, line.note) == (ana, "beside", "It is about trees.")
    log = f"{dialogue.get_absolute_url()}log/"
    assert "Plant willows." in as_(ana).get(log).text
    for other in (as_(ben), Client()):
        page = other.get(log).text
        assert "something else" in page
        assert "willows" not in page


def test_many_are_decided_at_once_by_the_page(ana, ben, nobody, dialogue, device, as_):
    device()
    ballot = Ballot.objects.get()
    made = [actions.say(nobody, dialogue, ballot.pk, text=text) for text in ("A garden", "A tower", "A bridge")]
    address = f"{dialogue.get_absolute_url()}decide/"
    assert as_(ben).post(address, {"statements": [made[0].pk], "verdict": "shown"}).status_code == 403
    assert as_(ana).post(address, {"verdict": "shown"}).status_code == 422
    as_(ana).post(address, {"statements": [one.pk for one in made[:2]], "verdict": "shown"})
    as_(ana).post(address, {"only": made[2].pk})
    assert set(Statement.objects.filter(is_seed=False).values_list("verdict", flat=True)) == {"shown"}
    assert Decision.objects.count() == 3


def test_only_those_who_run_it_decide_and_nobody_after_closing(ana, ben, dora, dialogue, written):
    with pytest.raises(NotAllowed):
        actions.decide(ben, dialogue, statements=[written.pk], verdict="shown")
    actions.decide(dora, dialogue, statements=[written.pk], verdict="shown")
    actions.close(ana, dialogue)
    with pytest.raises(NotAllowed, match="closed"):
        actions.decide(ana, dialogue, statements=[written.pk], verdict="refused", reason="beside")


def test_the_convener_hears_once_that_something_waits(ana, nobody, dialogue, device):
    device()
    ballot = Ballot.objects.get()
    for text in ("A garden", "A tower"):
        actions.say(nobody, dialogue, ballot.pk, text=text)
    assert Notification.objects.filter(person=ana).count() == 1
    assert board(ana).unread[0].lines[0].url


def test_the_worker_counts_what_was_voted_and_says_what_comes_next(dialogue, device, votes):
    for number in range(6):
        browser = device()
        votes(browser, 1, "agree" if number < 4 else "disagree")
        votes(browser, 2, "pass")
    draw(dialogue.pk)
    first, second, third = dialogue.statements.order_by("number")[:3]
    assert (first.agrees, first.disagrees, first.passes) == (4, 2, 0)
    assert (second.agrees, second.disagrees, second.passes) == (0, 0, 6)
    assert (third.agrees, third.priority) == (0, UNSEEN)
    assert first.priority > second.priority
    before = dialogue.statements.values_list("number", "priority")
    draw(dialogue.pk)
    assert list(before) == list(dialogue.statements.values_list("number", "priority"))
    dialogue.refresh_from_db()
    assert dialogue.tallied == dialogue.changes == Vote.objects.count()
