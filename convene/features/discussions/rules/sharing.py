"""Who may share a topic with another community, and who takes it out there again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....core.communities.rules import is_member, is_open_for_writing, knows, may_moderate
from ....lib.ruling import Ruling, no, only_if, unless
from .topics import is_not_archived

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import Actor
    from ..models import Share, Topic


def may_share(actor: Actor, topic: Topic) -> Ruling:
    """Moderators share topics of their community; authors do where everybody reads along anyway."""
    kept = _("Only members know of %(community)s, so what is said there is not shown anywhere else.")
    gone = _("This topic was taken down or moved. Reload the page to see where it is.")
    is_possible = (
        unless(topic.hidden_at, gone)
        and unless(topic.community.visibility == "hidden", kept, community=topic.community)
        and is_open_for_writing(topic.community)
        and is_not_archived(topic)
    )
    if may_moderate(actor, topic.community):
        return is_possible
    private = _("Only members read %(community)s. Ask one of its leaders to share this with another community.")
    return (
        is_member(actor, topic.community)
        and only_if(actor.pk == topic.author_id, _("Only the person who started this, or a leader, can share it."))
        and only_if(topic.community.visibility == "public", private, community=topic.community)
        and is_possible
    )


def may_share_with(actor: Actor, topic: Topic, community: Community) -> Ruling:
    """Topics are shared with open communities that one belongs to; of one that one may not see nothing is said."""
    if not knows(actor, community.pk, community.visibility):
        return no(_("There is no such community, or you cannot see it. Choose one of those that you belong to."))
    closed = _("Only members know of %(community)s, so it shows no topics of others. Put a link there instead.")
    outside = _("You can share topics only with communities that you belong to. Join %(community)s first.")
    own = _("It stands in %(community)s already. Choose another community.")
    return (
        unless(community.pk == topic.community_id, own, community=community)
        and unless(community.visibility == "hidden", closed, community=community)
        and (may_moderate(actor, community) or only_if(is_member(actor, community), outside, community=community))
        and is_open_for_writing(community)
    )


def may_unshare(actor: Actor, share: Share) -> Ruling:
    """Moderators of either community, the author and whoever shared it take a topic out."""
    topic = share.topic
    is_own = bool(actor.pk) and actor.pk in {topic.author_id, share.by_id}
    return only_if(
        is_own or may_moderate(actor, topic.community) or may_moderate(actor, share.community),
        _("Only its author, whoever shared it, and the leaders of either community can take it out."),
    )


def refuses(actor: Actor, share: Share) -> bool:
    """Whether it is the other community that takes the topic out, so that only it can bring it back."""
    is_own = actor.pk in {share.topic.author_id, share.by_id} or bool(may_moderate(actor, share.topic.community))
    return not is_own
