"""What leaders say to those who join, and where newcomers say hello."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.communities.rules import may_edit
from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ..models import Topic
from .writing import cooked

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User


@transaction.atomic
def write_welcome(actor: User, community: Community, *, text: str, topic: int | None = None) -> Community:
    """Welcome newcomers with a few words, and name the topic, one of the community's own, in which they say hello."""
    require(may_edit(actor, community))
    if topic and not Topic.objects.visible_to(actor).filter(pk=topic, community=community, closed_at=None).exists():
        raise NotPossible(_("Choose one of the open topics of %(community)s.") % {"community": community})
    community.welcome, community.welcome_topic = text.strip(), topic or None
    community.welcome_html = cooked(text).html if text.strip() else ""
    community.save(update_fields=["welcome", "welcome_html", "welcome_topic"])
    let_go(actor, place_of(community, "welcome"))
    record(actor, "discussions.welcome_written", community, community=community)
    return community
