"""Institutions, as they are found: those whose page somebody keeps, or where somebody works who shows it.

The others came with a list of tens of thousands. They are in the directory, where each letter is looked up; here their
"museum" and "science" would come before what members write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ...institutions.models import Belonging, Claim, Institution
from ...institutions.queries import with_people
from ...people.models import hue_of, initials_of
from .base import EVERYBODY, MEMBERS, Found, Line, Seen, Text

if TYPE_CHECKING:
    from ..reader import Reader

OF_PEOPLE = {"people.visibility_set", "people.suspended", "people.reinstated"}


class Institutions:
    """Answers for institutions."""

    one, many = _("Institution"), _("Institutions")
    rewords = "institutions.edited", "institutions.left", "institutions.joined", *OF_PEOPLE

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Those that are said otherwise, have other people, or whose people show themselves otherwise."""
        ours = [line for line in lines if line.verb.startswith("institutions.")]
        found = {line.subject_id for line in ours if line.subject_kind == "institutions.institution"}
        found |= {line.facts.get(key) for line in ours for key in ("other", "left")}
        found |= set(chain.from_iterable(line.facts.get("all", ()) for line in ours))
        claims = [line.subject_id for line in ours if line.subject_kind == "institutions.claim" and line.subject_id]
        people = [line.subject_id for line in lines if line.verb in OF_PEOPLE and line.subject_id]
        if claims:
            found |= set(Claim.objects.filter(pk__in=claims).values_list("institution_id", flat=True))
        if people:
            found |= set(Belonging.objects.filter(person__in=people).values_list("institution_id", flat=True))
        return {pk for pk in found if pk}

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones that are here by more than a list."""
        known = with_people(to_members=True).filter(pk__gt=obj).order_by("pk")
        return list(known.values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """Name and place, and what and where it is."""
        everybody = set(with_people(to_members=False).filter(pk__in=objs).values_list("pk", flat=True))
        for one in with_people(to_members=True).filter(pk__in=objs):
            is_public = one.pk in everybody
            yield Text(
                one.pk, EVERYBODY if is_public else MEMBERS, one.created_at, f"{one.name} {one.place}",
                f"{one.get_kind_display()} {one.country_name}", is_public=is_public,
            )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those of whose people the reader may know."""
        known = with_people(to_members=reader.actor.is_authenticated).filter(pk__in=objs).order_by()
        return {pk: Seen(pk, None, None) for pk in known.values_list("pk", flat=True)}

    def found(self, reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """Name, kind and place."""
        return {
            one.pk: Found(
                one.name, one.get_absolute_url(), "",
                note=" · ".join(filter(None, [str(one.get_kind_display()), one.where])),
                marks=["closed"] if one.is_closed else [], initials=initials_of(one.name), hue=hue_of(one.name),
            )
            for one in Institution.objects.visible_to(reader.actor).filter(pk__in=objs)
        }  # fmt: skip


INSTITUTIONS = Institutions()
