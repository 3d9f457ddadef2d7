"""What keeps a dialogue that is open to everybody with its link from being flooded."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from ....core.ledger.actions import record
from ....core.people.actions.gate import network_of
from ....lib.ruling import require
from ....lib.web import puzzles
from .. import rules
from ..models import Access, Arrival, Dialogue, Kiosk, Wave

if TYPE_CHECKING:
    from ....core.people.models import Actor, User

A_WAVE, KEPT = dt.timedelta(minutes=10), dt.timedelta(hours=1)
EASIEST, MOST_BITS = 16, 6  # bits of the first puzzle of a wave, and how many more its height may add


def puzzle_for(dialogue: Dialogue, address: str) -> str:
    """What a browser at this IP address has to solve before it may begin; "" in calm times."""
    bits = _bits(dialogue, _lately(dialogue, network_of(address)))
    return puzzles.puzzle(bits) if bits else ""


def come_in(actor: Actor, dialogue: Dialogue, *, puzzle: str, answer: str, address: str) -> None:
    """Let somebody begin, part of an action that has asked; in a wave whoever did a sum, or took their time."""
    if dialogue.access != Access.LINK:
        return
    network, given = network_of(address), puzzles.read(puzzle)
    now = _lately(dialogue, network)
    bits = _bits(dialogue, now)
    require(rules.may_begin(actor, given, answer, now, bits))
    Arrival.objects.filter(dialogue=dialogue, at__lt=timezone.now() - KEPT).delete()
    nonce = given.nonce if given and bits else secrets.token_urlsafe(16)
    _arrival, is_first = Arrival.objects.get_or_create(
        nonce=nonce, defaults={"dialogue": dialogue, "network": network, "has_worked": bool(answer)}
    )
    require(rules.may_begin_once(is_first))
    _count(dialogue)


def step_up(actor: Actor, dialogue: Dialogue, kiosk: Kiosk) -> None:
    """Let a visitor begin at a tablet, part of an action that has asked; without a puzzle, and not too many."""
    now = Kiosk.objects.select_for_update().get(pk=kiosk.pk)
    recent = Arrival.objects.filter(dialogue=dialogue, network=now.network, at__gt=timezone.now() - A_WAVE)
    require(rules.may_begin_at_kiosk(actor, now, lately=recent.count()))
    Arrival.objects.filter(dialogue=dialogue, at__lt=timezone.now() - KEPT).delete()
    Arrival.objects.create(dialogue=dialogue, network=now.network, nonce=secrets.token_urlsafe(16), has_worked=True)
    Kiosk.objects.filter(pk=now.pk).update(begun=F("begun") + 1)
    _count(dialogue)


def _count(dialogue: Dialogue) -> None:
    now = timezone.now()
    at = now.replace(minute=now.minute - now.minute % 10, second=0, microsecond=0)
    wave, is_new = Wave.objects.get_or_create(dialogue=dialogue, at=at, defaults={"begun": 1})
    if not is_new:
        Wave.objects.filter(pk=wave.pk).update(begun=F("begun") + 1)


@transaction.atomic
def set_aside(actor: User, dialogue: Dialogue, *, ballots: Collection[int]) -> int:
    """Count ballots no more that are no voters of their own; returns how many."""
    return _set(actor, dialogue, ballots, is_aside=True)


@transaction.atomic
def take_back_in(actor: User, dialogue: Dialogue, *, ballots: Collection[int]) -> int:
    """Count ballots again that were set aside; returns how many."""
    return _set(actor, dialogue, ballots, is_aside=False)


def _set(actor: User, dialogue: Dialogue, ballots: Collection[int], *, is_aside: bool) -> int:
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_run(actor, here))
    changed = here.ballots.filter(pk__in=list(ballots)).exclude(is_aside=is_aside).update(is_aside=is_aside)
    if changed:
        Dialogue.objects.filter(pk=here.pk).update(changes=F("changes") + 1)  # so that results are worked out anew
        record(actor, "dialogues.set_aside" if is_aside else "dialogues.taken_in", here, facts={"ballots": changed})
    return changed


def _lately(dialogue: Dialogue, network: str) -> rules.Lately:
    if dialogue.access != Access.LINK:
        return rules.Lately()
    here = Q(network=network)
    counted = Arrival.objects.filter(dialogue=dialogue, at__gt=timezone.now() - A_WAVE).aggregate(
        here=Count("pk", filter=here), all=Count("pk"), plain_here=Count("pk", filter=here & Q(has_worked=False))
    )
    return rules.Lately(**counted)


def _bits(_dialogue: Dialogue, lately: rules.Lately) -> int:
    """How hard a puzzle is: none in calm times, and one bit more for each doubling of a wave."""
    height = max(lately.here // rules.CALM_HERE, lately.all // rules.CALM)
    return EASIEST + min(height.bit_length() - 1, MOST_BITS) if height else 0
