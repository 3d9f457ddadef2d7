"""Accounts: made at sign-up, alive once the address is proven."""

from __future__ import annotations

import secrets
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.mentions import EVERYBODY
from ....lib.text.names import clean_name, slugify
from ...ledger.actions import record
from .. import rules
from ..models import ArchiveAddress, User
from .claims import claim
from .leaving import stay
from .naming import chosen_name

if TYPE_CHECKING:
    from ..models import Actor

LONGEST_HANDLE = 34  # leaves room for a number
TAKEN = EVERYBODY | {"admin", "convene", "me", "moderator", "staff", "suggest"}


def new_handle(name: str) -> str:
    """A handle for a name that nobody has yet: "ines-calderon", then "ines-calderon-2"."""
    base = slugify(name, fallback="person", length=LONGEST_HANDLE).replace("_", "-")
    used = TAKEN.union(User.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    if base not in used:
        return base
    if f"{base}-999" in used:
        return f"{base}-{secrets.randbelow(90000) + 10000}"
    return next(handle for handle in (f"{base}-{number}" for number in count(2)) if handle not in used)


@transaction.atomic
def sign_up(actor: Actor, *, name: str, email: str, password: str) -> User:
    """Make an account that waits for its address to be proven; until then nobody sees it.

    Whoever signs up in another language than the site's keeps it, so that mails speak it too.
    """
    require(rules.may_sign_up(actor))
    name = chosen_name(actor, name)
    person = User(email=email.lower(), name=name, handle=new_handle(name))
    spoken = get_language() or settings.LANGUAGE_CODE
    person.language = spoken if spoken != settings.LANGUAGE_CODE else ""
    person.set_password(password)
    person.save()
    record(person, "people.signed_up", person)
    return person


def sign_up_again(actor: Actor, *, name: str, email: str, password: str) -> None:
    """Somebody signs up with an address that has an account: nothing changes, and the clock tells nobody.

    A new account is made and taken back, so that this takes as long as a first time.
    """
    require(rules.may_sign_up(actor))
    with suppress(_TakenBack), transaction.atomic():
        person = sign_up(actor, name=name, email=f"{secrets.token_hex(12)}@invalid", password=password)
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
        raise _TakenBack
    owner = EmailAddress.objects.filter(email=email.lower()).select_related("user").first()
    if owner is not None:
        record(None, "people.signed_up_again", owner.user)


class _TakenBack(Exception):  # noqa: N818 (nothing went wrong)
    pass


@transaction.atomic
def arrive(person: User) -> None:
    """Somebody signs in with a proven address: the first time they join; what they wrote in archives becomes theirs.

    Whoever was leaving stays.
    """
    proven = list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))
    if not person.claimed_at and proven:
        person.claimed_at = person.begins_at = timezone.now()
        person.save(update_fields=["claimed_at", "begins_at"])
        record(person, "people.joined", person)
    if person.leaves_at:
        stay(person, person)
    for address in ArchiveAddress.objects.filter(address__in=proven).exclude(person=person):
        claim(person, address.address)


@transaction.atomic
def make_staff(actor: User | None, *, email: str, name: str = "") -> tuple[User, bool]:
    """Make a person staff; whoever has no account gets one that is opened with a mailed code.

    `actor` is nobody for the operator at the command line. Returns the person, and whether the account is new.
    """
    require(rules.may_make_staff(actor))
    email = email.strip().lower()
    known = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    person = known.user if known else User.objects.filter(email=email).first()
    is_new = person is None
    if person is None:
        name = clean_name(name or email.partition("@")[0].replace(".", " ").title())
        person = User(email=email, name=name, handle=new_handle(name))
        person.set_unusable_password()
    elif person.suspended_at:
        raise NotPossible(_("This account is suspended. Reinstate it first."))
    person.is_staff = person.is_superuser = True
    person.save()
    if is_new:
        EmailAddress.objects.create(user=person, email=email, primary=True)
    record(actor, "people.made_staff", person)
    return person, is_new
