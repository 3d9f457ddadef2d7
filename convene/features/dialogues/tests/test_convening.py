"""Dialogues: prepared, published, changed, closed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.dialogues import actions, rules
from convene.features.dialogues.models import Dialogue
from convene.lib.errors import NotAllowed, NotPossible

from .conftest import SEEDS, said


def test_a_draft_is_seen_by_those_who_run_it_and_by_nobody_else(ana, ben, nobody, community):
    draft = actions.convene(ana, community, said=said(), seeds=SEEDS)
    assert list(Dialogue.objects.visible_to(ana)) == [draft]
    for other in (ben, nobody):
        assert not Dialogue.objects.visible_to(other).exists()
    actions.publish(ana, draft)
    for other in (ben, nobody):
        assert list(Dialogue.objects.offered_to(other)) == [draft]


def test_a_dialogue_of_a_hidden_community_is_in_no_list_and_opens_by_its_link(ana, ben, nobody, convened, hidden):
    there = convened(hidden)
    for other in (ben, nobody):
        assert not Dialogue.objects.offered_to(other).exists()
        assert list(Dialogue.objects.visible_to(other)) == [there]
    Dialogue.objects.update(access="members")
    for other in (ben, nobody):
        assert not Dialogue.objects.visible_to(other).exists()


def test_the_page_of_a_hidden_community_does_not_name_it(client, convened, hidden, as_, ana):
    there = convened(hidden, convener="Some museums").get_absolute_url()
    assert "Directors" not in client.get(there).text
    assert "Directors" in as_(ana).get(there).text


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("ben", False), ("cleo", False), ("dora", True)])
def test_who_convenes(who, may, request, community):
    assert bool(rules.may_convene(request.getfixturevalue(who), community)) is may


def test_the_network_asks_by_its_staff(dora, ana):
    assert rules.may_convene(dora, None)
    assert not rules.may_convene(ana, None)


def test_what_was_promised_stands_after_the_first_vote(ana, dialogue, device, votes):
    browser = device()
    assert votes(browser, 1) == 302
    dialogue.refresh_from_db()
    now = dialogue
    same = {name: getattr(now, name) for name in ("opens_at", "closes_at", "question", "outcome", "convener")}
    actions.edit(ana, dialogue, said=said(**same, background="More of it"))
    with pytest.raises(NotAllowed, match="promised"):
        actions.edit(ana, dialogue, said=said(**same | {"question": "Something else?"}))
    with pytest.raises(NotAllowed):
        actions.edit(ana, dialogue, said=said(**same, results="convener"))
    with pytest.raises(NotPossible):
        actions.edit(ana, dialogue, said=said(**same, moderation="permissive"))


def test_whoever_began_under_other_terms_begins_again(ana, ben, dialogue, device, as_, votes):
    browser = device()
    now = {name: getattr(dialogue, name) for name in ("opens_at", "closes_at", "question", "outcome", "convener")}
    tablet = actions.put_up_kiosk(ana, dialogue, name="Hall", seconds=60)
    actions.edit(ana, dialogue, said=said(**now, access="codes"))
    assert votes(browser, 1) == 422  # the device has no code
    tablet.refresh_from_db()
    assert (dialogue.ballots.count(), bool(tablet.ended_at)) == (0, True)


def test_nobody_votes_where_the_community_is_archived(dialogue, device, votes):
    browser = device()
    Community.objects.filter(pk=dialogue.community_id).update(state="archived")
    assert votes(browser, 1) == 403
    page = Client().get(dialogue.get_absolute_url()).text
    assert "is archived" in page
    assert "Sign in to take part" not in page


def test_a_statement_is_not_changed_once_somebody_voted_on_it(ana, dialogue, device, votes):
    first, second = dialogue.statements.order_by("number")[:2]
    votes(device(), 1)
    with pytest.raises(NotAllowed, match="voted"):
        actions.reword(ana, first, text="Something else", is_meta=False)
    actions.reword(ana, second, text="Children must be able to walk there.", is_meta=False)
    assert second.text.startswith("Children")


def test_three_statements_are_needed_to_publish(ana, community):
    draft = actions.convene(ana, community, said=said(), seeds=SEEDS[:2])
    with pytest.raises(NotAllowed, match="3"):
        actions.publish(ana, draft)


def test_a_day_before_the_first_is_refused(ana, community):
    now = timezone.now()
    with pytest.raises(NotPossible):
        actions.convene(ana, community, said=said(opens_at=now, closes_at=now - dt.timedelta(days=1)))


def test_it_is_convened_published_and_closed_on_its_pages(ana, ben, community, as_):
    browser = as_(ana)
    assert browser.get("/dialogues/convene/").status_code == 200
    told = {
        "place": "community-citizen-science", "question": "What now?", "convener": "We", "outcome": "A plan.",
        "language": "en", "opens_at": "2026-01-01T10:00", "closes_at": "2026-12-30T10:00", "access": "link",
        "moderation": "strict", "results": "live", "mode": "unbiased", "seeds": "\n".join(SEEDS), "metas": "I live here.", "policy": "",
        "background": "Some *words*.",
    }  # fmt: skip
    assert browser.post("/dialogues/convene/", told | {"seeds": "x" * 141}).status_code == 422
    answer = browser.post("/dialogues/convene/", told)
    made = Dialogue.objects.get()
    assert answer.url == f"/dialogues/{made.slug}/manage/"
    assert (made.statement_count, made.statements.filter(is_meta=True).count(), made.mode) == (5, 1, "unbiased")
    assert as_(ben).get(made.get_absolute_url()).status_code == 404
    assert "It works for others once you have published." in browser.get(answer.url).text
    assert browser.post(f"/dialogues/{made.slug}/publish/").status_code == 302
    assert "<em>words</em>" in as_(ben).get(made.get_absolute_url()).text
    assert as_(ben).get(f"/dialogues/{made.slug}/manage/").status_code == 403
    assert "What now?" in as_(ben).get("/dialogues/?community=citizen-science").text
    assert list(Entry.objects.filter(subject_kind="dialogues.dialogue").values_list("verb", flat=True)) == [
        "dialogues.begun", "dialogues.published"
    ]  # fmt: skip


@pytest.mark.parametrize(("access", "told"), [("link", True), ("members", True), ("codes", False)])
def test_those_who_belong_there_are_told_that_they_are_asked(access, told, ben, cleo, convened, as_):
    here = convened(access=access)
    assert ("published a dialogue: What should become" in as_(ben).get("/notifications/").text) is told
    cleo.refresh_from_db()
    assert not cleo.unread_notifications  # not of this community
    as_(ben).get(here.get_absolute_url())
    assert not Notification.objects.exclude(read_at=None).exists()  # which would say when somebody was there


def test_somebody_without_a_place_is_told_what_to_do(ben, as_):
    page = as_(ben).get("/dialogues/convene/")
    assert page.status_code == 403
    assert "Begin a team" in page.text
