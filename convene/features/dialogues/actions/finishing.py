"""After closing: what those who convene call the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Dialogue, GroupName, Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ....core.people.models import User


@transaction.atomic
def name_groups(actor: User, dialogue: Dialogue, *, names: Mapping[int, str]) -> None:
    """Give groups names, or take them away with an empty one. names: by group, from 0."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_finish(actor, here))
    facts = Picture.objects.filter(dialogue=here).values_list("facts", flat=True).first() or {}
    count = len(facts.get("groups", []))
    words = {group: clean_name(name, 60) for group, name in names.items()}
    if any(not 0 <= group < count for group in words):
        raise NotPossible(_("There is no such group. Look at the result again, then name its groups."))
    if len({word.casefold() for word in words.values() if word}) < sum(map(bool, words.values())):
        raise NotPossible(_("Two groups have the same name. Give each its own, or none."))
    GroupName.objects.filter(dialogue=here, group__in=words).delete()
    GroupName.objects.bulk_create(GroupName(dialogue=here, group=at, name=word) for at, word in words.items() if word)
    record(actor, "dialogues.named", here)
