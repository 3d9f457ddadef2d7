"""Take part: read who can know what, begin, vote, add what is missing, look at one's own votes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ....core.communities.models import Community
from ....core.communities.rules import knows
from ....core.notifications.actions import read_group
from ....lib.errors import NotPossible, Refusal
from ....lib.ui.forms import Attempt
from ....lib.web.numbers import number_in
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..alike import normal
from ..forms import SayForm
from ..models import Access, Dialogue, Value
from ..queries import Seat, find_dialogue, seat, seat_of
from . import voter
from .found import crumbs

VALUES = {"agree": Value.AGREE, "disagree": Value.DISAGREE, "pass": Value.PASS}


@login_not_required
@never_cache
@require_GET
def dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What one should know beforehand; for whoever has begun, the next statement."""
    here = find_dialogue(request.user, slug)
    key = voter.key(request, here)
    return _page(request, here, seat(here, key))


@login_not_required
@sent_from("dialogues:dialogue")
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a ballot."""
    here = find_dialogue(request.user, slug)
    who, said = voter.newcomer(request, here), request.POST
    try:
        actions.begin(
            request.user, here, who=who, puzzle=said.get("puzzle", ""), answer=said.get("answer", ""),
            address=voter.address_of(request),
        )  # fmt: skip
    except Refusal as no:
        if here.state != "open" or not rules.may_enter(request.user, here):
            raise
        return _page(request, here, None, refusal=no.sentence, status=no.status)
    return voter.remember(redirect(here), here, who)


@login_not_required
@sent_from("dialogues:dialogue")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Vote, and go on: a script is given the next statement at once, a browser without is sent to it."""
    here = find_dialogue(request.user, slug)
    key, said = voter.key(request, here), request.POST
    value = VALUES.get(said.get("vote", ""))
    if value is None:
        raise NotPossible(_("Choose agree, disagree or pass."))
    ballot = actions.vote(request.user, here, key, statement=number_in(said.get("statement", "")), value=value)
    if said.get("back") == "mine":
        return redirect("dialogues:mine", slug)
    if "HX-Request" in request.headers:
        return _page(request, here, seat_of(here, key, ballot))
    return redirect(here)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement; what nearly says the same is shown first."""
    here = find_dialogue(request.user, slug)
    mine = seat(here, voter.key(request, here))
    if mine is None:
        return redirect(here)
    form, near = SayForm(request.POST if request.method == "POST" else None), list[queries.Line]()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        near = [] if "anyway" in request.POST else queries.alike_in(here, text)
        with Attempt(form, "text"):
            if not near or normal(near[0].text) == normal(text):
                return _said(request, here, mine, text)
    page = {"dialogue": here, "form": form, "near": near, "crumbs": crumbs(here), "votes": mine.votes}
    return render(request, "dialogues/say.html", page, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_GET
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What one voted, each to be changed, and what became of what one wrote."""
    here = find_dialogue(request.user, slug)
    own = seat(here, voter.key(request, here))
    if request.user.is_authenticated:
        read_group(request.user, here.group)
    page = {
        "dialogue": here, "seat": own, "crumbs": crumbs(here), "may": rules.may_take_part(request.user, here),
        "follows": queries.follows(request.user, here),
        "written": queries.written_by(request.user, here, voter.written(request, here)),
    }  # fmt: skip
    return render(request, "dialogues/mine.html", page)


def _said(request: HttpRequest, here: Dialogue, mine: Seat, text: str) -> HttpResponse:
    made = actions.say(request.user, here, mine.ballot, text=text)
    thanks = _("Thank you. Others vote on it now.")
    said = _("Thank you. Somebody reads it before it appears.") if here.is_strict else thanks
    messages.success(request, said)
    response = redirect(here)
    voter.remember_written(request, response, here, made.pk)
    return response


def _page(request: HttpRequest, here: Dialogue, own: Seat | None, refusal: str = "", status: int = 200) -> HttpResponse:
    may = rules.may_take_part(request.user, here)
    begins = may and own is None
    page = {
        "dialogue": here, "seat": own, "may": may, "refusal": refusal, "is_live": "HX-Request" in request.headers,
        "may_run": rules.may_run(request.user, here), "may_see": rules.may_see_results(request.user, here),
        "asks_code": begins and here.access == Access.CODES,
        "puzzle": actions.puzzle_for(here, voter.address_of(request)) if begins else "",
        "community": _community(request, here),
        "account": queries.account_of(here) if here.state == "closed" else [],
        "follows": (own is None or own.next is None) and queries.follows(request.user, here),
    }  # fmt: skip
    return render(request, "dialogues/vote.html" if own and may else "dialogues/before.html", page, status=status)


def _community(request: HttpRequest, here: Dialogue) -> Community | None:
    """Where it belongs, for those who may know of that."""
    place = here.community
    return place if place and knows(request.user, place.pk, place.visibility) else None
