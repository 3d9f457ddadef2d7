"""Take part: read who can know what, begin, vote, add what is missing, look at one's own votes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
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
from ..forms import SayForm
from ..models import Access, Dialogue, Value
from ..queries import Seat, find_dialogue, seat, seat_of
from . import voter
from .found import crumbs
from .voter import way_of
from .way import Way

FIELD = "vote-"  # with the key of the statement, where several votes are sent together
VALUES = {"agree": Value.AGREE, "disagree": Value.DISAGREE, "pass": Value.PASS}


@login_not_required
@never_cache
@require_GET
def dialogue(request: HttpRequest, slug: str, *, is_framed: bool = False) -> HttpResponse:
    """What one should know beforehand; for whoever has begun, the next statement."""
    here = find_dialogue(request.user, slug)
    way = way_of(request, here, is_framed=is_framed)
    own = seat(here, voter.key(request, way))
    if way.kiosk and (way.kiosk.ended_at or own is None):
        return redirect(way.done)
    return _page(request, way, own)


@login_not_required
@sent_from("dialogues:dialogue")
def begin(request: HttpRequest, slug: str, *, is_framed: bool = False) -> HttpResponse:
    """Take a ballot."""
    here = find_dialogue(request.user, slug)
    way = way_of(request, here, is_framed=is_framed)
    who, said = voter.newcomer(request, way), request.POST
    try:
        actions.begin(
            way.actor(request), here, who=who, puzzle=said.get("puzzle", ""), answer=said.get("answer", ""),
            address=voter.address_of(request), kiosk=way.kiosk,
        )  # fmt: skip
    except Refusal as no:
        if here.state != "open" or not rules.may_enter(way.actor(request), here):
            raise
        return _page(request, way, None, refusal=no.sentence, status=no.status)
    return voter.remember(redirect(way.home + ("?begun=1" if way.is_framed else "")), way, who)


@login_not_required
@sent_from("dialogues:dialogue")
def vote(request: HttpRequest, slug: str, *, is_framed: bool = False) -> HttpResponse:
    """Vote, and go on: a script is given the next statement at once, a browser without is sent to it."""
    here = find_dialogue(request.user, slug)
    way = way_of(request, here, is_framed=is_framed)
    key, said = voter.key(request, way), request.POST
    value = VALUES.get(said.get("vote", ""))
    if value is None:
        raise NotPossible(_("Choose agree, disagree or pass."))
    number = number_in(said.get("statement", ""))
    ballot = actions.vote(way.actor(request), here, key, statement=number, value=value)
    if said.get("back") == "mine":
        return redirect(way.url("mine"))
    if "HX-Request" in request.headers:
        return _page(request, way, seat_of(here, key, ballot))
    return redirect(way.home)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, slug: str, *, is_framed: bool = False) -> HttpResponse:
    """Add a statement; what nearly says the same is shown first."""
    here = find_dialogue(request.user, slug)
    way = way_of(request, here, is_framed=is_framed)
    mine = seat(here, voter.key(request, way))
    if mine is None:
        return redirect(way.home)
    form, near = _say_form(request, here), list[queries.Line]()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        near = [] if "anyway" in request.POST else queries.alike_in(here, text)
        with Attempt(form, "text"):
            if not near:
                return _said(request, way, mine, text, form.cleaned_data["language"])
    page = _common(way) | {"form": form, "near": near, "votes": mine.votes}
    return render(request, "dialogues/say.html", page, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_GET
def mine(request: HttpRequest, slug: str, *, is_framed: bool = False) -> HttpResponse:
    """What one voted, each to be changed, and what became of what one wrote."""
    here = find_dialogue(request.user, slug)
    way = way_of(request, here, is_framed=is_framed)
    own = seat(here, voter.key(request, way))
    if way.kiosk and own is None:
        return redirect(way.done)
    if request.user.is_authenticated and not way.is_bare:
        read_group(request.user, here.group)
    page = _common(way) | {
        "seat": own, "may": rules.may_take_part(way.actor(request), here),
        "follows": not way.is_bare and queries.follows(request.user, here),
        "written": queries.written_by(way.actor(request), here, voter.written(request, way)),
    }  # fmt: skip
    return render(request, "dialogues/mine.html", page)


def marked(sent: QueryDict) -> dict[int, int]:
    """Votes that are sent together, by key of the statement."""
    chosen = ((number_in(name.removeprefix(FIELD)), sent[name]) for name in sent if name.startswith(FIELD))
    return {statement: VALUES[value] for statement, value in chosen if statement and value in VALUES}


def _say_form(request: HttpRequest, here: Dialogue) -> SayForm:
    """For a statement in the language that the page is read in, if nobody says otherwise."""
    usual = {"language": get_language() or here.language}
    return SayForm(request.POST if request.method == "POST" else None, initial=usual)


def _said(request: HttpRequest, way: Way, mine: Seat, text: str, language: str) -> HttpResponse:
    here = way.dialogue
    made = actions.say(way.actor(request), here, mine.ballot, text=text, language=language)
    thanks = _("Thank you. Others vote on it now.")
    said = _("Thank you. Somebody reads it before it appears.") if here.is_strict else thanks
    messages.success(request, said)
    response = redirect(way.home)
    voter.remember_written(request, response, way, made.pk)
    return response


def _common(way: Way) -> dict[str, Any]:
    here = way.dialogue
    return {"dialogue": here, "way": way, "bare": way.is_bare, "crumbs": [] if way.is_bare else crumbs(here)}


def _page(request: HttpRequest, way: Way, own: Seat | None, refusal: str = "", status: int = 200) -> HttpResponse:
    here, actor = way.dialogue, way.actor(request)
    may = rules.may_take_part(actor, here)
    begins = may and own is None
    is_read = not way.is_bare and (own is None or here.state == "closed")
    page = _common(way) | {
        "seat": own, "may": may, "refusal": refusal, "is_live": "HX-Request" in request.headers,
        "may_run": rules.may_run(actor, here), "may_see": rules.may_see_results(actor, here),
        "sketched": queries.sketches_of([here]).get(here.pk) if is_read else None,
        "asks_code": begins and here.access == Access.CODES,
        "puzzle": actions.puzzle_for(here, voter.address_of(request)) if begins and not way.kiosk else "",
        "community": None if way.is_bare else _community(request, here),
        "is_forgotten": way.is_framed and own is None and "begun" in request.GET,
        "account": queries.account_of(here) if here.state == "closed" and not way.is_bare else [],
        "follows": not way.is_bare and (own is None or own.next is None) and queries.follows(request.user, here),
    }  # fmt: skip
    name = "vote" if own and may else "kiosk" if way.kiosk else "before"
    return render(request, f"dialogues/{name}.html", page, status=status)


def _community(request: HttpRequest, here: Dialogue) -> Community | None:
    """Where it belongs, for those who may know of that."""
    place = here.community
    return place if place and knows(request.user, place.pk, place.visibility) else None
