"""Codes: each is one ballot, which belongs to the device or the slip that votes with it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ..models.ballot import begins_of_code, key_of, key_of_code

if TYPE_CHECKING:
    from ..models import Dialogue


def take_code(dialogue: Dialogue, who: str, *, used: str) -> str:
    """The key of a code's ballot for whoever comes with it, part of an action that has asked.

    Until there is a vote on it the ballot goes along to the newest device, and no older one has it any more. Then it
    stays: those who made the code know it too, and would otherwise read, and change, how somebody voted.

    who: "code:…:…", the code and a secret of the device, or the word of a slip. used: what is said of a code that has
    voted elsewhere. raises: NotPossible for such a code, and for one that is none.
    """
    code = who.split(":")[1]
    if dialogue.codes.select_for_update().filter(key=key_of_code(dialogue, code)).first() is None:
        raise NotPossible(_("We do not know this code. Look at it again: it has nine letters and digits."))
    key, begins = key_of(dialogue, who), begins_of_code(dialogue, code)
    with_code = dialogue.ballots.filter(key__gte=begins, key__lt=begins + "g")  # "g" comes after hexadecimal digits
    there = with_code.select_for_update().first()
    if there is not None and there.key != key:
        if there.sequence:
            raise NotPossible(used)
        dialogue.ballots.filter(pk=there.pk).update(key=key)
    return key
