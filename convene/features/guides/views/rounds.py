"""A team's way through the guide: its stages, and the questions of a round."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.frameworks.models import Kind
from ....core.frameworks.queries import texts
from ....core.notifications.actions import read_group
from ....core.people.models import User
from ....core.rounds import actions as rounds
from ....core.rounds import rules as rounds_rules
from ....core.steps.queries import of_the_round_before
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ..forms import CloseForm
from ..queries.going import lines, path
from ..queries.outline import outline
from .found import crumbs_of, find_round, find_team


@require_GET
def stages(request: HttpRequest, pk: int) -> HttpResponse:
    """The stages of the guide, and how far the team has come."""
    team, text = find_team(request, pk), texts().guide
    page = {
        "team": team, "text": text, "crumbs": crumbs_of(team)[:1],
        "path": path(cast(User, request.user), team, text) if text else [],
    }  # fmt: skip
    return render(request, "guides/stages.html", page)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round of a stage."""
    team, text, stage = find_team(request, pk), texts().guide, request.POST.get("stage", "")
    if text is None or stage not in {one.key for one in text.stages}:
        raise NotPossible(_("Choose a stage of the guide."))
    made = rounds.begin(cast(User, request.user), team, kind=Kind.GUIDE, stage=stage)
    messages.success(request, _("The round has begun, and the others are told. Answer the first question alone."))
    return redirect("guides:round", made.pk)


@require_GET
def round(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a round, and what of it is yours to do."""
    one, me = find_round(request, pk), cast(User, request.user)
    read_group(me, one.group)
    found = lines(me, one)
    page = {
        "round": one, "outline": outline(one), "lines": {each.question.key: each for each in found},
        "done": sum(1 for each in found if each.state in {"shared", "skipped"}), "of": len(found),
        "next": next((each for each in found if each.state in {"", "begun"}), None),
        "asks": [each for each in found if each.ours and each.ours.ask_at],
        "may_close": rounds_rules.may_close(me, one), "last_steps": of_the_round_before(me, one),
        "crumbs": crumbs_of(one.team),
    }  # fmt: skip
    return render(request, "guides/round.html", page)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round, and say when the team comes back."""
    one = find_round(request, pk)
    require(rounds_rules.may_close(request.user, one))
    later = timezone.localdate() + dt.timedelta(days=outline(one).text.revisit_days)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"revisit_on": later})
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "revisit_on"):
            rounds.close(cast(User, request.user), one, **form.cleaned_data)
            messages.success(request, _("The round is closed. What you said stays."))
            return redirect("guides:round", one.pk)
    page = {"round": one, "form": form, "crumbs": crumbs_of(one.team, one)}
    return render(request, "guides/close.html", page, status=422 if form.errors else 200)


@require_GET
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """What to ask the partner: to be printed, or mailed."""
    one = find_round(request, pk)
    asks = [each for each in lines(cast(User, request.user), one) if each.ours and each.ours.ask_at]
    body = "\n\n".join([
        _("We are thinking about how we work together, and would like to hear from you on these questions."),
        *(f"{number}. {each.question.text}" for number, each in enumerate(asks, 1)),
    ])  # fmt: skip
    page = {
        "round": one, "asks": asks, "crumbs": crumbs_of(one.team, one),
        "mail": {"subject": _("Questions from %(team)s") % {"team": one.team}, "body": body},
        "back": reverse("guides:round", args=[one.pk]),
    }  # fmt: skip
    return render(request, "guides/partner.html", page)
