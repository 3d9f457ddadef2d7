"""Answer alone first, then see the others, then answer as a team."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.rounds import actions as rounds
from convene.core.rounds.models import Round
from convene.core.teams.models import Member
from convene.features.guides import actions
from convene.features.guides.models import Answer, Look, TeamAnswer, Wording
from convene.features.guides.versions import Clash
from convene.lib.errors import NotAllowed, NotPossible


def test_a_draft_is_kept_with_script_and_without_and_leaves_no_line(ana, ben, address, as_):
    lines = Entry.objects.count()
    page = as_(ana).post(address, {"step": "1", "words": "The creek walk was ours.", "keep": "1"})
    assert (page.status_code, page["Location"]) == (302, address)
    saved = as_(ana).post(f"{address}alone/", {"words": "The creek walk was ours alone.", "upon_words": "1"})
    assert saved.json() == {"words": 2}
    assert "The creek walk was ours alone." in as_(ana).get(address).text
    assert "creek" not in as_(ben).get(address).text
    assert Entry.objects.count() == lines
    assert Answer.objects.get().shared_at is None


def test_two_devices_of_one_person_do_not_overwrite_each_other(ana, address, as_):
    browser = as_(ana)
    browser.post(f"{address}alone/", {"words": "On the phone", "upon_words": "0"})
    clash = browser.post(f"{address}alone/", {"words": "At the desk", "upon_words": "0"})
    assert (clash.status_code, clash.json()) == (409, {"theirs": {"words": "On the phone"}, "stands": {"words": 1}})
    assert browser.post(f"{address}alone/", {"words": "Both", "upon_words": "1"}).status_code == 200
    assert browser.post(f"{address}alone/", {"step": "2", "upon_step": "0"}).status_code == 200, "another field"


def test_words_of_others_are_read_after_ones_own(ana, ben, share, address, as_):
    share(ana, 0, "Their idea, our date.")
    assert "Their idea" not in as_(ben).get(address).text
    page = as_(ben).post(address, {"step": "3", "words": "Ours", "share": "1"}, follow=True).text
    assert "Their idea, our date." in page
    assert "Not ours to answer" in page
    assert "Shown as soon as three people have answered." in page
    again = as_(ben).post(address, {"step": "0", "words": "Ours", "share": "1"})
    assert again.status_code == 403
    assert Answer.objects.get(person=ben).step == 3


def test_an_answer_needs_a_step_of_the_scale(ana, address, as_):
    page = as_(ana).post(address, {"words": "Ours", "share": "1"})
    assert page.status_code == 422
    assert "choose one of the steps" in page.text
    assert "Ours" in page.text
    assert as_(ana).post(address, {"step": "9", "words": "x", "share": "1"}).status_code == 422
    assert not Answer.objects.shared().exists()


def test_who_skips_says_why_and_reads_no_answers(ana, ben, share, address, as_):
    share(ana, 0, "Their idea, our date.")
    assert as_(ben).post(f"{address}skip/", {"reason": " "}).status_code == 422
    page = as_(ben).post(f"{address}skip/", {"reason": "I am new here"}, follow=True).text
    assert "Their idea" not in page
    assert "Our answer as a team" in page
    assert "I am new here" in as_(ana).get(address).text
    assert as_(ben).post(address, {"step": "3", "share": "1"}).status_code == 302
    assert "I am new here" not in as_(ana).get(address).text


def test_three_make_a_drawing_and_roles_are_named_where_two_hold_them(ana, ben, joins, share, address, as_):
    people = [joins(name) for name in ("Eve", "Finn")]
    for who, step, role in ((ana, 4, "leadership"), (ben, 1, "floor"), (people[0], 1, "floor")):
        share(who, step, f"Words of {who}", role)
    page = as_(ana).get(address).text
    assert "Shown as soon as three" in page, "a fourth could never join the drawing"
    share(people[1], 4, "", "leadership")
    page = as_(ana).get(address).text
    assert "<b class=\"num\">2</b>" in page
    assert "Floor staff: “Starting”. Leadership: “As a habit”." in page
    assert {one.person_id for one in Notification.objects.filter(reason="drawn")} == {ana.pk, ben.pk, people[0].pk}


def test_somebody_may_draw_with_what_is_there_and_later_answers_wait_for_three(ana, ben, joins, share, address, as_):
    people = [joins(f"Eve {number}") for number in range(3)]
    for who in (ana, ben, people[0]):
        share(who)
    assert as_(people[1]).post(f"{address}draw/").status_code == 403
    assert as_(ana).post(f"{address}draw/").status_code == 302
    share(people[1], 4)
    share(people[2], 4)
    assert as_(ana).post(f"{address}draw/").status_code == 422
    page = as_(people[2]).get(address).text
    assert page.count('<b class="num">3</b>') == 1
    assert "2 answers wait for others" in page


def test_one_answer_of_the_team_that_two_write_at(ana, ben, share, round, question, address, as_):
    share(ana)
    with pytest.raises(NotAllowed):
        actions.write(ben, round, question, said={"words": "Early"}, upon={})
    share(ben)
    as_(ana).post(f"{address}together/", {"words": "We will ask them first.", "upon_words": "0"})
    clash = as_(ben).post(f"{address}decide/", {
        "words": "We will not.", "upon_words": "0", "confidence": "fairly", "upon_confidence": "0", "upon_owner": "0",
        "owner": str(ben.pk), "revisit_on": "", "upon_revisit_on": "0",
    })  # fmt: skip
    assert clash.status_code == 409
    assert "We will ask them first." in clash.text
    assert "We will not." in clash.text
    assert 'name="upon_words" value="1"' in clash.text
    ours = TeamAnswer.objects.get()
    assert (ours.words, ours.confidence, ours.owner) == ("We will ask them first.", "", None), "all or nothing"
    done = as_(ben).post(f"{address}decide/", {
        "words": "We will ask them first, in May.", "upon_words": "1", "confidence": "fairly", "upon_confidence": "0",
        "owner": str(ben.pk), "upon_owner": "0", "revisit_on": "2031-01-01", "upon_revisit_on": "0",
    })  # fmt: skip
    assert done.status_code == 302
    ours.refresh_from_db()
    assert (ours.owner, ours.revisit_on) == (ben, dt.date(2031, 1, 1))
    said = list(Wording.objects.filter(field="words").values_list("value", flat=True))
    assert said == ["We will ask them first.", "We will ask them first, in May."]
    assert "We will ask them first." in as_(ana).get(f"{address}earlier/").text


def test_what_two_people_write_at_once_in_two_fields_both_stays(ana, ben, share, round, question):
    share(ana)
    share(ben)
    actions.write(ana, round, question, said={"words": "Yes"}, upon={"words": 0})
    actions.write(ben, round, question, said={"confidence": "sure"}, upon={"confidence": 0})
    ours = TeamAnswer.objects.get()
    assert (ours.words, ours.confidence) == ("Yes", "sure")
    with pytest.raises(Clash):
        actions.write(ben, round, question, said={"words": "No", "confidence": "guess"}, upon={"confidence": 1})


def test_who_else_is_there_is_said_with_their_time(ana, ben, share, address, as_):
    share(ana)
    share(ben)
    as_(ana).get(address)
    assert "Ana" in as_(ben).get(address).text.split("Our answer as a team")[1].split("<form")[0]
    Look.objects.update(at=timezone.now() - dt.timedelta(hours=1))
    assert "opened this" not in as_(ben).get(address).text


def test_somebody_who_left_does_not_look_after_it_any_more(ana, ben, share, round, question, address, as_):
    share(ana)
    share(ben)
    actions.write(ana, round, question, said={"words": "Yes", "owner_id": ben.pk}, upon={})
    Member.objects.filter(person=ben).delete()
    page = as_(ana).get(address).text
    assert "has left the team. Choose somebody else." in page
    same = {"words": "Yes!", "upon_words": "1", "owner": str(ben.pk), "upon_owner": "1", "revisit_on": ""}
    assert as_(ana).post(f"{address}decide/", same).status_code == 302
    ben.delete()
    assert "Nobody yet" in as_(ana).get(address).text
    with pytest.raises(NotPossible):
        actions.write(ana, round, question, said={"owner_id": 4711}, upon={"owner_id": 1})


def test_stuck_and_not_ours_to_answer(ana, ben, round, question, address, as_):
    as_(ana).post(f"{address}mark/", {"mark": "stuck"})
    as_(ana).post(f"{address}mark/", {"mark": "partner", "ask": "Rosa at the tenants’ union"})
    assert Notification.objects.filter(person=ben, reason="stuck").exists()
    helps = reverse("help:panel", args=[round.team_id, f"question:{question.key}"])
    assert helps in as_(ben).get(address).text
    assert as_(ben).get(helps).status_code == 200
    page = as_(ben).get(f"/community-science/guide/rounds/{round.pk}/").text
    assert "Stuck" in page
    assert "Ask the partner" in page
    asks = as_(ben).get(f"/community-science/guide/rounds/{round.pk}/partner/").text
    assert "Rosa at the tenants’ union" in asks
    assert "mailto:?subject=Questions%20from%20Tidewatch&amp;body=" in asks
    as_(ben).post(f"{address}mark/", {"mark": "ours"})
    as_(ben).post(f"{address}mark/", {"mark": "not-stuck"})
    assert helps not in as_(ben).get(address).text
    assert "Nothing to ask yet" in as_(ben).get(f"/community-science/guide/rounds/{round.pk}/partner/").text


def test_a_change_takes_an_answer_out_of_what_was_released(ana, ben, share, round, question, address, as_):
    share(ana)
    assert as_(ana).post(f"{address}release/", {"release": "yes"}).status_code == 422
    actions.write(ana, round, question, said={"words": "Yes"}, upon={})
    assert as_(ben).post(f"{address}release/", {"release": "yes"}).status_code == 403
    as_(ana).post(f"{address}release/", {"release": "yes"})
    assert TeamAnswer.objects.get().released_at
    assert Notification.objects.filter(person=ben, reason="released").exists()
    actions.write(ana, round, question, said={"words": "No"}, upon={"words": 1})
    assert TeamAnswer.objects.get().released_at is None


def test_a_round_that_is_over_keeps_what_was_said_alone_between_those_who_did(ana, ben, share, round, question, address, as_):
    share(ana, 1, "Their idea")
    actions.write(ana, round, question, said={"words": "Asked for"}, upon={})
    as_(ben).post(address, {"words": "My own", "keep": "1"})
    rounds.close(ana, round)
    page = as_(ben).get(address).text
    assert "Asked for" in page
    assert "Their idea" not in page
    assert as_(ben).post(address, {"step": "1", "share": "1"}).status_code == 403
    assert as_(ben).post(f"{address}mark/", {"mark": "stuck"}).status_code == 403
    assert "My own" not in as_(ana).get(address).text


def test_a_team_of_one_and_a_round_without_answers_have_their_pages(team, ana, round, address, as_):
    Member.objects.exclude(person=ana).delete()
    page = as_(ana).post(address, {"step": "0", "share": "1"}, follow=True).text
    assert "You are the first." in page
    assert as_(ana).get(f"/community-science/guide/rounds/{round.pk}/close/").status_code == 200
    closed = as_(ana).post(f"/community-science/guide/rounds/{round.pk}/close/", {"revisit_on": ""}, follow=True)
    assert "This round is closed." in closed.text
    assert as_(ana).get(f"/community-science/guide/teams/{team.pk}/").status_code == 200


def test_a_stage_is_begun_from_the_teams_way_through_the_guide(team, ana, cleo, as_):
    way = f"/community-science/guide/teams/{team.pk}/"
    assert "Begin this stage" in as_(ana).get(way).text
    assert as_(ana).post(f"{way}begin/", {"stage": "no-such"}).status_code == 422
    begun = as_(ana).post(f"{way}begin/", {"stage": "developing-equitable-relationships"}, follow=True)
    assert Round.objects.get().stage == "developing-equitable-relationships", begun
    assert "The first question" in begun.text
    assert "Go on" in as_(ana).get(way).text
    for address in (way, f"/community-science/guide/rounds/{Round.objects.get().pk}/"):
        assert as_(cleo).get(address).status_code == 404
