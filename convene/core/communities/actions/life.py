"""How a community begins, is described, changes its state and its address."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import cook
from ...drafts.actions import let_go
from ...drafts.models import place_of
from ...ledger.actions import record
from .. import rules
from ..models import RESERVED_SLUGS, Alias, Community, JoinPolicy, State, Visibility

if TYPE_CHECKING:
    from ...people.models import User

DESCRIBED = {
    "name",
    "short_name",
    "line",
    "purpose",
    "audience",
    "eligibility",
    "linked_body",
    "needs",
    "join_policy",
    "join_question",
    "visibility",
    "order",
}
NEXT = {
    State.ORGANIZING: (State.OPERATING, State.ARCHIVED),
    State.OPERATING: (State.ORGANIZING, State.DORMANT, State.ARCHIVED),
    State.DORMANT: (State.OPERATING, State.ARCHIVED),
    State.ARCHIVED: (State.DORMANT, State.OPERATING),
}


@transaction.atomic
def found(
    actor: User,
    *,
    slug: str,
    name: str,
    line: str,
    state: str = State.ORGANIZING,
    created_at: dt.datetime | None = None,
    **about: Any,
) -> Community:
    """Begin a community; `about` holds further fields that describe it (see `DESCRIBED`)."""
    require(rules.may_found(actor))
    _free_slug(slug)
    community = Community(slug=slug, name=name, line=line, state=State(state), created_at=created_at or timezone.now())
    _describe(community, about)
    community.save()
    record(actor, "communities.founded", community, community=community, facts={"state": community.state})
    return community


@transaction.atomic
def edit(actor: User, community: Community, **about: Any) -> Community:
    """Change how a community is described, seen and joined."""
    require(rules.may_edit(actor, community))
    changed = _describe(community, about)
    if "purpose" in about:
        let_go(actor, place_of(community, "purpose"))
    if changed:
        community.save(update_fields=changed | ({"purpose_html"} if "purpose" in changed else set()))
        record(actor, "communities.edited", community, community=community, facts={"fields": sorted(changed)})
    return community


@transaction.atomic
def set_state(actor: User, community: Community, *, state: str) -> Community:
    """Let a community begin to operate, rest, close, or come back."""
    require(rules.may_lead(actor, community))
    if state == community.state:
        return community
    if state not in NEXT[State(community.state)]:
        raise NotPossible(
            _("%(community)s is %(now)s, and cannot become that in one step.")
            % {"community": community, "now": State(community.state).label.lower()}
        )
    before, community.state = community.state, State(state)
    community.save(update_fields=["state"])
    facts = {"from": before, "to": community.state}
    record(actor, "communities.state_set", community, community=community, facts=facts)
    return community


@transaction.atomic
def rename(actor: User, community: Community, *, slug: str, name: str = "") -> Community:
    """Give a community another address; the old one leads to it for good."""
    require(rules.may_rename(actor, community))
    if slug != community.slug:
        community.aliases.filter(slug=slug).delete()
        _free_slug(slug)
        Alias.objects.create(slug=community.slug, community=community)
        community.slug = slug
    community.name = name or community.name
    community.save(update_fields=["slug", "name"])
    record(actor, "communities.renamed", community, community=community)
    return community


def _describe(community: Community, about: dict[str, Any]) -> set[str]:
    """Set the fields that differ, and return their names."""
    unknown = about.keys() - DESCRIBED
    if unknown:
        raise TypeError(f"communities have no {', '.join(sorted(unknown))} to describe")
    changed = {field for field, value in about.items() if getattr(community, field) != value}
    for field in changed:
        setattr(community, field, about[field])
    if community.join_policy not in JoinPolicy.values or community.visibility not in Visibility.values:
        raise NotPossible(_("Choose one of the ways to join and to be seen."))
    if community.visibility == Visibility.HIDDEN and community.join_policy != JoinPolicy.INVITED:
        raise NotPossible(_("Nobody can find a hidden community, so people join it by invitation. Choose that too."))
    if "purpose" in changed:
        community.purpose_html = cook(community.purpose).html
    return changed


def _free_slug(slug: str) -> None:
    taken = Community.objects.filter(slug=slug).exists() or Alias.objects.filter(slug=slug).exists()
    if taken or slug in RESERVED_SLUGS:
        raise NotPossible(_("The address “%(slug)s” is taken. Choose another one.") % {"slug": slug})
