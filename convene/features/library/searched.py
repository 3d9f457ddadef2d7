"""Answers for resources where the search asks: see core/search/kinds/base.py. What the lists show can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...core.communities.models import Visibility
from ...core.search.kinds.base import Found, Line, Seen, Text
from ...core.tags.queries import vocabulary
from ...lib.database.prepared import Numbers, Prepared, listed
from ...lib.text import excerpt
from ...lib.ui.jinja import address
from .models import Held, Resource, Tagged
from .rules import SHELF

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...core.search.reader import Reader

KEY = "resource"
VERBS = {f"library.{verb}" for verb in ("published", "revised", "retired")}  # change by what it is found
ALL_OF_IT = 1_000_000  # letters


class Resources:
    """Answers for resources."""

    one, many = _("Resource"), _("Resources")
    rewords = ("library.revised",)

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Those that came onto the shelf, changed or left it, and all that answer to a term that was worded anew."""
        resources = {line.subject_id for line in lines if line.verb in VERBS and line.subject_id}
        terms = {line.subject_id for line in lines if line.verb == "tags.worded"}
        if terms:
            resources |= set(Tagged.objects.filter(term__in=terms - {None}).values_list("resource", flat=True))
        return resources

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones."""
        return list(Resource.objects.filter(pk__gt=obj).order_by("pk").values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """What each is, whose, and why it fits; it is found by its terms too, in every language that they have."""
        terms: dict[int, list[str]] = defaultdict(list)
        words = vocabulary().by_id
        for pk, term in Tagged.objects.filter(resource__in=objs).values_list("resource", "term"):
            terms[pk] += map(str, words[term].labels.values())
        rows = Resource.objects.filter(pk__in=objs, state__in=SHELF).order_by("pk").values_list(
            "pk", "community", Coalesce("published_at", "created_at"), "title", "authors", "context_note", "html",
            "community__visibility", "proposer",
        )  # fmt: skip
        for pk, community, at, title, authors, note, html, visibility, proposer in rows:
            yield Text(
                pk, community, at, title, _said(note, html), " ".join(chain([authors], terms[pk])), author=proposer,
                is_public=visibility == Visibility.PUBLIC,
            )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those that the library lists for the reader."""
        rows = _SEEN(resources=listed(objs))
        return {pk: Seen(pk, community, None) for pk, community in rows if community in reader.places}

    def found(self, _reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """Title, whose it is, why it fits and what it is, and how many used it."""
        return {
            pk: Found(
                title, address("library:resource", pk), _said(note, html), short or name,
                f"{address('library:browse')}?community={slug}", authors, at,
                note=_used_by(uses), slug=slug,
            )
            for pk, title, authors, note, html, at, uses, slug, name, short in _FOUND(resources=listed(objs))
        }  # fmt: skip


def held() -> QuerySet[Held, tuple[int, int]]:
    """The files of resources as they stand now: (file, resource)."""
    now = Held.objects.filter(until=None).order_by("pk")
    return now.annotate(thing=F("resource_id")).values_list("file_id", "thing")


def _used_by(number: int) -> str:
    words = ngettext("used by %(num)s institution", "used by %(num)s institutions", number)
    return words % {"num": number} if number else ""


def _said(note: str, html: str) -> str:
    return f"{note}\n{excerpt(html, ALL_OF_IT)}"


# What `Resource.objects.on_shelf` says, but for the communities, which the reader brings along; a test compares the two
_SEEN = Prepared(
    lambda resources: Resource.objects.filter(pk__in=Numbers(resources), state__in=SHELF)
    .order_by().values_list("pk", "community_id"),
    resources=str,
)  # fmt: skip
_FOUND = Prepared(
    lambda resources: Resource.objects.filter(pk__in=Numbers(resources)).order_by().values_list(
        "pk", "title", "authors", "context_note", "html", "published_at", "use_count", "community__slug",
        "community__name", "community__short_name",
    ),
    resources=str,
)  # fmt: skip
RESOURCES = Resources()
