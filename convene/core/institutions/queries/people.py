"""Who is at an institution, and at which there is somebody, as far as others may know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from ..models import Belonging, Claim, Institution

if TYPE_CHECKING:
    from ...people.models import Actor, User

MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Who is at an institution, as far as one reader may know. `is_kept`: somebody there says what its page says."""

    is_kept: bool
    keepers: set[int] = field(default_factory=set)
    people: list[User] = field(default_factory=list)
    works_here: bool = False
    communities: list[Any] = field(default_factory=list)


def with_people(*, to_members: bool) -> QuerySet[Institution]:
    """Those whose page somebody keeps, or where somebody works who shows it to members, or else to everyone."""
    here = Belonging.objects.filter(institution=OuterRef("pk"), person__is_active=True, person__suspended_at=None)
    unsaid = Q(person__visibility__institution__isnull=True)  # which is for members: see User.visibility_of
    to_all = Q(person__visibility__institution="everyone")
    shown = here.filter(unsaid | to_all | Q(person__visibility__institution="members") if to_members else to_all)
    kept = Claim.objects.accepted().filter(institution=OuterRef("pk"))
    return Institution.objects.filter(Exists(kept) | Exists(shown), merged_into=None)


def page_about(viewer: Actor, institution: Institution) -> Page:
    """What `viewer` may know of who is there: the people who show them that they work there, and where those take part.

    Nothing is counted that is not named, so that nothing tells of those who do not show it. Two queries for visitors
    and members, three where somebody is named.
    """
    claims = institution.claims.accepted().values_list("person_id", flat=True)
    keepers = set(claims)
    if not viewer.is_authenticated:
        return Page(is_kept=bool(keepers))
    belongs = Belonging.objects.filter(institution=institution, person__is_active=True, person__suspended_at=None)
    own_first = Case(When(person=viewer, then=0), default=1)
    there = [one.person for one in belongs.select_related("person").order_by(own_first, "since")[:MOST_PEOPLE]]
    shown = [one for one in there if one.shows("institution", viewer)]
    people = sorted(shown, key=lambda one: (one.pk not in keepers, one.name.casefold(), one.pk))
    return Page(bool(keepers), keepers, people, viewer in there, _communities_of(viewer, shown))


def _communities_of(viewer: Actor, people: list[User]) -> list[Any]:
    """Communities of these people that `viewer` may read in, as their profiles say it."""
    if not people:
        return []
    communities = apps.get_model("communities", "Community")._default_manager  # they lie above institutions
    return list(communities.readable_by(viewer).filter(memberships__person__in=people).distinct().order_by("name"))
