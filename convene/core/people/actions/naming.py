"""Names that people choose: readable, their own, and no disguise for somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.text.names import clean_name, is_disguised, skeleton
from ..models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models import Actor

OFFICES = ("Admin", "Administrator", "Convene", "Everyone", "Moderator", "Staff", "Support", "System")
KEPT_NAMES = frozenset(map(skeleton, OFFICES))


def chosen_name(actor: Actor, name: str) -> str:
    """The name as it will be shown. raises: NotPossible for one that cannot be read or could be taken for another's."""
    name = clean_name(name)
    if not any(letter.isalpha() for letter in name):
        raise NotPossible(_("Please write a name with letters in it."))
    if is_disguised(name):
        raise NotPossible(_("Please write each word of your name in one alphabet, with ordinary letters."))
    seen = skeleton(name)
    if actor.is_authenticated and actor.is_staff:
        return name
    if seen in KEPT_NAMES:
        raise NotPossible(_("This name is kept for those who run the site. Please use your own."))
    if seen in map(skeleton, _told_apart(actor)):
        raise NotPossible(
            _("Somebody whom others rely on here has this name, or one that looks like it. Please add a second name or "
              "an initial, to be told apart.")
        )  # fmt: skip
    return name


def _told_apart(actor: Actor) -> Iterable[str]:
    """Names of the others for whom nobody may be taken: staff, and who leads or moderates a community. One query.

    All others may share a name, as people do. The sentence does not say which of them it is, since some communities are
    hidden.
    """
    trusted = Q(is_staff=True) | Q(memberships__role__in=("leader", "moderator"))
    others = User.objects.filter(trusted, is_active=True).exclude(pk=actor.pk or 0)
    return others.order_by().values_list("name", flat=True).distinct()
