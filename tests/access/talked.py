"""Dialogues in every state that matters, and what there is to ask at their addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.core.teams.models import Team
from convene.features.dialogues.models import Ballot, Dialogue, Kiosk, Recommendation, Statement, Turn, Vote
from convene.features.dialogues.models.ballot import key_of
from convene.features.dialogues.views.way import SIGNER

from .roles import INSIDE, ROLES

if TYPE_CHECKING:
    from .world import World

RUNS = frozenset({"moderator", "leader", "staff"})
TALKED = tuple(f"dialogues:{name}" for name in (
    "convene", "dialogue", "begin", "vote", "say", "mine", "manage", "edit", "seed", "reword", "publish", "close", "codes",
    "translations", "queue", "decide", "log", "watch", "set_aside",
    "results", "report", "data", "fetch_data", "remove_data", "name_map", "wall",
    "paper", "take_back", "note_down", "slips", "places", "put_up_kiosk", "end_kiosk", "allow_sites", "kiosk", "bring_votes",
    "embed", "embed_begin", "embed_vote", "embed_say", "embed_mine",
    "account", "follow", "recommend", "answer", "became", "change",
))  # fmt: skip
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def hold_dialogues(world: World) -> None:
    """Open to all by link; a draft; for members of a hidden community; of a team; by code; of a hidden one by link."""
    here, hidden, team = world.place("public").community, world.place("hidden").community, Team.objects.get()
    team_only = frozenset({"author", "member"})
    for slug, seen, runs, fields in (
        ("link", frozenset(ROLES), RUNS, {"community": here}),
        ("draft", RUNS, RUNS, {"community": here, "published_at": None}),
        ("inside", frozenset({*INSIDE, "staff"}), RUNS, {"community": hidden, "access": "members"}),
        ("team", team_only, team_only, {"team": team, "access": "members"}),
        ("codes", frozenset(ROLES), RUNS, {"community": here, "access": "codes"}),
    ):
        _hold(world, slug, seen, runs, fields)
    word = "dialogue of a hidden community, by link"  # whoever is given the link reads it, and links lead nobody there
    _hold(
        world,
        "unlisted",
        frozenset(ROLES),
        RUNS,
        {"community": hidden, "question": world.secret(word, frozenset(ROLES))},
    )


def _hold(world: World, slug: str, seen: frozenset[str], runs: frozenset[str], fields: dict[str, Any]) -> None:
    now, where = timezone.now(), f"the {slug} dialogue"
    told = {name: world.secret(f"{name} of {where}", seen) for name in ("question", "convener", "outcome", "policy")}
    told |= {"opens_at": now - dt.timedelta(days=1), "closes_at": now + dt.timedelta(days=9), "published_at": now}
    made = Dialogue.objects.create(
        slug=slug, statement_count=3, waiting_count=1, last_number=4, begun_by=world.people["leader"], **told | fields
    )
    Kiosk.objects.create(dialogue=made, name=world.secret(f"tablet of {where}", runs))
    author = world.people["author"]
    for number in range(1, 5):
        waits = number == 4
        word = world.secret(f"statement {number} of {where}", (runs | {"author"}) if waits else seen)
        Statement.objects.create(
            dialogue=made, number=number, text=word, norm=word, language="en", is_seed=not waits,
            verdict="waiting" if waits else "shown", author=author if waits else None,
        )  # fmt: skip
    if made.published_at:
        _recommend(world, made, seen, where)
    if fields.get("access") == "members":
        ballot = Ballot.objects.create(dialogue=made, key=key_of(made, f"person:{author.pk}"), sequence=1)
        Vote.objects.create(ballot=ballot, statement=made.statements.first(), value=1, sequence=1)
        Dialogue.objects.filter(pk=made.pk).update(voter_count=1, vote_count=1, changes=1, tallied=1)


def _recommend(world: World, made: Dialogue, seen: frozenset[str], where: str) -> None:
    """With a statement that it rests on, and what was told of it since."""
    today = timezone.localdate()
    word, whom = (world.secret(f"{name} of {where}", seen) for name in ("recommendation", "body asked"))
    one = Recommendation.objects.create(dialogue=made, number=1, text=word, asked_of=whom, decision="no")
    one.statements.add(made.statements.get(number=1))
    for kind in ("answered", "became", "changed"):
        who, words = (world.secret(f"{kind} {name} of {where}", seen) for name in ("who", "words"))
        who = "" if kind == "became" else who
        Turn.objects.create(recommendation=one, kind=kind, on=today, who=who, words=words, decision="no")
    Dialogue.objects.filter(pk=made.pk).update(account_count=1)


def talked(_world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `TALKED`."""
    verb = name.partition(":")[2]
    if verb == "convene":
        yield reverse(name), frozenset(), _said("New") | {"place": "community-public-operating", "seeds": "New\nNewer"}
        return
    for one in Dialogue.objects.exclude(slug="unlisted").order_by("pk"):
        first, waiting, tablet = _parts(one.pk)
        data = {
            "vote": {"statement": first, "vote": "pass"}, "say": {"text": "Something new"}, "edit": _said("Other"),
            "name_map": {"A": "Walkers"}, "seed": {"texts": "Another seed"}, "reword": {"text": "Other words"}, "translations": {"text-1": "Otras palabras"}, "codes": {"number": "2"},
            "paper": {"slip": "by lot", f"vote-{first}": "agree"}, "note_down": {"said": "Somebody said this"},
            "bring_votes": {"visit": "by lot", f"vote-{first}": "agree"},
            "recommend": {"text": "Do it", "asked_of": "The board"}, "change": {"text": "Do less", "asked_of": "The board"},
            "answer": {"who": "The board", "on": "2026-01-01", "decision": "taken"},
            "became": {"on": "2026-01-01", "words": "It was done"},
            "put_up_kiosk": {"name": "Hall", "seconds": "60"}, "allow_sites": {"sites": "https://museum.example.org"},
            "decide": {"statements": [waiting], "verdict": "refused", "reason": "beside"},
        }  # fmt: skip
        numbered = ("reword", "answer", "became", "change", "fetch_data", "remove_data")
        last = dict.fromkeys(numbered, [1]) | {"end_kiosk": [tablet], **dict.fromkeys(("kiosk", "bring_votes"), [SIGNER.sign(str(tablet))])}
        words = [one.slug, *last.get(verb, [])]
        yield reverse(name, args=words), frozenset({one.slug}), data.get(verb, {})


@cache
def _parts(dialogue: int) -> tuple[int, int, int]:
    """Its first statement, one that waits, and its tablet: what is asked for on each of its addresses."""
    made = Dialogue.objects.get(pk=dialogue)
    return made.statements.get(number=1).pk, made.statements.get(number=4).pk, made.kiosks.get().pk


def _said(question: str) -> dict[str, str]:
    return {
        "question": question, "convener": "We", "outcome": "A plan", "language": "en", "opens_at": "2026-01-01T10:00",
        "closes_at": "2026-12-20T10:00", "access": "link", "moderation": "strict", "results": "live",
        "mode": "polis",
    }  # fmt: skip
