"""Dialogues of a furnished site as they can be: a draft, one that is over, one by code, one among members, long words."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.people.models import User
from convene.features.dialogues import actions
from convene.features.dialogues.actions.convening import Said
from convene.features.dialogues.models import Ballot, Dialogue, Recommendation
from convene.features.dialogues.models.ballot import key_of
from convene.features.dialogues.tasks import make_pack
from convene.features.dialogues.views.way import link_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherungsverwaltung of the Upper and Lower Rivers"
SEEDS = [f"{LONG}, said the {number}." for number in ("first", "second", "third")]


def conversed(cast: dict[str, User]) -> dict[str, object]:
    """Add what is rare; returns where it is."""
    marisol, priya, now = cast["marisol"], cast["priya"], timezone.now()
    home = Community.objects.get(slug="citizen-science")

    def hold(question: str, **fields: object) -> Dialogue:
        told = {"question": question, "convener": LONG, "outcome": f"{LONG}. " * 4, "policy": f"{LONG}. " * 4,
                "opens_at": now - dt.timedelta(days=3), "closes_at": now + dt.timedelta(days=90)}  # fmt: skip
        return actions.convene(marisol, home, said=Said(**{**told, **fields}), seeds=SEEDS, metas=["I live here."])

    draft = hold(LONG, background=f"# {LONG}\n\n{LONG * 3}")
    over, codes, members, done = (hold(name) for name in ("Over", "By code", "Among members", "All voted"))
    Dialogue.objects.filter(pk=codes.pk).update(access="codes")
    Dialogue.objects.filter(pk__in=[members.pk, done.pk]).update(access="members")
    for one in (over, codes, members, done):
        one.refresh_from_db()
        actions.publish(marisol, one)
    actions.close(marisol, over)
    _account_for(marisol, over)
    make_pack.call(actions.ask_for_pack(marisol, over).pk)
    actions.ask_for_pack(marisol, over)
    first = Dialogue.objects.order_by("pk").first()
    tablet = actions.put_up_kiosk(marisol, first, name="By the stairs to the upper floor", seconds=90)
    actions.allow_sites(marisol, first, sites=["https://museum.example.org"])
    for one in (members, done):
        _vote(priya, one, 2 if one == members else 4)
    return {
        "dialogue": first.slug, "kiosk": link_of(tablet), "dialogue_draft": draft.slug,
        "dialogue_closed": over.slug, "dialogue_codes": codes.slug, "dialogue_members": members.slug,
        "dialogue_done": done.slug,
    }  # fmt: skip


def _account_for(convener: User, one: Dialogue) -> None:
    """Answered twice and changed, and one whose day has passed."""
    today, words = timezone.localdate(), f"{LONG}. " * 8
    late, first = (
        actions.recommend(convener, one, text=f"{LONG}. " * 4, asked_of=LONG, statements=[1, 2], answer_by=today)
        for _each in range(2)
    )
    Recommendation.objects.filter(pk=late.pk).update(answer_by=today - dt.timedelta(days=3))
    actions.answer(convener, first, who=LONG, on=today, decision="no", words=words)
    actions.answer(convener, first, who=LONG, on=today, decision="partly", words=words)
    actions.change_recommendation(convener, first, text=LONG, asked_of="Others", answer_by=None)
    actions.tell_what_became(convener, first, on=today, words=words)


def _vote(person: User, one: Dialogue, most: int) -> None:
    one.refresh_from_db()
    who = f"person:{person.pk}"
    actions.begin(person, one, who=who)
    for value, statement in zip((1, -1, 0, 1), one.statements.order_by("number")[:most], strict=False):
        actions.vote(person, one, key_of(one, who), statement=statement.pk, value=value)
    ballot = Ballot.objects.get(dialogue=one)
    kept = actions.say(person, one, ballot.pk, text=f"{LONG[:100]}, I said.")
    lost = actions.say(person, one, ballot.pk, text=f"{LONG[:90]}, I wonder.")
    actions.decide(one.begun_by, one, statements=[lost.pk], verdict="refused", reason="question", note=f"{LONG} " * 2)
    assert kept.verdict == "waiting"
