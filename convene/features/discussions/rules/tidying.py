"""Who may move, split, join and say that something is a duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....core.communities.models import Community
from ....core.communities.rules import is_open_for_writing, may_moderate, may_read
from ....lib.ruling import Ruling, no, only_if, unless
from .places import takes_part
from .topics import is_not_archived

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Topic


def may_tidy(actor: Actor, topic: Topic) -> Ruling:
    """Moderators move, split and join what is said in their community."""
    return may_moderate(actor, topic.community) and is_open_for_writing(topic.community)


def may_tidy_into(actor: Actor, community: Community) -> Ruling:
    """Moderators take in what others said elsewhere; of a community that one may not see nothing is said."""
    if not may_read(actor, community):
        return no(_("There is no such community, or you cannot see it. Choose one of those that you look after."))
    reason = _("You can move things only into communities that you look after. Ask a leader of %(community)s.")
    return only_if(may_moderate(actor, community), reason, community=community) and is_open_for_writing(community)


def may_join_to(actor: Actor, topic: Topic) -> Ruling:
    """Posts are moved to discussions that one keeps order in, and that are open."""
    closed = _("“%(title)s” is closed. Open it again first, then move posts there.")
    gone = _("There is no such topic, or you cannot see it.")
    return (
        unless(topic.hidden_at or not may_read(actor, topic.community), gone)
        and may_tidy_into(actor, topic.community)
        and unless(topic.is_closed, closed, title=topic.title)
    )


def may_restore_topic(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators bring a whole topic back, unless it was joined to another."""
    joined = _("It was joined to another topic, and its posts stand there now. Split them off there.")
    return may_tidy(actor, topic) and unless(topic.moved_count and not topic.post_count, joined)


def may_mark_duplicate(actor: Actor, topic: Topic) -> Ruling:
    """The asker and moderators say that a question is answered elsewhere, and take that back."""
    if not topic.is_question:
        return no(_("Only a question can be a duplicate. Join this topic to the other one instead."))
    is_open = is_open_for_writing(topic.community) and is_not_archived(topic)
    if may_moderate(actor, topic.community):
        return is_open
    return (
        takes_part(actor, topic)
        and only_if(actor.pk == topic.author_id, _("Only the person who asked, or a leader, can mark a duplicate."))
        and is_open
        and unless(topic.is_closed and not topic.duplicate_of_id, _("This question is closed. Ask a leader about it."))
    )


def may_lead_to(topic: Topic, target: Topic) -> Ruling:
    """A duplicate leads to another topic, directly, which all its readers can read."""
    private = target.community.visibility != "public" and target.community_id != topic.community_id
    return (
        unless(target.pk == topic.pk, _("A question cannot be a duplicate of itself. Choose another topic."))
        and unless(target.hidden_at, _("There is no such topic, or you cannot see it."))
        and unless(private, _("“%(title)s” cannot be read by everybody who reads this question."), title=target.title)
        and unless(
            target.duplicate_of_id, _("“%(title)s” is a duplicate itself. Choose where that one leads."),
            title=target.title,
        )
        and unless(topic.duplicates.exists(), _("Other questions lead to this one: mark the other as its duplicate."))
    )
