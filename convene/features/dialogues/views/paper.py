"""In the room: slips to hand out, and what comes back on paper or is said aloud."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..forms import NoteForm, SlipForm
from ..models import Access, Dialogue
from .found import crumbs, me, to_run
from .part import VALUES, marked
from .voter import code_in

LAST, KEPT = "last-slip", 30 * 60  # a cookie, and for how many seconds it leads to the slip that was typed in last
SIGNER = signing.TimestampSigner(salt="dialogues.paper")


@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in slips, one ballot each."""
    here = to_run(request, slug)
    require(rules.may_be_in_the_room(request.user, here))
    form = SlipForm(request.POST if request.method == "POST" else None)
    votes = marked(request.POST)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            code = code_in(form.cleaned_data["code"])
            key = actions.enter_paper(me(request), here, slip=form.cleaned_data["slip"], votes=votes, code=code)
            number = len(votes)
            said = ngettext("Entered: a ballot with %(num)s vote.", "Entered: a ballot with %(num)s votes.", number)
            messages.success(request, said % {"num": number})
            return _remember(redirect("dialogues:paper", slug), here, key, number)
    return _page(request, here, form, NoteForm(), votes)


@sent_from("dialogues:paper")
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the slip that was typed in last with this browser."""
    here = to_run(request, slug)
    key, number = _last(request, here)
    actions.take_back_paper(me(request), here, key=key, votes=number)
    messages.success(request, _("That slip is taken back. Type it in once more, as it stands on the paper."))
    response = redirect("dialogues:paper", slug)
    response.delete_cookie(LAST, path=reverse("dialogues:paper", args=[slug]), samesite="Lax")
    return response


@sent_from("dialogues:paper")
def note_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in what was said; what nearly says the same is shown first."""
    here = to_run(request, slug)
    form, near = NoteForm(request.POST), list[queries.Line]()
    if form.is_valid():
        text = form.cleaned_data["said"]
        near = [] if "anyway" in request.POST else queries.alike_in(here, text)
        with Attempt(form, "said"):
            if not near:
                actions.note_down(me(request), here, text=text)
                waits = _("Written down. It waits to be read, as every statement does.")
                messages.success(request, waits if here.is_strict else _("Written down. People vote on it now."))
                return redirect("dialogues:paper", slug)
    require(rules.may_be_in_the_room(request.user, here))
    return _page(request, here, SlipForm(), form, {}, near)


@require_GET
def slips(request: HttpRequest, slug: str) -> HttpResponse:
    """A slip to print: every statement that is shown, with three boxes."""
    here = to_run(request, slug)
    by_code, lines = here.access == Access.CODES, queries.shown(here)
    page = {"dialogue": here, "lines": lines, "by_code": by_code, "crumbs": crumbs(here)}
    return render(request, "dialogues/slips.html", page)


def _page(
    request: HttpRequest, here: Dialogue, form: SlipForm, note: NoteForm, marked: dict[int, int],
    near: list[queries.Line] | None = None,
) -> HttpResponse:  # fmt: skip
    is_wrong = bool(form.errors or note.errors)
    page = {
        "dialogue": here, "form": form, "note": note, "near": near or [], "lines": queries.shown(here),
        "marked": marked, "by_code": here.access == Access.CODES, "crumbs": crumbs(here), "values": VALUES,
        "slip": request.POST.get("slip", "")[:40] or secrets.token_urlsafe(12),
        "may_enter": rules.may_enter_paper(request.user, here), "last": _last(request, here)[1],
    }  # fmt: skip
    return render(request, "dialogues/paper.html", page, status=422 if is_wrong else 200)


def _remember(response: HttpResponse, here: Dialogue, key: str, votes: int) -> HttpResponse:
    """Let this browser alone take back the slip, for a while; nothing of it is kept here."""
    response.set_cookie(
        LAST, SIGNER.sign(f"{here.pk}|{key}|{votes}"), max_age=KEPT, path=reverse("dialogues:paper", args=[here.slug]),
        secure=settings.IS_HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def _last(request: HttpRequest, here: Dialogue) -> tuple[str, int]:
    """The key of the ballot typed in last with this browser, and how many votes it has; "" and 0 for none."""
    try:
        pk, key, votes = SIGNER.unsign(request.COOKIES.get(LAST, ""), max_age=KEPT).split("|")
    except signing.BadSignature:
        return "", 0
    return (key, int(votes)) if pk == str(here.pk) else ("", 0)
