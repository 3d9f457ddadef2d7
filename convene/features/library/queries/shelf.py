"""The library's list: what a reader chose, how many there are of each term, and a page of resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.ledger.head import UntilNext
from ....core.tags.models import Facet, Term
from ....core.tags.queries import Vocabulary, vocabulary
from ..models import Resource, Tagged, Use
from ..rules import SHELF

if TYPE_CHECKING:
    from django.http import QueryDict

    from ....core.people.models import Actor

PAGE = 20
COMMUNITY = "community"
SORTS = {"used": ("-use_count", "-published_at", "-pk"), "new": ("-published_at", "-pk"), "title": ("title", "pk")}
Chosen = Mapping[str, Sequence[str]]  # facet, or "community" -> slugs


@dataclass(frozen=True, slots=True)
class Choice:
    """A term as a facet shows it: how many resources there are if one adds it to what is chosen."""

    facet: str
    slug: str
    label: str
    count: int
    is_chosen: bool
    without: str = ""  # the address without it, for those that are chosen


@dataclass(slots=True)
class Shelf:
    """A page of the library's list."""

    rows: list[Resource]
    total: int
    number: int
    pages: int
    facets: list[tuple[str, str, list[Choice]]]  # name in the address, label, its terms
    chosen: list[Choice]
    sort: str
    address: str  # of this list, to which a page is added
    names: dict[int, Community] = field(default_factory=dict)
    is_narrowed: bool = False  # by anything, if only by a term that there is no more


def chosen_in(query: QueryDict) -> dict[str, list[str]]:
    """What an address chooses: at most 20 slugs of each facet, in an order of their own."""
    names = (*Facet.values, COMMUNITY)
    found = {name: sorted({slug[:60] for slug in query.getlist(name)[:20] if slug}) for name in names}
    return {name: slugs for name, slugs in found.items() if slugs}


def shelf(actor: Actor, chosen: Chosen, *, sort: str = "used", number: int = 1, now: str = "") -> Shelf:
    """A page of what `actor` may read. Six queries at most: two of them count, and are kept until something happens."""
    words = vocabulary(now)
    names = {one.pk: one for one in Community.objects.readable_by(actor).only("slug", "name", "short_name", "order")}
    wanted = _wanted(words, names, chosen)
    by_term, by_community = _COUNTS(now, tuple(sorted(names)), _frozen(wanted))
    places = wanted.get(COMMUNITY)
    total = sum(count for pk, count in by_community.items() if places is None or pk in places)
    pages = max((total + PAGE - 1) // PAGE, 1)
    if sort not in SORTS or not 1 <= number <= pages:
        raise LookupError(number)
    found = _found(tuple(names), wanted)
    rows = list(_for_rows(found.order_by(*SORTS[sort]))[(number - 1) * PAGE : number * PAGE]) if total else []
    for row in rows:
        row.community = names[row.community_id]
    facets = [(one.value, str(one.label), _choices(words.by_facet[one], by_term, chosen, sort)) for one in Facet]
    facets.append((COMMUNITY, _("Community"), _communities(names, by_community, chosen, sort)))
    facets = [(name, label, choices) for name, label, choices in facets if choices]
    return Shelf(
        rows, total, number, pages, facets, [one for _n, _l, choices in facets for one in choices if one.is_chosen],
        sort, _address(chosen, sort), names, bool(chosen),
    )  # fmt: skip


def listed(actor: Actor, chosen: Chosen, *, sort: str = "used") -> QuerySet[Resource]:
    """All of what `actor` may read of it, in the order of the list, with its terms; of any length."""
    words = vocabulary()
    names = {one.pk: one for one in Community.objects.readable_by(actor).only("slug", "name", "short_name", "order")}
    found = _found(tuple(names), _wanted(words, names, chosen))
    return found.order_by(*SORTS.get(sort, SORTS["used"])).select_related("community").prefetch_related("terms")


def _wanted(words: Vocabulary, names: Mapping[int, Community], chosen: Chosen) -> dict[str, tuple[int, ...]]:
    """Numbers instead of slugs; what there is not (or is not to be known of) finds nothing."""
    slugs = {one.slug: pk for pk, one in names.items()}
    found: dict[str, tuple[int, ...]] = {}
    for name, asked in chosen.items():
        if name == COMMUNITY:
            found[name] = tuple(slugs.get(slug, 0) for slug in asked)
        else:
            terms = [words.find(name, slug) for slug in asked]
            found[name] = tuple(term.pk if term else 0 for term in terms)
    return found


def _frozen(wanted: Mapping[str, tuple[int, ...]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(sorted(wanted.items()))


def _condition(name: str, pks: tuple[int, ...], at: str = "") -> Q:
    """That a resource answers to one of these; `at` leads to the resource."""
    if name == COMMUNITY:
        return Q(**{f"{at}community__in": pks})
    return Q(**{f"{at}pk__in": Tagged.objects.filter(term__in=pks).values("resource")})


def _found(places: tuple[int, ...], wanted: Mapping[str, tuple[int, ...]]) -> QuerySet[Resource]:
    found = Resource.objects.filter(community__in=places, state__in=SHELF)
    for name, pks in wanted.items():
        found = found.filter(_condition(name, pks))
    return found


def _read_counts(
    places: tuple[int, ...], frozen: tuple[tuple[str, tuple[int, ...]], ...]
) -> tuple[dict[int, int], dict[int, int]]:
    """How many there are of each term and community: what is chosen of the same facet adds up, of others narrows."""
    wanted = dict(frozen)
    there = Q(resource__community__in=places, resource__state__in=SHELF)
    others = ~Q(term__facet__in=[name for name in wanted if name != COMMUNITY])
    for name, pks in wanted.items():
        others &= _condition(name, pks, "resource__")
    fits = others
    for facet in wanted:
        if facet != COMMUNITY:
            same = Q(term__facet=facet)
            for name, pks in wanted.items():
                same &= Q() if name == facet else _condition(name, pks, "resource__")
            fits |= same
    by_term = Tagged.objects.filter(there & fits).values_list("term").annotate(n=Count("pk")).order_by()
    narrowed = _found(places, {name: pks for name, pks in wanted.items() if name != COMMUNITY})
    by_community = narrowed.values_list("community").annotate(n=Count("pk")).order_by()
    return dict(by_term), dict(by_community)


_COUNTS = UntilNext(_read_counts, most=64)


def _for_rows(found: QuerySet[Resource]) -> QuerySet[Resource]:
    """With the latest sentence of somebody who used it, and its terms."""
    last = Use.objects.filter(resource=OuterRef("pk"), hidden_at=None).order_by("-at").values("sentence")[:1]
    return found.annotate(said=Subquery(last)).defer("description", "html").prefetch_related("terms")


def _choices(terms: Sequence[Term], counts: Mapping[int, int], chosen: Chosen, sort: str) -> list[Choice]:
    """Those that find something, and those that are chosen."""
    found = []
    for term in terms:
        is_chosen = term.slug in chosen.get(term.facet, ())
        if counts.get(term.pk) or is_chosen:
            without = _address(_less(chosen, term.facet, term.slug), sort) if is_chosen else ""
            found.append(Choice(term.facet, term.slug, term.label, counts.get(term.pk, 0), is_chosen, without))
    return found


def _communities(
    names: Mapping[int, Community], counts: Mapping[int, int], chosen: Chosen, sort: str
) -> list[Choice]:
    found = []
    for pk, one in sorted(names.items(), key=lambda item: item[1].order):
        is_chosen = one.slug in chosen.get(COMMUNITY, ())
        if counts.get(pk) or is_chosen:
            without = _address(_less(chosen, COMMUNITY, one.slug), sort) if is_chosen else ""
            found.append(Choice(COMMUNITY, one.slug, str(one), counts.get(pk, 0), is_chosen, without))
    return found


def _less(chosen: Chosen, name: str, slug: str) -> Chosen:
    left = defaultdict(list, {one: list(slugs) for one, slugs in chosen.items()})
    left[name].remove(slug)
    return {one: slugs for one, slugs in left.items() if slugs}


def _address(chosen: Chosen, sort: str) -> str:
    pairs: list[tuple[str, Any]] = [(name, slug) for name, slugs in chosen.items() for slug in slugs]
    return "?" + urlencode([*pairs, *([("sort", sort)] if sort != "used" else [])])
