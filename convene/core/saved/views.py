"""One's own saved searches, and the link that stops their mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...lib.ui.forms import Attempt
from ..notifications.pressing import Stopping, by_one_press
from ..search.kinds import kinds
from ..search.reader import reader_of
from . import actions, queries
from .forms import SearchForm
from .letters import searches_of
from .models import Mail, Search
from .pages import pages

if TYPE_CHECKING:
    from ..people.models import User

LARGEST = 2**63 - 1  # that a number in the database can be


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """All of mine, with what is new."""
    rows = queries.rows(reader_of(request.user), _me(request))
    return render(request, "saved/list.html", {"rows": rows, "most": actions.MOST, "pages": pages()})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Save the search whose words and filters stand in the address, as on its page."""
    page = pages().get(request.GET.get("on", ""))
    if page is None:
        raise Http404
    reader = reader_of(request.user)
    said = page.said(reader, request.GET)
    told = page.told(reader, [said])[0] if said else None
    can_be = told is not None and not told.lacks
    words = told.words if told else ""
    form = SearchForm(request.POST or None, initial={"name": words[:120], "mail": Mail.DAILY})
    status = 200
    if request.method == "POST":
        status = 422
        if can_be and form.is_valid():
            with Attempt(form) as attempt:
                name = _own(form.cleaned_data["name"], words)
                mail = form.cleaned_data["mail"]
                actions.save(_me(request), page=request.GET["on"], said=said, name=name, mail=mail)
                messages.success(request, _("Saved. What is new and fits stands here, and at the bell."))
                return redirect("saved:list")
            status = attempt.status
    context = {"form": form, "can_be": can_be, "words": words, "back": told.address if told else ""}
    return render(request, "saved/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new in one of mine; its name, and how often it mails."""
    mine, reader = _mine(request, pk), reader_of(request.user)
    row = queries.row_of(reader, mine)
    form = SearchForm(request.POST or None, initial={"name": row.name, "mail": mine.mail})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            name = _own(form.cleaned_data["name"], row.proposed)
            actions.change(_me(request), mine, name=name, mail=form.cleaned_data["mail"])
            messages.success(request, _("Saved."))
            return redirect(mine)
        status = 422
    found = queries.results(reader, mine)
    fresh = {one.kind + str(one.thread) for one, _result in found if one.seen_at is None}
    actions.see(_me(request), mine)
    context = {"row": row, "search": mine, "form": form, "found": found, "fresh": fresh, "kinds": kinds()}
    return render(request, "saved/search.html", context, status=status)


@require_POST
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for nothing, for a while."""
    actions.pause(_me(request), _mine(request, pk))
    messages.success(request, _("Paused: nothing is looked for until you go on."))
    return redirect("saved:list")


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on."""
    actions.resume(_me(request), _mine(request, pk))
    messages.success(request, _("What is new from now on is looked for again."))
    return redirect("saved:list")


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go; asked first."""
    mine = _mine(request, pk)
    if request.method == "POST":
        actions.delete(_me(request), mine)
        messages.success(request, _("Deleted. Nothing more comes of it."))
        return redirect("saved:list")
    name = queries.name_of(reader_of(request.user), mine)
    context = {
        "title": _("Delete this saved search?"), "verb": _("Delete"), "danger": True, "back": reverse("saved:list"),
        "text": _("%(name)s: nothing more is looked for, and what was found leaves this list. What it found stays "
                  "where it is.") % {"name": name},
    }  # fmt: skip
    return render(request, "confirm.html", context)


@by_one_press("saved/stop.html")
def stop(token: str) -> Stopping:
    """Let these searches mail nothing more."""
    searches = searches_of(token)
    return lambda: actions.stop(searches), {"number": len(searches)}


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _mine(request: HttpRequest, pk: int) -> Search:
    return get_object_or_404(Search.objects.visible_to(request.user), pk=min(pk, LARGEST))


def _own(name: str, proposed: str) -> str:
    """What somebody called it; "" where that is but the proposal, which is worded anew each time."""
    name = " ".join(name.split())
    return "" if name == proposed[:120].strip() else name
