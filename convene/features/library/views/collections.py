"""Collections and reading paths."""

from __future__ import annotations

from django.contrib import messages as words
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.ledger.pages import keep
from ....lib.errors import NotPossible
from ....lib.ruling import Ruling
from ....lib.ui.forms import Attempt
from .. import actions, rules
from ..forms import CollectionForm, PlaceForm, WhereForm
from ..models import Collection, Placed, Resource
from .find import LARGEST, led_by, member, visible_collection, visible_resource

MOST = 200


@login_not_required
@require_GET
def all_(request: HttpRequest) -> HttpResponse:
    """Paths first, then collections; empty ones are shown to those who fill them."""
    viewer = request.user
    led = led_by(member(request)) if viewer.is_authenticated else []
    seen = Collection.objects.visible_to(viewer).select_related("community")[:MOST]
    shown = [one for one in seen if one.count or one.community in led]
    page = render(request, "library/collections.html", {"collections": shown, "led": led})
    return page if viewer.is_authenticated else keep(page)


@login_not_required
@require_GET
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    """A collection in its order."""
    here, viewer = visible_collection(request, pk), request.user
    open_ones = Resource.objects.on_shelf(viewer).for_cards().defer("description", "html").prefetch_related("terms")
    placed = here.placed.filter(resource__in=Resource.objects.on_shelf(viewer))
    context = {
        "collection": here,
        "placed": list(placed.prefetch_related(Prefetch("resource", queryset=open_ones))),
        "may_gather": bool(rules.may_gather(viewer, here.community)),
    }
    page = render(request, "library/collection.html", context)
    return page if viewer.is_authenticated else keep(page)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    led = led_by(member(request))
    where, form = WhereForm(led, request.POST or None), CollectionForm(request.POST or None)
    ruling = Ruling() if led else Ruling(_("Leaders of communities put collections together."))
    status = 200 if ruling else 403
    if request.method == "POST" and ruling:
        status = 422
        if where.is_valid() and form.is_valid():
            community = next(one for one in led if one.slug == where.cleaned_data["community"])
            with Attempt(form) as attempt:
                return redirect(actions.gather(member(request), community, **form.cleaned_data))
            status = attempt.status
    context = {"form": form, "where": where, "ruling": ruling, "collection": None}
    return render(request, "library/collection_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word it anew."""
    here = visible_collection(request, pk)
    ruling = rules.may_gather(request.user, here.community)
    said = {"title": here.title, "line": here.line, "is_path": here.is_path}
    form, status = CollectionForm(request.POST or None, initial=said), 200 if ruling else 403
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form) as attempt:
                actions.change_collection(member(request), here, **form.cleaned_data)
                return redirect(here)
            status = attempt.status
    context = {"form": form, "where": None, "ruling": ruling, "collection": here}
    return render(request, "library/collection_edit.html", context, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away; its resources stay."""
    actions.remove_collection(member(request), visible_collection(request, pk))
    words.success(request, _("The collection is gone; its resources are still in the library."))
    return redirect("library:collections")


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a resource into a collection."""
    here = visible_resource(request, pk)
    form = PlaceForm(Collection.objects.visible_to(request.user), request.POST)
    if not form.is_valid():
        raise NotPossible(_("Choose one of your collections. Begin one first if there is none."))
    chosen = form.cleaned_data["collection"]
    actions.place(member(request), chosen, here, note=form.cleaned_data["note"])
    words.success(request, _("It stands in “%(title)s” now.") % {"title": chosen.title})
    return redirect(here)


@require_POST
def take_out(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a resource out."""
    placed = _placed(request, pk, number)
    actions.take_out(member(request), placed)
    return redirect(placed.collection)


@require_POST
def move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Move a resource one place up."""
    placed = _placed(request, pk, number)
    actions.move(member(request), placed)
    return redirect(placed.collection)


def _placed(request: HttpRequest, pk: int, number: int) -> Placed:
    here = visible_collection(request, pk)
    found = get_object_or_404(here.placed, pk=min(number, LARGEST))
    found.collection = here
    return found
