"""Claim the page of an institution, and what staff answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import Belonging, Claim
from .belonging import belong

if TYPE_CHECKING:
    from ..models import Institution

MOST_WAITING = 3
OPEN_TO_ALL = {  # where anybody gets an address
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com",
    "me.com", "aol.com", "proton.me", "protonmail.com", "gmx.com", "gmx.net", "gmx.de", "web.de", "mail.com",
    "yandex.com", "zoho.com", "orange.fr", "free.fr", "wanadoo.fr", "laposte.net", "sfr.fr", "yahoo.fr", "hotmail.fr",
}  # fmt: skip


@transaction.atomic
def claim(actor: User, institution: Institution, *, note: str = "") -> Claim:
    """Ask to keep the page of one's institution, with a confirmed mail address there; the staff are told.

    raises: NotPossible without such an address, TooMuch while three claims wait.
    """
    require(rules.may_claim(actor, institution))
    if Claim.objects.waiting().filter(person=actor).count() >= MOST_WAITING:
        raise TooMuch(_("Three of your claims wait for an answer. Give the staff a little time."))
    address = _address_at(actor, institution)
    made = Claim.objects.create(institution=institution, person=actor, address=address, note=clean_name(note, 400))
    entry = record(actor, "institutions.claimed", made)
    notify(entry, User.objects.active().filter(is_staff=True), reason="claimed", group=made.group)
    return made


@transaction.atomic
def accept_claim(actor: User, claim: Claim) -> None:
    """Let them keep the page; they work there, unless they say elsewhere that they work somewhere else."""
    require(rules.may_decide(actor, claim))
    _decide(actor, claim, accepted=True)
    if not Belonging.objects.filter(person=claim.person).exists():
        belong(claim.person, claim.institution)
    entry = record(actor, "institutions.claim_accepted", claim)
    notify(entry, [claim.person], reason="claimed", group=claim.group)


@transaction.atomic
def refuse_claim(actor: User, claim: Claim, *, reason: str) -> None:
    """Say no, and why."""
    require(rules.may_decide(actor, claim))
    _decide(actor, claim, accepted=False, reason=clean_name(reason, 400))
    entry = record(actor, "institutions.claim_refused", claim)
    notify(entry, [claim.person], reason="claimed", group=claim.group)


def _decide(actor: User, claim: Claim, *, accepted: bool, reason: str = "") -> None:
    answer = {"decided_at": timezone.now(), "decided_by": actor, "accepted": accepted, "reason": reason}
    if not Claim.objects.waiting().filter(pk=claim.pk).update(**answer):
        raise NotPossible(_("This claim was answered already."))


def _address_at(person: User, institution: Institution) -> str:
    """A confirmed address of theirs that may speak for the institution."""
    known = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    addresses = [str(address).lower() for address in known.values_list("email", flat=True)]
    domain = institution.domain
    if not domain:
        own = [address for address in addresses if address.rpartition("@")[2] not in OPEN_TO_ALL]
        if not own:
            raise NotPossible(_("Claim it with your address at work: add that in your settings, and confirm it."))
        return own[0]
    for address in addresses:
        host = address.rpartition("@")[2]
        is_above = domain.endswith(f".{host}") and host not in OPEN_TO_ALL  # musees.isere.fr, somebody@isere.fr
        if host == domain or host.endswith(f".{domain}") or is_above:
            return address
    raise NotPossible(
        _("Claim it with a mail address at %(domain)s: add yours in your settings, and confirm it.")
        % {"domain": domain}
    )
