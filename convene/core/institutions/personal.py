"""Where somebody works, and which pages they keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..people.parts import Section
from .models import Belonging, Claim

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """The institution that they chose, and what they claimed."""
    belongs = Belonging.objects.filter(person=person).select_related("institution")
    yield Section("institution", _("Where you work"), [
        {"institution": one.institution.name, "since": one.since} for one in belongs
    ])  # fmt: skip
    claims = Claim.objects.filter(person=person).select_related("institution").order_by("pk")
    yield Section("claims", _("Pages of institutions that you claimed"), [
        {"institution": one.institution.name, "address": one.address, "note": one.note, "claimed_at": one.claimed_at,
         "decided_at": one.decided_at, "accepted": one.accepted, "reason": one.reason}
        for one in claims
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """They work nowhere any more, and keep no page."""
    Belonging.objects.filter(person=person).delete()
    Claim.objects.filter(person=person).delete()
