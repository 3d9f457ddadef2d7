"""People who know about something, with what shows it; in no order of merit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from ....lib.text.telling import told
from ...people.models import User

if TYPE_CHECKING:
    from ...people.models import Actor

SHOWN = 9
LETTERS = 400  # of what is asked about

Ways = Callable[["Actor", str], dict[int, str]]  # of telling who knows: person -> what shows it
Takes = Callable[["Actor", Collection[User]], set[int]]  # those of them who take a message


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody to ask."""

    person: User
    note: str  # role and institution, as far as the reader may see them
    reasons: Sequence[str]


def who_knows(actor: Actor, text: str, *, but: Iterable[int] = ()) -> list[Knower]:
    """A few people to ask about this: not oneself, nor those in `but`, nor who takes no message from the reader.

    Who is among them and in which order changes every day, so that nobody is always asked first. Each way of telling
    costs a few queries, the people two.
    """
    text = text[:LETTERS]
    if not actor.is_authenticated or not told(text):
        return []
    reasons: dict[int, list[str]] = defaultdict(list)
    for path in settings.KNOWING["ways"]:
        way: Ways = import_string(path)
        for person, why in way(actor, text).items():
            reasons[person].append(why)
    for person in {actor.pk, *but} & reasons.keys():
        del reasons[person]
    if not reasons:
        return []
    people = User.objects.active().filter(pk__in=reasons, suspended_at=None, leaves_at=None).order_by()
    known = {one.pk: one for one in people}
    for path in settings.KNOWING["open_to"]:
        takes: Takes = import_string(path)
        open_ones = takes(actor, list(known.values()))
        known = {pk: one for pk, one in known.items() if pk in open_ones}
    there = sorted(known, key=_turn)[:SHOWN]
    return [Knower(known[pk], _note(actor, known[pk]), reasons[pk]) for pk in there]


def _turn(person: int) -> Any:
    """Whose turn it is today."""
    return blake2b(f"{timezone.localdate()} {person}".encode(), digest_size=8).digest()


def _note(actor: Actor, person: User) -> str:
    said = (getattr(person, field) for field in ("role", "institution") if person.shows(field, actor))
    return ", ".join(filter(None, said))
