"""Bring a resource in, and word it anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.files.actions import attach
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....core.tags.models import Facet
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name, clean_title
from ...discussions.actions.writing import cooked
from ...discussions.models import Post, Topic
from .. import rules
from ..models import Contributor, Held, Resource, Tagged, Version
from ..queries import attached
from .links import follow
from .people import keepers_of, users_of

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.files.models import File
    from ....core.tags.models import Term

MOST_FILES, MOST_LINKS, MOST_TERMS, LONGEST_NOTE = 20, 20, 40, 600
_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is said of a resource."""

    title: str
    authors: str
    description: str
    context_note: str
    links: Sequence[tuple[str, str]] = ()  # words ("" shows the address), address
    terms: Sequence[Term] = ()
    files: Sequence[File] = field(default=())  # all that belong to it from now on
    year: int | None = None


@transaction.atomic
def propose(actor: User, community: Community, content: Content, *, source: Topic | None = None) -> Resource:
    """Begin a resource as a draft. Made of a topic, it names those who wrote there, as long as they let it."""
    require(rules.may_propose(actor, community))
    if source is not None and source.community_id != community.pk:
        raise NotPossible(_("A resource made of a topic belongs to the community of that topic."))
    resource = Resource(community=community, proposer=actor, owner=actor, source=source)
    _say(resource, content)
    resource.save()
    _keep(actor, resource, content, "")
    if source is not None:
        wrote = Post.objects.filter(topic=source, hidden_at=None).exclude(author=None).exclude(author=actor)
        people = User.objects.filter(pk__in=wrote.values("author"), is_active=True)
        Contributor.objects.bulk_create(Contributor(resource=resource, person=one) for one in people)
    let_go(actor, place_of(community, "library"))
    record(actor, "library.proposed", resource, community=community, facts={"topic": source.pk if source else None})
    return resource


@transaction.atomic
def revise(actor: User, resource: Resource, content: Content, *, changed: str = "") -> Resource:
    """Word it anew: a draft as it is, what was published as its next version, of which its users are told."""
    require(rules.may_revise(actor, resource))
    resource = Resource.objects.select_for_update().get(pk=resource.pk)
    changed = clean_name(changed, 300)
    if resource.is_on_shelf:
        if not changed:
            raise NotPossible(_("Say in a few words what you changed, for those who used it."))
        resource.number += 1
    if resource.is_stale:
        resource.found_fresh()
    _say(resource, content)
    resource.changed_at = timezone.now()
    resource.save()
    _keep(actor, resource, content, changed)
    let_go(actor, place_of(resource))
    entry = record(
        actor, "library.revised", resource, community=resource.community, facts={"version": resource.number}
    )
    if resource.is_on_shelf:
        notify(entry, users_of(resource), reason="used", group=resource.group)
        notify(entry, keepers_of(resource), reason="keeping", group=resource.group)
    return resource


def _say(resource: Resource, content: Content) -> None:
    """Set the words, after a look at their shape."""
    resource.title = clean_title(content.title)
    resource.authors = clean_title(content.authors)
    lines = content.context_note.strip().splitlines()
    resource.context_note = "\n".join(clean_name(line, 2 * LONGEST_NOTE) for line in lines)
    if not resource.title or not resource.authors:
        raise NotPossible(_("Give it a title, and say whose it is."))
    if not resource.context_note:
        raise NotPossible(_("Say why it fits a science center: that is what colleagues come here for."))
    if len(resource.context_note) > LONGEST_NOTE:
        raise NotPossible(
            _("Why it fits a science center has to be said in %(most)s characters.") % {"most": LONGEST_NOTE}
        )
    text = cooked(content.description)
    resource.description, resource.html, resource.excerpt = content.description.strip(), text.html, text.excerpt
    resource.cooked_with = text.version
    resource.links = [list(one) for one in _checked(content.links)]
    resource.year = content.year


def _checked(links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    if len(links) > MOST_LINKS:
        raise NotPossible(_("A resource has at most %(most)s links.") % {"most": MOST_LINKS})
    for _words, address in links:
        try:
            _ADDRESS(address)
        except ValidationError:
            raise NotPossible(
                _("“%(address)s” is not an address. It begins with https:// and has no spaces.")
                % {"address": address[:80]}
            ) from None
    return [(clean_name(words, 120), address[:1000]) for words, address in links]


def _keep(actor: User, resource: Resource, content: Content, changed: str) -> None:
    """Write its terms, its files and what this version says."""
    kinds = {one.facet for one in content.terms}
    if Facet.KIND not in kinds or len(content.terms) > MOST_TERMS:
        raise NotPossible(_("Say what kind of thing it is, so that others can find it."))
    resource.tagged.exclude(term__in=content.terms).delete()
    Tagged.objects.bulk_create([Tagged(resource=resource, term=one) for one in content.terms], ignore_conflicts=True)
    _hold(actor, resource, content.files)
    follow([resource])
    said = {name: getattr(resource, name) for name in ("title", "description", "html", "context_note", "links")}
    Version.objects.update_or_create(
        resource=resource, number=resource.number,
        defaults={**said, "by": actor, "changed": changed, "at": resource.changed_at},
    )  # fmt: skip


def _hold(actor: User, resource: Resource, files: Sequence[File]) -> None:
    """Hold these files from this version on, and no others; taken anew are only one's own, and those of its source."""
    held = {one.file_id: one for one in resource.held.filter(until=None)}
    if len(files) > MOST_FILES:
        raise NotPossible(_("A resource holds at most %(most)s files.") % {"most": MOST_FILES})
    given = {one.pk for one in attached(actor, resource.community, resource.source)} if resource.source else set()
    new = [one for one in files if one.pk not in held and (one.owner_id == actor.pk or one.pk in given)]
    gone = resource.held.filter(pk__in=[one.pk for pk, one in held.items() if pk not in {file.pk for file in files}])
    gone.filter(since=resource.number).delete()
    gone.update(until=resource.number)
    Held.objects.bulk_create([Held(resource=resource, file=one, since=resource.number) for one in new])
    attach(new)
