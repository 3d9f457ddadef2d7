"""A ruling: a yes, or a no that says why.

    >>> def may_reply(actor, topic):
    ...     return is_member(actor, topic.community) and unless(topic.is_closed, _("This discussion is closed."))
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from .errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Ruling:
    """True when `reason` is empty; otherwise false, and `reason` is the sentence to show."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


YES = Ruling()


def no(reason: str | Promise, **values: object) -> Ruling:
    """A no, with its sentence and what it names: `no(_("Ask the leaders of %(community)s."), community=community)`."""
    return Ruling(str(reason) % values if values else str(reason))


def unless(obstacle: object, reason: str | Promise, **values: object) -> Ruling:
    """Yes, unless there is an obstacle."""
    return no(reason, **values) if obstacle else YES


def only_if(condition: object, reason: str | Promise, **values: object) -> Ruling:
    """Yes, only if the condition holds."""
    return YES if condition else no(reason, **values)


def require(ruling: Ruling) -> None:
    """Go on, or raise NotAllowed with the ruling's sentence."""
    if not ruling:
        raise NotAllowed(ruling.reason)
