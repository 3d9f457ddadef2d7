"""The directory, a community's about page, and its members."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....lib.ruling import require
from ...ledger.pages import keep
from ...notifications.actions import read_group
from ...people.pages import until_something_happens
from .. import queries, rules
from ..models import Community, State
from ..pages import in_community

YOURS = "yours"


@login_not_required
@require_GET
@until_something_happens
def directory(request: HttpRequest, now: str) -> HttpResponse:
    """All communities that the viewer may know of."""
    show = request.GET.get("show", "")
    if show not in {"", YOURS, *State.values}:
        raise Http404
    cards = queries.directory(request.user, now)
    groups = {"": cards, YOURS: [card for card in cards if card.role]}
    groups |= {state: [card for card in cards if card.state == state] for state in State.values}
    labels = {"": _("All"), YOURS: _("Yours"), **dict(State.choices)}
    tabs = [(key, labels[key], len(group)) for key, group in groups.items() if group or key == show]
    page = render(request, "communities/list.html", {"cards": groups[show], "tabs": tabs, "show": show, "all": cards})
    return page if request.user.is_authenticated else keep(page)


@login_not_required
@require_GET
@in_community
def about(request: HttpRequest, community: Community) -> HttpResponse:
    """What a community is for, who leads it, and how one joins."""
    viewer = request.user
    page = render(
        request,
        "communities/about.html",
        {
            "community": community,
            "role": rules.role_of(viewer, community),
            "tab": "about",
            "stewards": queries.stewards(community),
            "may_read": rules.may_read(viewer, community),
            "may_invite": rules.may_invite(viewer, community),
        },
    )
    if not viewer.is_authenticated:
        return keep(page)
    read_group(viewer, community.group)
    return page


@require_GET
@in_community
def members(request: HttpRequest, community: Community) -> HttpResponse:
    """Who belongs to a community."""
    require(rules.may_see_members(request.user, community))
    asked = request.GET.get("page", "")
    number = min(int(asked), queries.LAST_PAGE) if asked.isdecimal() and len(asked) < 10 else 1
    named = request.GET.get("q", "").strip()[:80]
    rows = queries.members(community, named=named, page=max(number, 1))
    return render(
        request,
        "communities/members.html",
        {
            "community": community,
            "role": rules.role_of(request.user, community),
            "tab": "members",
            "rows": rows[: queries.PAGE],
            "has_more": len(rows) > queries.PAGE,
            "number": max(number, 1),
            "named": named,
            "may_lead": rules.may_lead(request.user, community),
            "may_invite": rules.may_invite(request.user, community),
        },
    )
