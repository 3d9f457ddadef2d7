"""A ruling: a yes, or a no that says why.

    >>> def may_reply(actor, topic):
    ...     return is_member(actor, topic.community) and unless(topic.is_closed, _("%(topic)s is closed."), topic=topic)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from .errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Ruling:
    """True without a sentence; otherwise false, and `reason` is the sentence to show.

    The sentence is translated and filled with its values where it is shown: most are never read, for a page asks many
    rules only to know what to offer.
    """

    sentence: str | Promise | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        return self.sentence is None

    @property
    def reason(self) -> str:
        """Why not, in the language of whoever reads it; empty for a yes."""
        if self.sentence is None:
            return ""
        return str(self.sentence) % self.values if self.values else str(self.sentence)


YES = Ruling()


def no(reason: str | Promise, /, **values: object) -> Ruling:
    """A no, with its sentence and what it names: `no(_("Ask the leaders of %(community)s."), community=community)`."""
    return Ruling(reason, values)


def unless(obstacle: object, reason: str | Promise, /, **values: object) -> Ruling:
    """Yes, unless there is an obstacle."""
    return no(reason, **values) if obstacle else YES


def only_if(condition: object, reason: str | Promise, /, **values: object) -> Ruling:
    """Yes, only if the condition holds."""
    return YES if condition else no(reason, **values)


def require(ruling: Ruling) -> None:
    """Go on, or raise NotAllowed with the ruling's sentence."""
    if not ruling:
        raise NotAllowed(ruling.reason)
