"""Authors of archives: the member who proved the address, or an unclaimed person who waits for whoever does."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.text.names import clean_name
from ..models import ArchiveAddress, User
from .accounts import new_handle

AT_ONCE = 900  # addresses in one query
Writer = tuple[str, str]  # address, or "id:" and who they are at a forum, or ""; name (may be "")


@transaction.atomic
def authors(writers: Iterable[Writer]) -> dict[Writer, User]:
    """The person behind each address and name in an archive; those who are new are made, without an account."""
    wanted = set(writers)
    keys = sorted({_key(*writer) for writer in wanted})
    known: dict[str, User] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        claimed = EmailAddress.objects.filter(email__in=some, verified=True).select_related("user")
        waiting = ArchiveAddress.objects.filter(address__in=some).select_related("person")
        known |= {row.address: row.person for row in waiting} | {row.email.lower(): row.user for row in claimed}
    for address, name in sorted(wanted):
        key = _key(address, name)
        if key not in known:
            known[key] = _unclaimed(key, name)
    return {writer: known[_key(*writer)] for writer in wanted}


def _key(address: str, name: str) -> str:
    """What an author is found by: the address or who they are at a forum, else the name."""
    return (address or f"name:{name}")[:254].lower()


def _unclaimed(key: str, name: str) -> User:
    shown = _shown(name)
    person = User(name=shown, handle=new_handle(shown))
    person.set_unusable_password()
    person.save()
    ArchiveAddress.objects.create(person=person, address=key)
    return person


def _shown(name: str) -> str:
    """A name to show; an address is never part of it."""
    try:
        return clean_name(name.split("@")[0]) or _("A list member")
    except NotPossible:
        return _("A list member")
