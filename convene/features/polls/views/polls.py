"""What one is asked, and a poll."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....core.notifications.actions import choose_mail, read_group
from ....core.notifications.queries import by_mail
from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from ...discussions.models import Topic
from .. import actions, queries, rules
from ..forms import VoteForm
from ..models import Poll, Stance, Urn
from ..models.vote import key_of
from .find import crumbs_of, member, place_of, visible_poll

MOST_REASONS = 200
WORD_FOR = 366 * 24 * 3600  # seconds that a browser keeps the word of a vote without a name


@require_GET
def polls(request: HttpRequest) -> HttpResponse:
    """What one is asked, `?community=`, `?team=` or `?topic=` alone or everywhere."""
    me, place = member(request), place_of(request, request.GET)
    found = queries.asked(me, place.only)
    may_ask = rules.may_ask(me, community=place.community, team=place.team, has_topic=place.topic is not None)
    page = {
        "found": found, "place": place, "may_ask": may_ask, "crumbs": place.crumbs[:-1],
        "by_mail": by_mail(me, "polls"),
    }  # fmt: skip
    return render(request, "polls/list.html", page)


@sent_from("polls:list")
def mail(request: HttpRequest) -> HttpResponse:
    """Have reminders and outcomes mailed, or not."""
    wanted = request.POST.get("by_mail") == "yes"
    choose_mail(member(request), about="polls", by_mail=wanted)
    too, at_bell = _("From now on reminders and outcomes come by mail too."), _("They stand at the bell alone.")
    messages.success(request, too if wanted else at_bell)
    return redirect("polls:list")


@require_GET
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, how one voted, what came of it."""
    me, here = member(request), visible_poll(request, pk)
    read_group(me, here.group)
    return _page(request, here)


@sent_from("polls:poll")
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote, or vote differently."""
    me, here = member(request), visible_poll(request, pk)
    form = VoteForm(here, request.POST)
    if not form.is_valid():
        return _page(request, here, form)
    word = request.COOKIES.get(_cookie(here), "")
    with Attempt(form):
        actions.vote(me, here, choices=form.choices(), reason=form.cleaned_data["reason"], word=word)
        messages.success(request, _("Your vote is in. You can change it until this closes."))
        return redirect(here)
    return _page(request, here, form)


def _page(request: HttpRequest, here: Poll, form: VoteForm | None = None) -> HttpResponse:
    me = member(request)
    may_vote, word = rules.may_vote(me, here), request.COOKIES.get(_cookie(here), "")
    mine, is_mine_lost = _mine(here, me.pk, word)
    may_see = rules.may_see_results(here)
    eligible = here.eligible_count
    if eligible is None:
        eligible = max(queries.voters(here).count(), here.voter_count)
    votes = queries.votes_of(here) if may_see else []
    page: dict[str, Any] = {
        "poll": here, "crumbs": crumbs_of(here), "may_vote": may_vote, "may_see": may_see, "mine": mine,
        "is_mine_lost": is_mine_lost, "eligible": eligible,
        "topic": Topic.objects.visible_to(me).for_cards().filter(pk=here.topic_id).first() if here.topic_id else None,
        "results": queries.results_of(here, votes, eligible) if may_see else None, "says": queries.says(here),
        "zone": timezone.get_current_timezone_name(),
        "votes": [one for one in votes if one.reason or one.person][:MOST_REASONS],
        "has_more": len(votes) > MOST_REASONS,
        "may": {
            "keep": rules.may_keep(me, here), "change": rules.may_change(me, here), "close": rules.may_close(me, here),
            "withdraw": rules.may_withdraw(me, here), "conclude": rules.may_conclude(me, here),
            "review": rules.may_review(me, here),
        },
        "reviews": list(here.outcome.reviews.select_related("by")[:20]) if here.concluded else [],
        "form": (form or VoteForm(here, initial=VoteForm.begun(mine.choices, mine.reason) if mine else None))
        if may_vote else None,
    }  # fmt: skip
    answer = render(request, "polls/poll.html", page, status=422 if form else 200)
    if may_vote and here.is_anonymous and not word:
        answer.set_cookie(
            _cookie(here), secrets.token_urlsafe(24), max_age=WORD_FOR, path=here.get_absolute_url(),
            secure=request.is_secure(), httponly=True, samesite="Lax",
        )  # fmt: skip
    return answer


def _mine(here: Poll, me: int, word: str) -> tuple[queries.Vote | None, bool]:
    """How the reader voted, and whether they did where this browser cannot find it."""
    stance = Stance.objects.filter(poll=here, person=me).first()
    if stance is None:
        return None, False
    if not here.is_anonymous:
        return queries.Vote(stance.choices, stance.reason), False
    urn = Urn.objects.filter(poll=here).first()
    cast = urn.ballots.get(key_of(word, here.pk, me)) if urn and word else None
    return (queries.Vote(cast["choices"], cast["reason"]), False) if cast else (None, True)


def _cookie(here: Poll) -> str:
    return f"vote-{here.pk}"
