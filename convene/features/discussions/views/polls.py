"""Polls: ask, vote, see who chose what."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.people.models import User
from ....lib.errors import NotPossible, Refusal
from ....lib.ruling import require
from .. import actions, rules
from ..forms import PollForm, VoteForm
from ..models import Poll
from .find import member, visible_poll, visible_post
from .moved import page_of


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Add a poll to a post of one's own."""
    here = visible_post(request, slug, pk, number)
    form = PollForm(request.POST or None)
    ruling = rules.may_add_poll(request.user, here)
    status = 200 if ruling else 403
    if request.method == "POST":
        status = 422
        try:
            require(ruling)
            if form.is_valid():
                actions.add_poll(member(request), here, **form.asked())
                return redirect(page_of(here.topic, number))
        except Refusal as no:
            form.add_error(None, no.sentence)
            status = no.status
    context = {"post": here, "topic": here.topic, "community": here.topic.community, "form": form, "ruling": ruling,
               "zone": timezone.get_current_timezone_name()}  # fmt: skip
    return render(request, "discussions/add_poll.html", context, status=status)


@require_POST
def vote(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Vote, say that one is undecided, or take a vote back."""
    poll = visible_poll(request, slug, pk, number)
    require(rules.may_vote(request.user, poll))
    form = VoteForm(request.POST, len(poll.options))
    if not form.is_valid():
        raise NotPossible(_("This poll has no such option. Reload the page and choose again."))
    told = form.cleaned_data
    if told["take_back"]:
        actions.take_back_vote(member(request), poll)
    elif told["choice"] or told["undecided"]:
        actions.vote(member(request), poll, choices=[] if told["undecided"] else told["choice"])
    else:
        raise NotPossible(_("Choose an option first, or say that you are undecided."))
    return redirect(_place(poll))


@login_not_required
@require_GET
def votes(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Who chose what, where the poll says before one votes that it is shown."""
    poll = visible_poll(request, slug, pk, number)
    require(rules.may_see_votes(poll))
    names: dict[int, list[User]] = {bar.number: [] for bar in [*poll.bars, poll.undecided]}
    for stance in poll.stances.exclude(person=None).select_related("person").order_by("person__name"):
        for choice in stance.choices or [poll.undecided.number]:
            names[choice] += [stance.person] if stance.person else []
    context = {"poll": poll, "topic": poll.post.topic, "community": poll.post.topic.community, "names": names,
               "place": _place(poll)}  # fmt: skip
    return render(request, "discussions/votes.html", context)


@require_POST
def close(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """End the voting early."""
    poll = visible_poll(request, slug, pk, number)
    actions.close_poll(member(request), poll)
    return redirect(_place(poll))


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Take a poll away that nobody has voted in."""
    poll = visible_poll(request, slug, pk, number)
    here = poll.post
    actions.remove_poll(member(request), poll)
    return redirect(page_of(here.topic, number))


def _place(poll: Poll) -> str:
    return page_of(poll.post.topic, poll.post.number).partition("#")[0] + f"#poll-{poll.post.number}"
