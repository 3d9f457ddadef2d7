"""All votes of a poll as a table."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ....lib.ruling import require
from ....lib.text.cells import guarded
from ....lib.ui.dates import iso
from .. import queries, rules
from ..models import ANSWERS
from .find import visible_poll


@require_GET
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """A line for each vote, as far as the page shows it: without names where votes have none, and then in no order."""
    here = visible_poll(request, pk)
    require(rules.may_see_results(here))
    answers, cast = here.answers, queries.votes_of(here)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="votes-{here.pk}.csv"'
    answer.write("\ufeff")  # without it spreadsheets take UTF-8 for something else
    table = csv.writer(answer)
    named = [] if here.is_anonymous else ["name", "voted_at"]
    table.writerow([*named, *(["answer"] if here.kind in ANSWERS else map(guarded, answers.values())), "reason"])
    for one in cast:
        who = [guarded(one.person.name) if one.person else "", iso(one.at) if one.at else ""] if named else []
        given = list(one.choices) if here.kind in ANSWERS else [str(one.choices.get(key, "")) for key in answers]
        table.writerow([*who, *given, guarded(one.reason)])
    return answer
