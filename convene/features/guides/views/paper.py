"""The brief for leadership on one sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....core.people.models import User
from ....lib import paper as printer
from ....lib.errors import NotPossible, Unavailable
from ..queries.brief import released
from ..queries.outline import outline
from .found import find_round


@dataclass(frozen=True, slots=True)
class Fit:
    """How large the letters are, in points, and how much stands of each answer; 0 letters: all of it."""

    points: float
    letters: int = 0
    steps: int = 0


FITS = (Fit(11), Fit(9.5), Fit(8.5), Fit(8.5, 400, 2), Fit(8.5, 200, 1), Fit(7.5, 60))
SHEETS = {"a4": "A4", "letter": "letter"}


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief as a PDF of one page, smaller or shortened until it fits."""
    round, me = find_round(request, pk), cast(User, request.user)
    said = released(me, round)
    if not said:
        return redirect("guides:brief", round.pk)
    if not printer.is_there():
        raise Unavailable(
            _("This site makes no PDFs yet. Print the brief from your browser and save it as a PDF there.")
        )
    page = {
        "round": round, "outline": outline(round), "released": said, "today": timezone.localdate(),
        "language": get_language(),
    }  # fmt: skip
    sheet = SHEETS.get(request.GET.get("sheet", ""), "A4")
    try:
        printed = printer.first_that_fits([
            printer.Draft(render_to_string("guides/paper.html", page | {"fit": fit}), sheet, fit.points) for fit in FITS
        ])  # fmt: skip
    except printer.NotPrinted:
        raise Unavailable(_("The PDF could not be made. Try again, or print the brief from your browser.")) from None
    if printed is None:
        raise NotPossible(
            _("The brief holds too much for one page. Take some of it out, or print it from your browser.")
        )
    name = slugify(f"{round.team.name} {round.number}") or "brief"
    return HttpResponse(
        printed, content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "private, no-store"},
    )  # fmt: skip
