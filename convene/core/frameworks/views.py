"""The texts for staff, and their YAML for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ...lib.errors import NotPossible
from ...lib.ruling import require
from . import actions, rules
from .comparing import Changes, compare
from .forms import AdoptForm
from .models import Edition, Kind
from .queries import content, in_force
from .texts.faults import Unreadable

if TYPE_CHECKING:
    from ..people.models import User


@require_GET
def texts(request: HttpRequest) -> HttpResponse:
    """All kinds, with the text in force."""
    require(rules.may_adopt(request.user))
    newest = {one.kind: one for one in in_force()}
    rows = [
        (kind, newest.get(kind), kind in newest and newest[kind].source == actions.ready_made(kind)) for kind in Kind
    ]
    return render(request, "frameworks/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its versions, and the form to take up another. `check` says what would change, and changes nothing."""
    require(rules.may_adopt(request.user))
    if kind not in Kind.values:
        raise Http404
    editions = list(Edition.objects.filter(kind=kind).defer("source"))
    now = Edition.objects.filter(kind=kind).first()
    initial = {"source": now.source if now else actions.ready_made(kind)}
    form = AdoptForm(request.POST or None, request.FILES or None, initial=initial)
    changes: Changes | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if "check" in request.POST:
                after = content(kind, said["source"].replace("\r\n", "\n"))
                changes = compare(content(kind, now.source) if now else None, after)
            else:
                made = actions.adopt(cast("User", request.user), kind=kind, source=said["source"], note=said["note"])
                done = _("Version %(number)s is in force. Answers stay with the version they were given to.")
                messages.success(request, done % {"number": made.number})
                return redirect("frameworks:text", kind)
        except Unreadable as no:
            form.add_error("file" if said["file"] else "source", [str(one) for one in no.faults])
        except NotPossible as no:
            form.add_error("source", no.sentence)
    context = {"kind": Kind(kind), "editions": editions, "form": form, "changes": changes, "largest": 12}
    return render(request, "frameworks/text.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def source(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A version to the letter, for whoever wants to use it or write another."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), kind=kind, number=number)
    answer = HttpResponse(edition.source, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{edition.kind}-{edition.number}.yaml"'
    return answer
