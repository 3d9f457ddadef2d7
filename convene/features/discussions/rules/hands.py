"""Who may ask, vote and see how others did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....core.communities.rules import is_open_for_writing, may_moderate
from ....lib.ruling import YES, Ruling, no, only_if
from .places import takes_part
from .topics import is_not_archived, may_reply, stands

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Post, ShowOfHands


def may_add_hands(actor: Actor, post: Post) -> Ruling:
    """Authors ask in their own posts."""
    return only_if(
        actor.pk and actor.pk == post.author_id,
        _("Only whoever wrote a post adds a show of hands to it. Reply with your own."),
    ) and may_reply(actor, post.topic)


def may_vote(actor: Actor, hands: ShowOfHands) -> Ruling:
    """Members vote while the show of hands is open, even where nobody can reply any more."""
    community = hands.post.topic.community
    return (
        takes_part(actor, hands.post.topic)
        and is_open_for_writing(community)
        and is_not_archived(hands.post.topic)
        and stands(hands.post)
        and only_if(hands.is_open, _("This show of hands has closed; votes can no longer be given or changed."))
    )


def may_see_results(hands: ShowOfHands) -> Ruling:
    """As its author chose, the same for everybody: leaders and the author see no earlier."""
    if not hands.is_open or hands.shows == "always":
        return YES
    if hands.shows == "voted":
        return only_if(hands.has_voted, _("Results are shown to those who have voted, and to all once it has closed."))
    return no(_("Results are shown once it has closed."))


def may_close_hands(actor: Actor | None, hands: ShowOfHands) -> Ruling:
    """Its author and moderators close a show of hands early; time does when its last day has passed."""
    if actor is None:
        return only_if(hands.is_over, _("The closing date of this show of hands has not come yet."))
    if may_moderate(actor, hands.post.topic.community):
        return is_open_for_writing(hands.post.topic.community)
    return only_if(
        actor.pk and actor.pk == hands.post.author_id,
        _("Only the person who asked, or a leader, can close this show of hands."),
    ) and is_open_for_writing(hands.post.topic.community)


def may_see_votes(hands: ShowOfHands) -> Ruling:
    """Who chose what is shown only where this was said before anybody voted."""
    is_said = only_if(hands.is_named, _("This show of hands is without names: nobody sees who chose what."))
    return is_said and may_see_results(hands)
