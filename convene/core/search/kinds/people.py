"""People, as they are found: by their name, and by what each shows of themselves to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...people.models import PROFILE_FIELDS, User
from ...people.queries import are_known_to
from ..models import Doc
from .base import EVERYBODY, MEMBERS, Found, Line, Seen, Text

if TYPE_CHECKING:
    from ..reader import Reader

VERBS = {
    "joined", "claimed", "profile_edited", "visibility_set", "suspended", "reinstated", "forgotten", "signed_up",
}  # fmt: skip
LEVELS = {"everyone": EVERYBODY, "members": MEMBERS}
SAID = tuple(field for field in PROFILE_FIELDS if field != "pronouns")


class People:
    """Answers for people."""

    one, many = _("Person"), _("People")
    rewords = "people.profile_edited", "people.visibility_set", "people.suspended", "people.forgotten"

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Whoever changed something of theirs, and whom an archive or a claim brought."""
        verbs = {f"people.{verb}" for verb in VERBS}
        people = {line.subject_id for line in lines if line.verb in verbs}
        people |= {line.facts.get("author") for line in lines if line.verb == "people.claimed"}
        if any(line.verb == "discussions.imported" for line in lines):
            people |= set(_unwritten())
        return {pk for pk in people if pk}

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones."""
        return list(User.objects.filter(pk__gt=obj).order_by("pk").values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """A name for all; what is for everybody and what is for members are parts of their own."""
        for one in User.objects.filter(_on_pages(), pk__in=objs, merged_into=None):
            joined, is_member = one.claimed_at or one.created_at, one.claimed_at is not None
            yield Text(
                one.pk, EVERYBODY, joined, f"{one.name} {one.handle}" if is_member else one.name, author=one.pk,
                is_public=is_member,
            )  # fmt: skip
            if one.suspended_at or not is_member:
                continue
            for part, (level, scope) in enumerate(LEVELS.items(), 1):
                said = "\n".join(getattr(one, field) for field in SAID if one.visibility_of(field) == level)
                if said.strip():
                    yield Text(one.pk, scope, joined, body=said, context=one.name, part=part, author=one.pk)

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those whose page the reader may open; authors of archives only where something of theirs can be read."""
        people = are_known_to(reader.actor, User.objects.visible_to(reader.actor).filter(pk__in=objs))
        return {pk: Seen(pk, None, None) for pk in people.order_by().values_list("pk", flat=True)}

    def found(self, reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """Name, and what the reader may see of the rest."""
        return {one.pk: _found(reader, one) for one in User.objects.filter(pk__in=objs)}


def _found(reader: Reader, one: User) -> Found:
    is_shut = one.suspended_at and not (reader.actor.is_authenticated and reader.actor.is_staff)
    shown = {} if is_shut else {field: getattr(one, field) for field in SAID if one.shows(field, reader.actor)}
    note = ", ".join(filter(None, [shown.pop("role", ""), shown.pop("institution", ""), shown.pop("place", "")]))
    text = " · ".join(filter(None, shown.values()))
    return Found(
        one.name, reverse("people:profile", args=[one.handle]), text, note=note,
        initials=one.initials, hue=one.hue,
    )  # fmt: skip


def _on_pages() -> Q:
    """Members, and authors of archives; not those who never proved their address."""
    return Q(claimed_at__isnull=False) | Q(email=None)


def _unwritten() -> list[int]:
    """Authors that an archive brought and that the index has not met; newer ones have higher numbers."""
    known = Doc.objects.filter(kind="person", obj=OuterRef("pk"))
    authors = User.objects.filter(~Exists(known), claimed_at=None, email=None, merged_into=None)
    return list(authors.values_list("pk", flat=True))


PEOPLE = People()
