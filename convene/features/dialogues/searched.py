"""Answers for dialogues where the search asks: see core/search/kinds/base.py.

Found is what lists offer to all who may read there: drafts and dialogues of teams are not, and neither is what
participants wrote, which can be taken down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...core.communities.models import Visibility
from ...core.search.kinds.base import EVERYBODY, Found, Line, Seen, Text
from ...lib.text import excerpt
from .models import Dialogue

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...core.search.reader import Reader

VERBS = {f"dialogues.{verb}" for verb in ("published", "edited", "brought_in")}  # change by what it is found
ALL_OF_IT = 1_000_000  # letters


class Dialogues:
    """Answers for dialogues."""

    one, many = _("Dialogue"), _("Dialogues")
    rewords = ("dialogues.edited",)

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Those that came into lists, or are said otherwise."""
        return {line.subject_id for line in lines if line.verb in VERBS and line.subject_id}

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones."""
        return list(_listed().filter(pk__gt=obj).order_by("pk").values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """The question, what is said about it, and who convenes it."""
        for one in _listed().filter(pk__in=objs).select_related("community"):
            place = one.community
            yield Text(
                one.pk, place.pk if place else EVERYBODY, one.published_at or one.begun_at, one.question, _said(one),
                one.convener, is_public=place is None or place.visibility == Visibility.PUBLIC,
            )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those of the network, and of communities where the reader may read."""
        rows = _listed().filter(pk__in=objs).order_by().values_list("pk", "community")
        return {pk: Seen(pk, place, None) for pk, place in rows if place is None or place in reader.places}

    def found(self, _reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """The question, where and by whom it is asked, and how many took part."""
        return {
            one.pk: Found(
                one.question, one.get_absolute_url(), _said(one), author=one.convener, at=one.opens_at,
                marks=["closed"] if one.state == "closed" else [], note=_took_part(one.voter_count),
                slug=one.community.slug if one.community else "",
            )
            for one in Dialogue.objects.filter(pk__in=objs).select_related("community")
        }  # fmt: skip


def _listed() -> QuerySet[Dialogue]:
    return Dialogue.objects.filter(team=None).exclude(published_at=None)


def _said(one: Dialogue) -> str:
    return f"{excerpt(one.background_html, ALL_OF_IT)}\n{one.outcome}".strip()


def _took_part(people: int) -> str:
    return ngettext("%(num)s person", "%(num)s people", people) % {"num": people} if people else ""


DIALOGUES = Dialogues()
