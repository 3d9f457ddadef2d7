"""Tablets of the conveners, and frames on other sites."""

from __future__ import annotations

from heapq import nlargest
from html import escape

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from .. import actions, rules
from ..forms import KioskForm, SitesForm
from ..models import Access, Dialogue, Kiosk
from ..queries import find_dialogue, shown
from . import part, voter
from .found import crumbs, me, to_run
from .framed import in_a_frame
from .way import Way, kiosk_in, link_of

MOST_KEPT = 200  # statements that a tablet is given for times without a connection, those that matter most

embed, embed_say, embed_mine = (in_a_frame(view) for view in (part.dialogue, part.say, part.mine))
embed_begin, embed_vote = (in_a_frame(view, posts=True) for view in (part.begin, part.vote))


@require_GET
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """Which tablets there are, and on which sites it may stand."""
    here = to_run(request, slug)
    return _places(request, here, KioskForm(), _sites_of(here))


@sent_from("dialogues:places")
def put_up_kiosk(request: HttpRequest, slug: str) -> HttpResponse:
    """Register a tablet."""
    here, form = to_run(request, slug), KioskForm(request.POST)
    if form.is_valid():
        with Attempt(form):
            actions.put_up_kiosk(me(request), here, **form.cleaned_data)
            messages.success(request, _("The tablet has its link. Open it there, and nowhere else."))
            return redirect("dialogues:places", slug)
    return _places(request, here, form, _sites_of(here))


@sent_from("dialogues:places", "slug")
def end_kiosk(request: HttpRequest, slug: str, kiosk: int) -> HttpResponse:
    """Take a tablet out of use."""
    here = to_run(request, slug)
    actions.end_kiosk(me(request), get_object_or_404(here.kiosks.select_related("dialogue"), pk=min(kiosk, 2**62)))
    messages.success(request, _("This tablet is not in use any more. Votes that were cast there stand."))
    return redirect("dialogues:places", slug)


@sent_from("dialogues:places")
def allow_sites(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the sites."""
    here, form = to_run(request, slug), SitesForm(request.POST)
    if form.is_valid():
        with Attempt(form, "sites"):
            actions.allow_sites(me(request), here, sites=form.cleaned_data["sites"].splitlines())
            messages.success(request, _("Saved."))
            return redirect("dialogues:places", slug)
    return _places(request, here, KioskForm(), form)


@login_not_required
@never_cache
@require_GET
def kiosk(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Where a tablet begins, and begins anew: nothing of the visitor before is left on it."""
    here, found, way = _tablet(request, slug, token)
    actor = way.actor(request)
    may = rules.may_begin_at_kiosk(actor, found, lately=0) and rules.may_take_part(actor, here)
    lines = nlargest(MOST_KEPT, shown(here, get_language() or ""), key=lambda line: line.priority)
    page = {"dialogue": here, "way": way, "bare": True, "may": may, "refusal": "", "community": None, "lines": lines}
    response = render(request, "dialogues/kiosk.html", page, status=410 if found.ended_at else 200)
    return voter.begin_anew(response, here, token)


@login_not_required
@sent_from("dialogues:kiosk")
def bring_votes(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Take what a visitor voted while the tablet had no connection: 204, or 410 where votes count no more."""
    here, found, way = _tablet(request, slug, token)
    if found.ended_at or here.state == "closed" or here.access != Access.LINK:
        return HttpResponse(status=410)
    said = request.POST
    key = voter.key(request, way) if "goes_on" in said else ""
    actions.bring_votes(way.actor(request), here, found, visit=said.get("visit", ""), votes=part.marked(said), key=key)
    return HttpResponse(status=204)


def _tablet(request: HttpRequest, slug: str, token: str) -> tuple[Dialogue, Kiosk, Way]:
    here = find_dialogue(request.user, slug)
    found = kiosk_in(here, token)
    if found is None:
        raise Http404
    return here, found, Way(here, kiosk=found)


def _sites_of(here: Dialogue) -> SitesForm:
    return SitesForm(initial={"sites": here.sites})


def _places(request: HttpRequest, here: Dialogue, form: KioskForm, sites: SitesForm) -> HttpResponse:
    found = list(here.kiosks.select_related("dialogue").order_by("ended_at", "pk"))
    there = sum(one.ended_at is None for one in found)
    frame = request.build_absolute_uri(reverse("dialogues:embed", args=[here.slug]))
    title = escape(here.question)
    page = {
        "dialogue": here, "crumbs": crumbs(here), "form": form, "sites": sites,
        "snippet": f'<iframe src="{frame}" title="{title}" width="100%" height="720" loading="lazy"></iframe>',
        "kiosks": [(one, request.build_absolute_uri(link_of(one))) for one in found],
        "may_put_up": rules.may_put_up_kiosk(request.user, here, there=there),
        "may_be_framed": rules.may_be_framed(request.user, here),
    }  # fmt: skip
    return render(request, "dialogues/places.html", page, status=422 if form.errors or sites.errors else 200)
