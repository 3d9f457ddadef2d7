"""Shows of hands: ask, vote, see who chose what."""

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
from ..forms import HandsForm, VoteForm
from ..models import ShowOfHands
from .find import member, visible_hands, visible_post
from .moved import page_of


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Add a show of hands to a post of one's own."""
    here = visible_post(request, slug, pk, number)
    form = HandsForm(request.POST or None)
    ruling = rules.may_add_hands(request.user, here)
    status = 200 if ruling else 403
    if request.method == "POST":
        status = 422
        try:
            require(ruling)
            if form.is_valid():
                actions.add_hands(member(request), here, **form.asked())
                return redirect(page_of(here.topic, number))
        except Refusal as no:
            form.add_error(None, no.sentence)
            status = no.status
    context = {"post": here, "topic": here.topic, "community": here.topic.community, "form": form, "ruling": ruling,
               "zone": timezone.get_current_timezone_name()}  # fmt: skip
    return render(request, "discussions/add_hands.html", context, status=status)


@require_POST
def vote(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Vote, say that one is undecided, or take a vote back."""
    hands = visible_hands(request, slug, pk, number)
    require(rules.may_vote(request.user, hands))
    form = VoteForm(request.POST, len(hands.options))
    if not form.is_valid():
        raise NotPossible(_("This show of hands has no such option. Reload the page and choose again."))
    told = form.cleaned_data
    if told["take_back"]:
        actions.take_back_vote(member(request), hands)
    elif told["choice"] or told["undecided"]:
        actions.vote(member(request), hands, choices=[] if told["undecided"] else told["choice"])
    else:
        raise NotPossible(_("Choose an option first, or say that you are undecided."))
    return redirect(_place(hands))


@login_not_required
@require_GET
def votes(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Who chose what, where the show of hands says before one votes that it is shown."""
    hands = visible_hands(request, slug, pk, number)
    require(rules.may_see_votes(hands))
    names: dict[int, list[User]] = {bar.number: [] for bar in [*hands.bars, hands.undecided]}
    for stance in hands.stances.exclude(person=None).select_related("person").order_by("person__name"):
        for choice in stance.choices or [hands.undecided.number]:
            names[choice] += [stance.person] if stance.person else []
    context = {"hands": hands, "topic": hands.post.topic, "community": hands.post.topic.community, "names": names,
               "place": _place(hands)}  # fmt: skip
    return render(request, "discussions/votes.html", context)


@require_POST
def close(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """End the voting early."""
    hands = visible_hands(request, slug, pk, number)
    actions.close_hands(member(request), hands)
    return redirect(_place(hands))


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Take a show of hands away that nobody has voted in."""
    hands = visible_hands(request, slug, pk, number)
    here = hands.post
    actions.remove_hands(member(request), hands)
    return redirect(page_of(here.topic, number))


def _place(hands: ShowOfHands) -> str:
    return page_of(hands.post.topic, hands.post.number).partition("#")[0] + f"#hands-{hands.post.number}"
