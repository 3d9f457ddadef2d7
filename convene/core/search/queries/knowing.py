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
from ...people.models import Said, User, folded
from ...people.queries import who_help_with
from ...people.rules import takes_part

if TYPE_CHECKING:
    from ...people.models import Actor

SHOWN = 9
LOOKED_AT = 60  # of those who help with something
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
    people = User.objects.filter(takes_part(), pk__in=reasons).order_by()
    there = sorted(_open_to(actor, people), key=lambda one: _turn(one.pk))[:SHOWN]
    return [Knower(one, _note(actor, one), reasons[one.pk]) for one in there]


def who_helps_with(actor: Actor, keys: Collection[str], *, but: Iterable[int] = ()) -> list[Knower]:
    """A few people who say that they can help with a topic or a skill, those at other institutions first.

    keys: of subjects, such as "skill:mentoring" (`core/people/subjects.py`). Six queries.
    """
    if not actor.is_authenticated or not keys:
        return []
    people = _open_to(actor, who_help_with(actor, keys).exclude(pk__in=list(but))[:LOOKED_AT])
    said = Said.objects.visible_to(actor).filter(person__in=people)
    near = set(said.filter(field="institution", key=folded(actor.institution)).values_list("person", flat=True))
    words: dict[int, list[str]] = defaultdict(list)
    for one in said.filter(field="can_help_with", key__in=keys):
        words[one.person_id].append(one.words)
    there = sorted(people, key=lambda one: (one.pk in near, _turn(one.pk)))[:SHOWN]
    helps = _("can help with %(words)s")
    return [Knower(one, _note(actor, one), [helps % {"words": ", ".join(words[one.pk])}]) for one in there]


def apart(actor: Actor, people: Collection[User]) -> set[int]:
    """Those of them with whom `actor` is not to be brought together, whoever of the two wants it so."""
    found: set[int] = set()
    for path in settings.KNOWING["apart"]:
        kept: Takes = import_string(path)
        found |= kept(actor, people)
    return found


def _open_to(actor: Actor, people: Iterable[User]) -> Collection[User]:
    """Those of them who take a message from `actor`."""
    known = {one.pk: one for one in people}
    for path in settings.KNOWING["open_to"]:
        takes: Takes = import_string(path)
        open_ones = takes(actor, list(known.values()))
        known = {pk: one for pk, one in known.items() if pk in open_ones}
    return known.values()


def _turn(person: int) -> Any:
    """Whose turn it is today."""
    return blake2b(f"{timezone.localdate()} {person}".encode(), digest_size=8).digest()


def _note(actor: Actor, person: User) -> str:
    said = (getattr(person, field) for field in ("role", "institution") if person.shows(field, actor))
    return ", ".join(filter(None, said))
