"""Where on earth the institutions that fit are: counted by the database, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, F, IntegerField, Max, Min
from django.db.models.functions import Cast, Floor
from django.urls import reverse

from ....lib.ui.drawings.map import Group, View
from .finding import fitting

if TYPE_CHECKING:
    from ...people.models import Actor
    from .finding import Box, Wish


@dataclass(frozen=True, slots=True)
class Spread:
    """How many fit, how many of them lie somewhere that is known, and the box that holds these."""

    total: int
    placed: int
    box: Box | None

    @property
    def unplaced(self) -> int:
        """How many are in the list and not on the map."""
        return self.total - self.placed


def spread(actor: Actor, wish: Wish) -> Spread:
    """How those that fit are spread. One query."""
    told = fitting(actor, wish).order_by().aggregate(
        total=Count("pk"), placed=Count("latitude"), west=Min("longitude"), south=Min("latitude"),
        east=Max("longitude"), north=Max("latitude"),
    )  # fmt: skip
    box = (told["west"], told["south"], told["east"], told["north"]) if told["placed"] else None
    return Spread(told["total"], told["placed"], wish.box or box)


def groups(actor: Actor, wish: Wish, view: View, to: Callable[[Box], str]) -> list[Group]:
    """Those that fit, by the cells of the view; one alone leads to its page, others `to` their box. One query."""
    placed = fitting(actor, wish).order_by().filter(latitude__isnull=False)
    column = Cast(Floor((F("longitude") - view.west) / view.cell), IntegerField())
    row = Cast(Floor((view.north - F("latitude")) / view.cell_high), IntegerField())
    cells = placed.values(column=column, row=row).annotate(
        count=Count("pk"), east=Avg("longitude"), north=Avg("latitude"), title=Min("name"), first=Min("pk")
    )
    made = []
    for one in cells.order_by("row", "column"):
        at, alone = (one["column"], one["row"]), one["count"] == 1
        address = reverse("institutions:institution", args=[one["first"]]) if alone else to(view.box_of(*at))
        made.append(Group(*at, one["count"], one["east"], one["north"], one["title"], address))
    return made
