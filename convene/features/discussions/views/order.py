"""Keep order in a topic, and follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....core.communities.queries import find_community
from ....lib.errors import NotPossible
from ....lib.ui.forms import Attempt
from ....lib.web.preview import preview_of
from .. import actions, rules
from ..actions.writing import cooked
from ..forms import DraftForm, FollowForm, ReadForm, SlowForm, TitleForm
from ..models import Topic
from .find import member, visible_topic

if TYPE_CHECKING:
    from django.forms import Form

    from ....core.people.models import Actor, User
    from ....lib.ruling import Ruling


def _doing(action: Callable[[User, Topic], object]) -> Callable[[HttpRequest, str, int], HttpResponse]:
    """A view that does one thing to a topic and goes back to it."""

    def view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        here = visible_topic(request, slug, pk)
        action(member(request), here)
        return redirect(here)

    return require_POST(view)


pin = _doing(actions.pin)
unpin = _doing(actions.unpin)
close = _doing(actions.close)
reopen = _doing(actions.reopen)
archive = _doing(actions.archive)
unmark_duplicate = _doing(actions.unmark_duplicate)
wiki = _doing(actions.wiki)
unwiki = _doing(actions.unwiki)
unaccept = _doing(actions.unaccept)


def _setting(
    page: str, shape: type[Form], rule: Callable[[Actor, Topic], Ruling], action: Callable[..., object], **now: str
) -> Callable[[HttpRequest, str, int], HttpResponse]:
    """A page that sets something of a topic, or says why not; `now` names the fields of the form, and of the topic."""

    def view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        here = visible_topic(request, slug, pk)
        form = shape(request.POST or None, initial={field: getattr(here, name) for field, name in now.items()})
        if form.is_valid():
            with Attempt(form, *now):
                action(member(request), here, **form.cleaned_data)
                return redirect(here)
        ruling = rule(request.user, here)
        context = {"topic": here, "community": here.community, "form": form, "ruling": ruling}
        status = 422 if form.errors else 200 if ruling else 403
        return render(request, f"discussions/{page}.html", context, status=status)

    return require_http_methods(["GET", "POST"])(view)


slow = _setting("slow", SlowForm, rules.may_slow, actions.slow_down, minutes="slow_minutes")
title = _setting("title", TitleForm, rules.may_retitle, actions.retitle, title="title")


@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a whole topic down, after asking once more."""
    here = visible_topic(request, slug, pk)
    if request.method == "POST":
        actions.hide_topic(member(request), here)
        return redirect(here.community)
    ruling = rules.may_hide_topic(request.user, here)
    context = {"topic": here, "community": here.community, "ruling": ruling, "post": None}
    return render(request, "discussions/hide.html", context, status=200 if ruling else 403)


@require_POST
def follow(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Follow more or less closely."""
    here = visible_topic(request, slug, pk)
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Choose how closely you want to follow: watching, tracking, normal or muted."))
    actions.follow(member(request), here, level=form.cleaned_data["level"])
    return redirect(f"{here.get_absolute_url()}#follow")  # where one was


@require_POST
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Note how far the reader came."""
    here = visible_topic(request, slug, pk)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Say up to which post you have read, as a number."))
    actions.mark_read(member(request), here, upto=form.cleaned_data["upto"])
    return HttpResponse(status=204)


@require_POST
def draft(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Keep what is being written."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))
    here = visible_topic(request, slug, pk) if pk else None
    community = here.community if here else find_community(request.user, slug)
    if form.cleaned_data.pop("discard"):
        actions.discard_draft(member(request), community, here)
        messages.success(request, _("The draft is gone."))
        return redirect(reverse("home:mine") + "?show=drafts")
    kept = actions.save_draft(member(request), community, here, **form.cleaned_data)
    return JsonResponse({"version": kept.version if kept else 0, "other": kept.other if kept else ""})


preview = preview_of(cooked)
