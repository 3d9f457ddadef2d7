"""After closing: what those who convene call the groups, and the sides of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Dialogue, MapName, Picture
from ..queries.results import LETTERS, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ....core.people.models import User


@transaction.atomic
def name_map(actor: User, dialogue: Dialogue, *, names: Mapping[str, str]) -> None:
    """Give groups and sides of the map names, or take them away with an empty one.

    names: by the letter of a group, or by one of SIDES
    """
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_finish(actor, here))
    facts = Picture.objects.filter(dialogue=here).values_list("facts", flat=True).first() or {}
    count = len(facts.get("groups", []))
    words = {place: clean_name(name, 60) for place, name in names.items()}
    if not count or not words.keys() <= {*LETTERS[:count], *SIDES}:
        raise NotPossible(_("There is no such group. Look at the result again, then name its groups."))
    if _twice(words, LETTERS):
        raise NotPossible(_("Two groups have the same name. Give each its own, or none."))
    if _twice(words, SIDES):
        raise NotPossible(_("Two sides have the same name. Give each its own, or none."))
    MapName.objects.filter(dialogue=here, place__in=words).delete()
    MapName.objects.bulk_create(MapName(dialogue=here, place=at, name=word) for at, word in words.items() if word)
    record(actor, "dialogues.named", here)


def _twice(words: Mapping[str, str], places: Iterable[str]) -> bool:
    given = [words[place].casefold() for place in places if words.get(place)]
    return len(set(given)) < len(given)
