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
from django.utils.translation import gettext as _

from ....lib.text.telling import told
from ...people.models import User
from ...people.queries import who_help_with
from ...people.rules import takes_part
from ..kinds.helping import who_helps

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


def who_knows(
    actor: Actor, text: str, *, keys: Collection[str] = (), but: Iterable[int] = (), most: int = SHOWN
) -> list[Knower]:
    """A few people to ask about this: not oneself, nor those in `but`, nor who takes no message from the reader.

    keys: of subjects, such as "skill:mentoring" (`core/people/subjects.py`); who can help with one of them comes first.
    Who else is among them and in which order changes every day, so that nobody is always asked first. Each way of
    telling costs a few queries, the people two.
    """
    text = text[:LETTERS]
    if not actor.is_authenticated or not told(text):
        return []
    named = who_help_with(actor, keys) if keys else {}
    reasons: dict[int, list[str]] = defaultdict(list)
    for person, why in (who_helps(actor, text) | named).items():
        reasons[person].append(_("can help with %(words)s") % {"words": why})
    for path in settings.KNOWING["ways"]:
        way: Ways = import_string(path)
        for person, why in way(actor, text).items():
            reasons[person].append(why)
    for person in {actor.pk, *but} & reasons.keys():
        del reasons[person]
    if not reasons:
        return []
    people = User.objects.filter(takes_part(), pk__in=reasons).order_by()
    there = sorted(open_to(actor, people), key=lambda one: (one.pk not in named, turn(one.pk)))[:most]
    return [Knower(one, _note(actor, one), reasons[one.pk]) for one in there]


def open_to(actor: Actor, people: Iterable[User]) -> Collection[User]:
    """Those of them who take a message from `actor`, and are not asked by too many these days. Two queries."""
    known = {one.pk: one for one in people}
    for path in settings.KNOWING["open_to"]:
        takes: Takes = import_string(path)
        open_ones = takes(actor, list(known.values()))
        known = {pk: one for pk, one in known.items() if pk in open_ones}
    return known.values()


def turn(person: int) -> Any:
    """Whose turn it is today."""
    return blake2b(f"{timezone.localdate()} {person}".encode(), digest_size=8).digest()


def _note(actor: Actor, person: User) -> str:
    said = (getattr(person, field) for field in ("role", "institution") if person.shows(field, actor))
    return ", ".join(filter(None, said))
