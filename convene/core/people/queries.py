"""Reads about people, for pages and for the composer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Exists, Max, OuterRef, Q

from .models import LISTS, PROFILE_FIELDS, Said, User, folded
from .parts import parts

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from .models import Actor

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What one reader sees of a person; what they may not see is empty."""

    person: User
    texts: dict[str, str]
    lists: dict[str, list[str]]
    communities: list[Any]
    archives: list[Any]

    @property
    def is_empty(self) -> bool:
        return not (any(self.texts.values()) or any(self.lists.values()) or self.communities)


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first steps somebody new has taken, wherever they took them."""

    said_who: bool
    said_hello: bool

    @property
    def are_taken(self) -> bool:
        return self.said_who and self.said_hello


@dataclass(frozen=True, slots=True)
class Security:
    """How a person signs in, in numbers."""

    addresses: int
    passkeys: int
    has_app: bool
    codes_left: int
    sessions: int


def profile(viewer: Actor, person: User) -> Profile:
    """The person's page as `viewer` may see it; a suspended person's page says no more than the name."""
    is_shut = person.suspended_at and not (viewer.is_authenticated and viewer.is_staff)
    seen = set() if is_shut else {field for field in PROFILE_FIELDS if person.shows(field, viewer)}
    texts = {field: getattr(person, field) if field in seen else "" for field in PROFILE_FIELDS if field not in LISTS}
    lists = {field: person.words_in(field) if field in seen else [] for field in LISTS}
    if is_shut:
        return Profile(person, texts, lists, [], [])
    return Profile(
        person,
        texts,
        lists,
        communities=list(_communities().readable_by(viewer).filter(memberships__person=person).order_by("name")),
        archives=[] if person.claimed_at else _archives(viewer, person),
    )


def is_known_to(viewer: Actor, person: User) -> bool:
    """Whether `viewer` can read anything that an unclaimed author wrote; else even the name is none of theirs."""
    return bool((viewer.is_authenticated and viewer.is_staff) or _archives(viewer, person))


def first_steps(person: User) -> FirstSteps:
    """What the person has said of themselves, and whether they have written anything, published or not. One query."""
    wrote = Exists(User.objects.filter(pk=OuterRef("pk"), posts__isnull=False))
    said = User.objects.filter(pk=person.pk).values_list("role", "institution", "place", "held_count", wrote)
    *who, held, has_written = said.get()
    return FirstSteps(any(who), bool(held or has_written))


def find_people(viewer: Actor, q: str) -> list[dict[str, str]]:
    """Members one may mean by the first letters of a name or handle; what is noted of them is what `viewer` may see."""
    words = folded(q.lstrip("@")).replace("-", " ").split()[:4]
    if not viewer.is_authenticated or not words:
        return []
    people = User.objects.active()
    for word in words:
        people = people.filter(find_as__contains=f" {word}")
    some = people.only("name", "handle", "role", "institution", "visibility").order_by("name", "pk")[:MOST_FOUND]
    return [{"handle": one.handle, "name": one.name, "note": _note(viewer, one)} for one in some]


def who_help_with(actor: Actor, keys: Collection[str]) -> dict[int, str]:
    """Whose profile says to `actor` that they can help with one of these: person -> their words for it. One query.

    keys: of subjects, such as "skill:mentoring" (`subjects.py`). Whom to ask of them, so that nobody is asked too
    often: `core/search/queries/knowing.py`.
    """
    found: dict[int, str] = {}
    said = Said.objects.visible_to(actor).filter(field="can_help_with", key__in=keys)
    for person, words in said.values_list("person_id", "words"):
        found[person] = f"{found[person]}, {words}" if person in found else words
    return found


def security(person: User) -> Security:
    """What stands between the account and others."""
    passkeys, has_app, codes = 0, False, 0
    for way in Authenticator.objects.filter(user=person):
        passkeys += way.type == Authenticator.Type.WEBAUTHN
        has_app |= way.type == Authenticator.Type.TOTP
        codes += len(way.wrap().get_unused_codes()) if way.type == Authenticator.Type.RECOVERY_CODES else 0
    addresses = EmailAddress.objects.filter(user=person).count()
    return Security(addresses, passkeys, has_app, codes, person.sessions.count())


def _note(viewer: Actor, person: User) -> str:
    seen = (getattr(person, field) for field in ("role", "institution") if person.shows(field, viewer))
    return ", ".join(filter(None, seen))


def _archives(viewer: Actor, person: User) -> list[Any]:
    """Communities in which an unclaimed author wrote, the latest first, as far as `viewer` may read there."""
    readable = _communities().readable_by(viewer)
    wrote = person.posts.filter(hidden_at=None, topic__hidden_at=None, topic__community__in=readable)
    latest = wrote.values_list("topic__community").annotate(at=Max("created_at")).order_by("-at")
    places = readable.in_bulk([community for community, _at in latest])
    return [places[community] for community, _at in latest]


def _communities() -> Any:
    """Communities lie above people and are known here by their name alone."""
    return apps.get_model("communities", "Community")._default_manager


def are_known_to(viewer: Actor, people: QuerySet[User]) -> QuerySet[User]:
    """Of these people, members, and those unclaimed authors of whom `viewer` can read something."""
    if viewer.is_authenticated and viewer.is_staff:
        return people
    posts = User._meta.get_field("posts").related_model._default_manager
    readable = _communities().readable_by(viewer)
    wrote = posts.filter(author=OuterRef("pk"), hidden_at=None, topic__hidden_at=None, topic__community__in=readable)
    return people.filter(Q(claimed_at__isnull=False) | Exists(wrote))


def addresses_of(person: User) -> list[str]:
    """Every e-mail address of an account, in small letters."""
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return sorted({address.lower() for address in (*known, person.email or "")} - {""})


def to_settle(person: User) -> list[str]:
    """What has to be done before a person can leave for good: a sentence each, from every app."""
    return [sentence for part in parts() for sentence in part.to_settle(person)]
