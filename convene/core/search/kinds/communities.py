"""Communities, as they are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ....lib.text import excerpt
from ...communities.models import Community, Visibility
from .base import EVERYBODY, Found, Line, Seen, Text

if TYPE_CHECKING:
    from ..reader import Reader

VERBS = {"founded", "edited", "state_set", "renamed", "proposal_accepted"}
ENOUGH = 2_000


class Communities:
    """Answers for communities."""

    one, many = _("Community"), _("Communities")
    rewords = "communities.edited", "communities.renamed"

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Whatever of them changed."""
        verbs = {f"communities.{verb}" for verb in VERBS}
        return {line.community for line in lines if line.verb in verbs and line.community}

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones."""
        return list(Community.objects.filter(pk__gt=obj).order_by("pk").values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """Their names, and what they say of themselves."""
        for one in Community.objects.filter(pk__in=objs):
            is_hidden = one.visibility == Visibility.HIDDEN
            body = "\n".join([one.line, one.audience, one.linked_body, excerpt(one.purpose_html, ENOUGH * 10)])
            yield Text(
                one.pk, one.pk if is_hidden else EVERYBODY, one.created_at, f"{one.name} {one.short_name}", body,
                is_public=not is_hidden,
            )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those that the reader may know of."""
        known = Community.objects.visible_to(reader.actor).filter(pk__in=objs).order_by()
        return {pk: Seen(pk, pk, None) for pk in known.values_list("pk", flat=True)}

    def found(self, _reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """Name, line, and how many belong to them."""
        return {
            one.pk: Found(
                one.name, reverse("discussions:community", args=[one.slug]),
                "\n".join(filter(None, [one.line, excerpt(one.purpose_html, ENOUGH)])),
                note=ngettext("%(num)s member", "%(num)s members", one.member_count) % {"num": one.member_count},
                slug=one.slug,
            )
            for one in Community.objects.filter(pk__in=objs)
        }  # fmt: skip


COMMUNITIES = Communities()
