"""In the room: ballots from slips of paper, and what is said aloud."""

from __future__ import annotations

import pytest

from convene.core.ledger.models import Entry
from convene.features.dialogues import actions
from convene.features.dialogues.models import Ballot, Dialogue, Picture, Statement, Vote
from convene.features.dialogues.tasks import draw_all
from convene.lib.errors import NotPossible, Refusal

MARKS = ("agree", "disagree", "pass", "")


@pytest.fixture
def slip(dialogue):
    """What a form sends for a slip: by number of the statement, in their order."""

    def make(word: str = "by lot", here: Dialogue = dialogue, marks=MARKS, **more: str) -> dict[str, str]:
        rows = here.statements.order_by("number").values_list("pk", flat=True)
        return {"slip": word, **{f"vote-{pk}": mark for pk, mark in zip(rows, marks, strict=True)}, **more}

    return make


def test_a_slip_is_one_ballot_and_what_is_not_marked_is_left_out(dialogue, slip, ana, as_) -> None:
    address = f"{dialogue.get_absolute_url()}paper/"
    page = as_(ana).post(address, slip(), follow=True).text
    assert "Entered: a ballot with 3 votes." in page
    assert list(Vote.objects.order_by("sequence").values_list("value", flat=True)) == [1, -1, 0]
    assert Ballot.objects.get().sequence == 3
    dialogue.refresh_from_db()
    told = (dialogue.paper_count, dialogue.voter_count, dialogue.vote_count, dialogue.changes)
    assert told == (1, 1, 3, 3)


def test_what_is_sent_twice_is_entered_once(dialogue, slip, ana, as_) -> None:
    browser, address = as_(ana), f"{dialogue.get_absolute_url()}paper/"
    browser.post(address, slip())
    again = browser.post(address, slip())
    assert (again.status_code, "entered already" in again.text) == (422, True)
    browser.post(address, slip("another"))
    dialogue.refresh_from_db()
    assert (Ballot.objects.count(), dialogue.paper_count) == (2, 2)


def test_nothing_tells_a_ballot_from_paper_and_the_ledger_says_who_typed_and_not_what(dialogue, slip, ana, as_) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    as_(ana).post(f"{dialogue.get_absolute_url()}paper/", slip())
    (line,) = Entry.objects.exclude(pk__in=before)
    assert (line.verb, line.actor, line.facts) == ("dialogues.entered", ana, {"ballots": 1})
    assert line.subject_id == dialogue.pk
    names = {field.name for field in Ballot._meta.concrete_fields}
    assert names == {"id", "dialogue", "key", "sequence", "shown", "said", "is_aside"}


def test_a_blank_slip_and_one_with_a_statement_that_is_gone_are_refused(dialogue, slip, ana, as_) -> None:
    browser, address = as_(ana), f"{dialogue.get_absolute_url()}paper/"
    assert "Nothing is marked" in browser.post(address, slip(marks=("",) * 4)).text
    said = slip()
    Statement.objects.filter(number=1).update(verdict="refused")
    assert "not shown any more" in browser.post(address, said).text
    assert not Ballot.objects.exists()


def test_a_code_has_one_ballot_on_paper_or_on_a_phone(convened, slip, device, votes, ana) -> None:
    here = convened(access="codes")
    here_votes = {here.statements.get(number=1).pk: 1}
    first, second = actions.make_codes(ana, here, number=2)
    actions.enter_paper(ana, here, slip="a", votes=here_votes, code=first)
    browser = device(here, code=second)
    votes(browser, 2, here=here)
    for code in (first, second):
        with pytest.raises(NotPossible, match="already"):
            actions.enter_paper(ana, here, slip="b", votes=here_votes, code=code)
    with pytest.raises(NotPossible, match="do not know this code"):
        actions.enter_paper(ana, here, slip="c", votes=here_votes, code="nonesuch")
    here.refresh_from_db()
    assert (Ballot.objects.count(), here.voter_count, here.paper_count) == (2, 2, 1)


def test_members_vote_signed_in_and_nobody_else_types_for_them(convened, ana, ben, as_) -> None:
    here = convened(access="members")
    said = {here.statements.get(number=1).pk: 1}
    for person in (ana, ben):
        with pytest.raises(Refusal):
            actions.enter_paper(person, here, slip="a", votes=said)
    page = as_(ana).get(f"{here.get_absolute_url()}paper/").text
    assert "members vote signed in" in page
    assert "Said in the room" in page


@pytest.mark.parametrize(("moderation", "verdict"), [("strict", "waiting"), ("permissive", "shown")])
def test_what_is_said_aloud_is_moderated_as_everything_and_stands_as_from_paper(moderation, verdict, convened, ana, as_) -> None:
    here = convened(moderation=moderation)
    as_(ana).post(f"{here.get_absolute_url()}paper/said/", {"said": "Plant willows along the water."})
    made = Statement.objects.get(text="Plant willows along the water.")
    assert (made.verdict, made.is_paper, made.is_seed, made.author) == (verdict, True, False, None)
    assert "from paper" in as_(ana).get(f"{here.get_absolute_url()}queue/?show={verdict}").text


def test_the_same_words_are_refused_and_near_ones_are_offered(dialogue, ana, as_) -> None:
    browser, address = as_(ana), f"{dialogue.get_absolute_url()}paper/said/"
    assert browser.post(address, {"said": "keep a THIRD of the lot, unbuilt"}).status_code == 422
    near = {"said": "Please publish the water tests each month"}
    page = browser.post(address, near)
    assert (page.status_code, "This one already exists" in page.text) == (200, True)
    assert browser.post(address, near | {"anyway": "1"}).status_code == 302


def test_slips_hold_every_statement_that_is_shown(dialogue, ana, as_) -> None:
    Statement.objects.filter(number=2).update(verdict="refused")
    Dialogue.objects.filter(pk=dialogue.pk).update(routing=dialogue.routing + 1)
    page = as_(ana).get(f"{dialogue.get_absolute_url()}slips/").text
    assert "Keep a third" in page
    assert "walk there" not in page


def test_the_report_says_how_many_ballots_came_from_paper(town, ana, client) -> None:
    rows = town.statements.values_list("pk", flat=True)
    for word in "ab":
        actions.enter_paper(ana, town, slip=word, votes=dict.fromkeys(rows, 1))
    draw_all()
    for name in ("report", "results"):
        assert "2 ballots were typed in from paper" in client.get(f"{town.get_absolute_url()}{name}/").text


def test_the_last_slip_is_taken_back_by_the_browser_that_typed_it_and_typed_in_anew(town, slip, ana, dora, as_) -> None:
    browser, address, before = as_(ana), f"{town.get_absolute_url()}paper/", Ballot.objects.count()
    counts = ("paper_count", "voter_count", "vote_count")
    then = Dialogue.objects.values(*counts).get(pk=town.pk)
    rows = town.statements.order_by("number").values_list("pk", flat=True)
    browser.post(address, {"slip": "by lot", **{f"vote-{pk}": "agree" for pk in rows}})
    assert "typed in wrongly?" in browser.get(address).text
    assert as_(dora).post(f"{address}take-back/").status_code == 422
    page = browser.post(f"{address}take-back/", follow=True).text
    assert "That slip is taken back." in page
    assert "typed in wrongly?" not in page
    assert (Dialogue.objects.values(*counts).get(pk=town.pk), Ballot.objects.count()) == (then, before)
    assert Entry.objects.filter(verb="dialogues.paper_taken_back", actor=ana).count() == 1
    assert "taken back already" in browser.post(f"{address}take-back/").text


def test_what_is_taken_back_leaves_the_picture_with_the_last_votes(town, ana) -> None:
    votes = dict.fromkeys(town.statements.values_list("pk", flat=True), 1)
    keys = [actions.enter_paper(ana, town, slip=f"{number}", votes=votes) for number in range(5)]
    draw_all()
    people = Picture.objects.get(dialogue=town).facts["people"]
    actions.take_back_paper(ana, town, key=keys[0], votes=len(votes))
    with pytest.raises(NotPossible, match="taken back already"):
        actions.take_back_paper(ana, town, key=keys[0], votes=len(votes))
    draw_all()
    assert Picture.objects.get(dialogue=town).facts["people"] == people, "one ballot changes nothing that is seen"
    actions.close(ana, town)
    draw_all()
    assert Picture.objects.get(dialogue=town).facts["people"] == people - 1


def test_the_only_slip_is_taken_back_and_nothing_is_left_to_draw(dialogue, ana) -> None:
    votes = {dialogue.statements.get(number=1).pk: 1}
    key = actions.enter_paper(ana, dialogue, slip="a", votes=votes)
    draw_all()
    actions.take_back_paper(ana, dialogue, key=key, votes=1)
    draw_all()
    dialogue.refresh_from_db()
    assert (dialogue.voter_count, dialogue.vote_count, dialogue.paper_count, Vote.objects.count()) == (0, 0, 0, 0)
    assert dialogue.tallied == dialogue.changes


def test_the_code_of_a_slip_that_was_taken_back_is_free_again(convened, device, votes, ana) -> None:
    here = convened(access="codes")
    marked = {here.statements.get(number=1).pk: 1}
    (code,) = actions.make_codes(ana, here, number=1)
    key = actions.enter_paper(ana, here, slip="a", votes=marked, code=code)
    draw_all()
    actions.take_back_paper(ana, here, key=key, votes=1)
    key = actions.enter_paper(ana, here, slip="b", votes=marked, code=code)
    actions.take_back_paper(ana, here, key=key, votes=1)
    votes(device(here, code=code), 2, here=here)
    with pytest.raises(NotPossible, match="already"):
        actions.enter_paper(ana, here, slip="c", votes=marked, code=code)
    here.refresh_from_db()
    assert (here.voter_count, here.vote_count, here.paper_count) == (1, 1, 0)
