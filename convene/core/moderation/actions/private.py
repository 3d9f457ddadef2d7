"""What moderation has to say where nobody reads along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ..models import Does, PersonMode
from ..queries.limits import too_much_in_private
from ..queries.policy import circumstances, trust_of
from ..queries.words import strictest

if TYPE_CHECKING:
    from ....lib.text import Cooked
    from ...people.models import User


def check_private(actor: User, body: str, text: Cooked) -> None:
    """Go on when neither a watch word of the site nor a newcomer's limit stops what is written to a few.

    Nobody but them reads it, moderators neither, so that nothing can wait: what would wait in a discussion is refused,
    and what moderators would be shown goes on.

    raises: NotPossible.
    """
    if actor.is_staff:
        return
    now = circumstances(actor, None)
    found = strictest(body, now.words)
    if found and found.does in {Does.BLOCK, Does.HOLD}:
        raise NotPossible(
            _("“%(word)s” cannot be sent here, not in private either. Say it in other words, or ask the staff.")
            % {"word": found.text}
        )
    if now.personal.mode == PersonMode.TRUSTED or now.personal.has_grown or not (text.links or text.files):
        return
    trust = trust_of(actor, now.policy)
    if not trust.has_grown and (sentence := too_much_in_private(trust, text)):
        raise NotPossible(sentence)
