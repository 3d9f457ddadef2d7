"""What the page of a resource shows besides itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from ....core.files.models import File
from ....core.tags.models import Facet, Term
from ...discussions.models import Post, Topic
from ..models import Collection, Contributor, Found, Held, Link, Look, Placed, Resource, Tagged, Use, Version
from .beside import Related, related_to
from .looks import looks_at

if TYPE_CHECKING:
    from ....core.people.models import Actor

MOST_USES, MOST_POSTS, MOST_TOPICS = 20, 3, 10
TELLING = (Facet.TOPIC, Facet.STAGE, Facet.APPROACH, Facet.ATTRIBUTE)  # what makes things alike


@dataclass(slots=True)
class Page:
    """A resource with all that its page shows."""

    resource: Resource
    terms: dict[str, list[Term]]
    files: list[File]
    uses: list[Use]
    mine: Use | None
    named: list[Contributor]
    my_part: Contributor | None
    versions: list[Version]
    topic: Topic | None
    posts: list[Post]
    mentions: list[Topic]
    related: list[Related]
    placed: list[Placed]
    links: dict[str, Link]  # by address, those of which there is something to say
    looks: list[Look]
    my_look: Look | None

    @property
    def looked(self) -> list[Look]:
        """Those who looked at it themselves, the latest first."""
        return [one for one in self.looks if one.found != Found.UNUSED]

    @property
    def licence(self) -> Term | None:
        """What one may do with it."""
        return next(iter(self.terms.get(Facet.LICENCE, ())), None)


def resource_page(actor: Actor, resource: Resource) -> Page:
    """All of it, as far as `actor` may see it. Fifteen queries at most."""
    terms = list(Term.objects.filter(pk__in=Tagged.objects.filter(resource=resource).values("term")))
    by_facet = {facet: [one for one in terms if one.facet == facet] for facet in Facet.values}
    held = Held.objects.filter(resource=resource, until=None).select_related("file").order_by("pk")
    uses = list(resource.uses.filter(hidden_at=None).select_related("person").order_by("-at")[:MOST_USES])
    contributors = list(resource.contributors.select_related("person").order_by("pk"))
    looks = looks_at(resource)
    topic, mentions = _talk(actor, resource)
    return Page(
        resource=resource,
        terms={facet: found for facet, found in by_facet.items() if found},
        files=[one.file for one in held],
        uses=uses,
        mine=_mine(actor, resource, uses),
        named=[one for one in contributors if one.is_named is not False],
        my_part=next((one for one in contributors if one.person_id == actor.pk), None) if actor.pk else None,
        versions=list(resource.versions.select_related("by").defer("description", "html")[:20]),
        topic=topic,
        posts=_posts(topic),
        mentions=mentions,
        related=related_to(actor, resource, [one for one in terms if one.facet in TELLING]),
        placed=list(
            Placed.objects.filter(resource=resource, collection__in=Collection.objects.visible_to(actor))
            .select_related("collection").order_by("-collection__is_path", "pk")[:5]
        ),
        links={one.address: one for one in resource.checked.to_mention()} if resource.links else {},
        looks=looks,
        my_look=next((one for one in looks if one.person_id == actor.pk), None) if actor.pk else None,
    )  # fmt: skip


def _mine(actor: Actor, resource: Resource, uses: list[Use]) -> Use | None:
    if not actor.pk:
        return None
    shown = next((one for one in uses if one.person_id == actor.pk), None)
    return shown or (resource.uses.filter(person_id=actor.pk).first() if len(uses) == MOST_USES else None)


def _talk(actor: Actor, resource: Resource) -> tuple[Topic | None, list[Topic]]:
    """The discussion about it, and others in which it is linked to: one query."""
    about = Q(pk__in=resource.mentions.values("topic")) | Q(pk__in=[resource.topic_id or 0, resource.source_id or 0])
    seen = Topic.objects.visible_to(actor).filter(about).select_related("community").order_by("-last_post_at", "-pk")
    topics = list(seen[: MOST_TOPICS + 2])
    topic = next((one for one in topics if one.pk == resource.topic_id), None)
    return topic, [one for one in topics if one is not topic][:MOST_TOPICS]


def _posts(topic: Topic | None) -> list[Post]:
    """The latest words in the discussion about it, the newest last."""
    if topic is None:
        return []
    shown = Post.objects.filter(topic=topic, hidden_at=None).select_related("author").order_by("-number")
    return list(shown[:MOST_POSTS])[::-1]


def files_held(actor: Actor) -> Q:
    """The files of resources that `actor` may open, those of earlier versions too."""
    return Q(pk__in=Held.objects.filter(resource__in=Resource.objects.visible_to(actor)).values("file_id"))
