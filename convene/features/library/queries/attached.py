"""Files that stand in topics and can go along into a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....core.files.models import File
from ...discussions.models import Attachment, Post

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User
    from ...discussions.models import Topic

MOST = 20


def attached(actor: User, community: Community, source: Topic | None) -> list[File]:
    """Those in the topic it is made of, or one's own in topics of its community, the newest first. One query."""
    posts = Post.objects.visible_to(actor)
    posts = posts.filter(topic=source) if source else posts.filter(topic__community=community, author=actor)
    files = File.objects.filter(pk__in=Attachment.objects.filter(post__in=posts).values("file"))
    return list((files if source else files.filter(owner=actor)).order_by("-pk")[:MOST])
