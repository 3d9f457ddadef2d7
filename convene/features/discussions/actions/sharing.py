"""Show a topic in another community as well, and take it out there again: one topic, no copy."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.communities.rules import KEEPS_ORDER, may_moderate
from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.moderation.models import Mode
from ....core.moderation.queries.policy import circumstances, mode_for, trust_of
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import MOST_SHARES, Reach, Share, Topic
from .carrying import locked
from .guests import recount_guests
from .order import set_topic
from .writing import readers_of, without_muted


@transaction.atomic
def share(actor: User, topic: Topic, community: Community, *, reach: str = Reach.SAME) -> Topic:
    """Show a topic in another community as well; its own stays where it belongs, and keeps its rules.

    `reach` is who can read it in addition, as the person was told before they agreed.

    raises: NotAllowed for who may not; NotPossible for what is there already, for too many, and where who can read
    has changed meanwhile.
    """
    (topic,) = locked(topic)
    community = Community.objects.get(pk=community.pk)  # who reads there may have changed
    check_sharing(actor, topic, community)
    if reach != rules.reach_of(topic.community, community):
        raise NotPossible(_("Who can read there has changed meanwhile. Look again at what will happen."))
    Share.objects.update_or_create(
        topic=topic, community=community,
        defaults={
            "home": topic.community, "by": actor, "at": timezone.now(), "reach": reach, "refused_at": None,
            "last_post_at": topic.last_post_at,
        },
    )  # fmt: skip
    _settled(topic, community)
    entry = record(actor, "discussions.shared", topic, community=community, facts={"home": topic.community_id})
    author = readers_of(*topic.places).filter(pk=topic.author_id or 0)
    notify(entry, without_muted(author, topic.pk), reason="shared", group=topic.group)
    keepers = User.objects.filter(memberships__community=community, memberships__role__in=KEEPS_ORDER)
    notify(entry, keepers, reason="shared_here", group=topic.group)
    return topic


@transaction.atomic
def unshare(actor: User, topic: Topic, community: Community) -> Topic:
    """Take a topic out of a community that it is shared with; where it is not shown any more, nothing happens.

    What the other community took out itself is brought back only by those who keep order there.
    """
    (topic,) = locked(topic)
    kept = next((one for one in topic.shares_in_force if one.community_id == community.pk), None)
    if kept is None:
        return topic
    kept.topic = topic
    require(rules.may_unshare(actor, kept))
    told = readers_of(topic.community).filter(pk__in=[topic.author_id or 0, kept.by_id or 0])
    if rules.refuses(actor, kept):
        Share.objects.filter(pk=kept.pk).update(refused_at=timezone.now())
    else:
        kept.delete()
    _settled(topic, community)
    entry = record(actor, "discussions.unshared", topic, community=community, facts={"home": topic.community_id})
    notify(entry, told, reason="unshared", group=topic.group)
    return topic


def check_sharing(actor: User, topic: Topic, community: Community) -> None:
    """Go on when a topic can be shared with a community that would let the person post there at once.

    raises: NotAllowed, NotPossible.
    """
    require(rules.may_share(actor, topic) and rules.may_share_with(actor, topic, community))
    there = {"community": community}
    if any(one.community_id == community.pk for one in topic.shares_in_force):
        raise NotPossible(_("%(community)s shows it already.") % there)
    if len(topic.shares_in_force) >= MOST_SHARES:
        raise NotPossible(
            _("It is shared with %(most)s communities already. Take it out of one of them first.")
            % {"most": MOST_SHARES}
        )
    if may_moderate(actor, community):
        return
    if Share.objects.filter(topic=topic, community=community).exclude(refused_at=None).exists():
        raise NotPossible(_("%(community)s took it out. Ask one of its leaders to bring it back.") % there)
    now = circumstances(actor, community)
    if mode_for(now.personal.mode, now.policy.mode, None) == Mode.HELD:
        raise NotPossible(
            _("In %(community)s a moderator looks first at what appears. Ask one of them to share this.") % there
        )
    if not (now.personal.mode or now.personal.has_grown or trust_of(actor, now.policy).has_grown):
        raise NotPossible(_("Newcomers cannot share topics yet. Ask a leader of %(community)s to do it.") % there)
    check_words(actor, community, topic.title)


def _settled(topic: Topic, community: Community) -> None:
    """Keep the counts, and look at the shares as they are now."""
    set_topic(topic, share_count=Share.objects.filter(topic=topic, refused_at=None).count())
    topic.__dict__.pop("shares_in_force", None)
    recount_guests([community.pk])


def show_alike(topic: Topic, target: Topic) -> None:
    """A topic that was split off is shown where its posts were shown before; the caller settles the counts."""
    alike = [
        Share(
            topic=target, home=target.community, community=one.community, by=one.by, reach=one.reach,
            last_post_at=target.last_post_at,
        )  # fmt: skip
        for one in topic.shares_in_force
    ]
    Share.objects.bulk_create(alike)
    set_topic(target, share_count=len(alike))


def share_no_more(topic: Topic) -> None:
    """Let go of what shows a topic no more: after it was moved, or joined to another."""
    dormant = Share.objects.filter(topic=topic, refused_at=None)
    if not topic.hidden_at:
        dormant = dormant.exclude(pk__in=Share.objects.in_force().filter(topic=topic).values("pk"))
    dormant.delete()
    set_topic(topic, share_count=Share.objects.filter(topic=topic, refused_at=None).count())
    topic.__dict__.pop("shares_in_force", None)
