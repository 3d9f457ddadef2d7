"""What the account knows of its person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ...ledger.models import Entry
from ..actions import remove_export
from ..models import PROFILE_FIELDS, ArchiveAddress, How, User
from ..parts import Row, Section
from ..queries import addresses_of

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


def to_settle(person: User) -> Iterator[str]:
    """Whoever runs the site alone finds somebody else first."""
    others = User.objects.active().filter(is_superuser=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        yield _("You are the only one who runs this site. Make somebody else staff first, with `convene staff`.")


def given(person: User) -> Iterator[Section]:
    """Profile, addresses, ways and places of signing in, and what the person did."""
    yield Section("profile", _("Profile"), [_profile(person)])
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    known: list[Row] = [{"address": one.email, "proven": one.verified, "main": one.primary} for one in addresses]
    known += [{"address": one.address, "from_an_archive": True} for one in _archive_addresses(person)]
    yield Section("addresses", _("E-mail addresses"), known)
    yield Section("sign-in", _("Second steps and passkeys"), [
        {"kind": one.get_type_display(), "added_at": one.created_at, "used_at": one.last_used_at}
        for one in Authenticator.objects.filter(user=person).order_by("pk")
    ])  # fmt: skip
    yield Section("sessions", _("Where you signed in"), [
        {"since": one.created_at, "seen_at": one.last_seen_at, "ip": one.ip, "browser": one.user_agent}
        for one in UserSession.objects.filter(user=person).order_by("pk")
    ])  # fmt: skip
    lines = Entry.objects.filter(actor=person).order_by("pk").values("at", "verb", "facts")
    yield Section("activity", _("What you did, as it is noted"), [
        {"at": line["at"], "what": line["verb"], **{f"of_{name}": value for name, value in line["facts"].items()}}
        for line in lines
    ])  # fmt: skip


def _profile(person: User) -> Row:
    levels = {f"{name}_is_seen_by": person.visibility_of(name) for name in PROFILE_FIELDS}
    return {
        "name": person.name, "handle": person.handle, "email": person.email,
        **{name: getattr(person, name) for name in PROFILE_FIELDS}, **levels,
        "time_zone": person.time_zone, "language": person.language, "joined_at": person.claimed_at,
        "last_seen_at": person.seen_at, "last_signed_in_at": person.last_login, "caught_up_at": person.caught_up_at,
        "is_staff": person.is_staff, "suspended_at": person.suspended_at, "suspended_because": person.suspended_because,
        "also_known_as": [one.name for one in person.merged.all()],
    }  # fmt: skip


def _archive_addresses(person: User) -> QuerySet[ArchiveAddress]:
    return ArchiveAddress.objects.filter(Q(person=person) | Q(person__merged_into=person)).order_by("pk")


def forget(person: User, how: How) -> None:
    """Everything about the person; whoever keeps their name stays as an author without an account."""
    for export in person.exports.all():
        remove_export(None, export)
    addresses, archived = EmailAddress.objects.filter(user=person), _archive_addresses(person)
    LogEntry.objects.filter(
        Q(user=person) | Q(object_repr__in=addresses_of(person)) | _about(User, [person, *person.merged.all()])
        | _about(EmailAddress, addresses) | _about(ArchiveAddress, archived)
    ).delete()  # fmt: skip
    archived.delete()
    addresses.delete()
    for rows in (person.merged, person.sessions, person.said):
        rows.all().delete()
    Authenticator.objects.filter(user=person).delete()
    UserSession.objects.filter(user=person).delete()
    if how == How.KEEP:
        _keep_the_name(person)


def _about(model: type[Model], rows: list[User] | QuerySet[EmailAddress] | QuerySet[ArchiveAddress]) -> Q:
    return Q(
        content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name,
        object_id__in=[str(row.pk) for row in rows],
    )  # fmt: skip


def _keep_the_name(person: User) -> None:
    """As somebody who is known from an archive: a name, and nothing else."""
    fresh = User(pk=person.pk, name=person.name, handle=person.handle, created_at=person.created_at)
    fresh.caught_up_at = timezone.now()
    fresh.set_unusable_password()
    fresh.save(force_update=True)
    person.groups.clear()
    person.user_permissions.clear()
