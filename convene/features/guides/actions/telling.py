"""Tell a community what has changed since the round before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.teams.rules import is_member
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...discussions import actions as discussions
from ...discussions.models import Draft
from ..queries.changes import changes

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User
    from ....core.rounds.models import Round


@transaction.atomic
def draft_topic(actor: User, round: Round, *, community: Community) -> Draft:
    """Begin a topic as a draft that only `actor` sees: nobody hears of it until they post it. raises: NotPossible."""
    require(is_member(actor, round.team))
    found = changes(round)
    if not found:
        raise NotPossible(_("Nothing that you released reads otherwise than last time. There is nothing to tell yet."))
    if Draft.objects.filter(person=actor, community=community, topic=None).exists():
        raise NotPossible(
            _("You have begun another topic in %(community)s. Post it or let it go first, or it would be lost.")
            % {"community": community}
        )
    parts = [
        f"**{one.question.text}**\n\n" + _("Before:") + f"\n\n{_quoted(one.before.words)}\n\n"
        + _("Now:") + f"\n\n{_quoted(one.now.words)}"
        for one in found
    ]  # fmt: skip
    opening = _("We went through the discussion guide again. This is what we say otherwise than last time, and why:")
    title = _("What has changed for %(team)s since last time") % {"team": round.team}
    kept = discussions.save_draft(actor, community, title=title, body="\n\n".join([opening, *parts]))
    assert kept is not None
    return kept


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" for line in words.strip().splitlines())
