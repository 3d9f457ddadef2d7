"""Who may take part beside their own devices: at tablets of the conveners, and in frames on other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import Ruling, only_if, unless
from .dialogue import may_change, may_take_part

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Dialogue, Kiosk

MOST_KIOSKS, MOST_SITES = 20, 10
MOST_AT_KIOSK = 40  # visitors of one tablet within ten minutes: a class in a queue, and no machine


def may_put_up_kiosk(actor: Actor, dialogue: Dialogue, *, there: int) -> Ruling:
    """Where everybody with the link may vote, while it is not closed."""
    return (
        may_change(actor, dialogue)
        and only_if(dialogue.access == "link", _(
            "A tablet for everybody fits a dialogue that is open to everybody with the link. "
            "Here each person has a ballot of their own, which would stay open on the tablet for the next one."))
        and only_if(
            there < MOST_KIOSKS, _("%(most)s tablets are in use, which is as many as there can be."), most=MOST_KIOSKS)
    )  # fmt: skip


def may_begin_at_kiosk(_actor: Actor, kiosk: Kiosk, *, lately: int) -> Ruling:
    """While the tablet is in use, not more than visitors can come."""
    return unless(kiosk.ended_at, _("This tablet is not in use any more. Take part on your own phone.")) and only_if(
        lately < MOST_AT_KIOSK,
        _("Very many have begun on this tablet within ten minutes. Please wait a little, or use your own phone."),
    )


def may_bring_votes(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Votes that waited on a tablet: where no code is asked for, which nobody could check there."""
    return may_take_part(actor, dialogue) and only_if(dialogue.access == "link", _(
        "Not everybody with the link may vote here now, so votes that waited on a tablet do not count."))  # fmt: skip


def may_be_framed(actor: Actor, dialogue: Dialogue) -> Ruling:
    """On pages of other sites, where nobody has to sign in."""
    return may_change(actor, dialogue) and unless(dialogue.access == "members", _(
        "Members sign in to vote, which is not safe in a frame of another site. Link to it."))  # fmt: skip
