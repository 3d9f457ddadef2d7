"""Look out for words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.patterns import check_pattern
from ...ledger.actions import record
from .. import rules
from ..models import Does, Policy, Word

if TYPE_CHECKING:
    from ...communities.models import Community
    from ...people.models import User

MOST = 500  # words a community


@transaction.atomic
def add_word(actor: User, community: Community | None, *, pattern: str, does: str, is_expression: bool = False) -> Word:
    """Look out for a word or an expression, in a community or (None) everywhere."""
    require(rules.may_set_policy(actor, community))
    pattern = pattern.strip() if is_expression else " ".join(pattern.split())
    check_pattern(pattern, is_expression)
    if does not in Does.values:
        raise NotPossible(_("Choose what happens where it is found."))
    known = Word.objects.filter(community=community)
    if known.filter(pattern=pattern, is_expression=is_expression).exists():
        raise NotPossible(_("This is on the list already. Remove it first to change what it does."))
    if known.count() >= MOST:
        raise NotPossible(_("The list is full. Join several words into one expression, or remove some."))
    word = Word.objects.create(
        community=community, pattern=pattern, is_expression=is_expression, does=does, added_by=actor
    )
    _keep_list(community)
    record(actor, "moderation.word_added", word, community=community, facts={"does": does})
    return word


@transaction.atomic
def remove_word(actor: User, word: Word) -> None:
    """Look out for it no more."""
    require(rules.may_set_policy(actor, word.community))
    record(actor, "moderation.word_removed", word, community=word.community)
    word.delete()
    _keep_list(word.community)


def _keep_list(community: Community | None) -> None:
    """Two who change the list at once do it one after the other, so that the second sees what the first did."""
    policy, _new = Policy.objects.get_or_create(community=community)
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    words = Word.objects.filter(community=community).values_list("pattern", "is_expression", "does")
    held.words = [list(word) for word in words]
    held.save(update_fields=["words"])
