"""The gate for strangers: a browser works a little before it may sign up, more in a wave of sign-ups; or one waits.

All of it stands in the database and none in the cache, so that a cache that is down neither opens nor closes the gate.
"""

from __future__ import annotations

import datetime as dt
import hmac
import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from ....lib.ruling import require
from ....lib.web import puzzles
from .. import rules
from ..models import Arrival

if TYPE_CHECKING:
    from ..models import Actor

WAVE = dt.timedelta(minutes=10)
KEPT = dt.timedelta(hours=1)  # longer than a puzzle is good for
FROM_ONE, FROM_ALL = 8, 60  # sign-ups in ten minutes from which on each doubling costs one bit, that is twice the work
MOST_BITS = 6  # that a wave adds


def puzzle_for(address: str) -> str:
    """What a browser at this IP address has to solve now; "" where nobody has to."""
    if not settings.SIGNUP_WORK:
        return ""
    return puzzles.puzzle(_bits(_lately(network_of(address))))


@transaction.atomic
def pass_gate(actor: Actor, *, puzzle: str, answer: str, address: str) -> None:
    """Let a sign-up through, once for each puzzle: solved, or, without an answer, when it took its time.

    raises: NotAllowed with a sentence for whoever may try again, with another puzzle or later.
    """
    require(rules.may_sign_up(actor))
    if not settings.SIGNUP_WORK:
        return
    network, given = network_of(address), puzzles.read(puzzle)
    now = _lately(network)
    require(rules.may_pass(given, answer, now, _bits(now)))
    Arrival.objects.filter(at__lt=timezone.now() - KEPT).delete()
    assert given is not None  # the rule has said so
    _arrival, is_first = Arrival.objects.get_or_create(
        nonce=given.nonce, defaults={"network": network, "has_worked": bool(answer)}
    )
    require(rules.may_pass_once(is_first))


def network_of(address: str) -> str:
    """Stands for an IP address, or for all of one network of IPv6; it cannot be read back without our key."""
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        here = ipaddress.IPv4Address(0)
    wide = ipaddress.ip_network((here, 64 if here.version == 6 else 32), strict=False)
    return hmac.new(settings.SECRET_KEY.encode(), f"gate:{wide}".encode(), "sha256").hexdigest()[:32]


def _lately(network: str) -> rules.Lately:
    """How many came in the last minutes: from this network and from all, and of those without work. One query."""
    here, plain = Q(network=network), Q(has_worked=False)
    counted = Arrival.objects.filter(at__gt=timezone.now() - WAVE).aggregate(
        here=Count("pk", filter=here), all=Count("pk"), plain_here=Count("pk", filter=here & plain),
        plain=Count("pk", filter=plain),
    )  # fmt: skip
    return rules.Lately(**counted)


def _bits(lately: rules.Lately) -> int:
    """How hard a puzzle is: as the setting says, and one bit more for each doubling of a wave."""
    more = max((lately.here // FROM_ONE).bit_length(), (lately.all // FROM_ALL).bit_length())
    return settings.SIGNUP_WORK + min(more, MOST_BITS)
