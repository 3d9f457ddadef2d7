"""Where that stands now which once stood elsewhere, in the archive or the forum that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....core.communities.models import Community
from ....lib.mail.whereabouts import names_at
from ..models import MailId, Topic
from .mails import digest

if TYPE_CHECKING:
    from ....core.people.models import Actor


def once_at(actor: Actor, address: str) -> tuple[Topic, int] | None:
    """The topic and the number in it of what was at an old address, as far as `actor` may read it."""
    names = [digest(f"id:{name}") for name in names_at(address)]
    if not names:
        return None
    # every community is named, because that is what the names are sorted by
    rows = MailId.objects.filter(digest__in=names, community__in=Community.objects.values("pk"))
    held = rows.values_list("digest", "post__topic_id", "post__number", "topic_id")
    places = [(names.index(bytes(name)), here or awaited, number or 1) for name, here, number, awaited in held]
    seen = Topic.objects.visible_to(actor).select_related("community").in_bulk({topic for _name, topic, _n in places})
    for _name, topic, number in sorted(places):
        if topic in seen:
            return seen[topic], number
    return None
