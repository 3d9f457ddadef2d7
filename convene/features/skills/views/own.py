"""One's own skills, for one's own eyes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....core.frameworks.queries import texts
from ....core.frameworks.rules import may_adopt
from ....core.ledger.head import head
from ....core.people.models import User
from ....lib.errors import NotPossible
from .. import actions
from ..forms import RatingForm
from ..queries import own


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Rate oneself, a competency at a time; with script each answer is kept at once."""
    me, now = cast(User, request.user), head()
    text = texts(now).skills
    if request.method == "POST":
        part = next((one for one in text.competencies if one.key == request.POST.get("part")), None) if text else None
        if part is None:
            raise Http404
        form = RatingForm(request.POST, part)
        if not form.is_valid():
            raise NotPossible(_("Choose one of the four steps for each skill. Nothing was saved."))
        actions.rate(me, answers=form.answers)
        if "HX-Request" not in request.headers:
            messages.success(request, _("Your answers are saved: %(name)s.") % {"name": part.name})
            return redirect(reverse("skills:mine") + f"#{part.key}")
    page = {"text": text, "own": own(me, text, now) if text else None, "may_adopt": may_adopt(me)}
    return render(request, "skills/mine.html", page)


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Let one's answers count in one's teams, or no more."""
    me = cast(User, request.user)
    if request.POST.get("answer") == "no":
        actions.count_no_more(me)
        messages.success(request, _("Your answers are yours alone again. They are out of whatever comes next."))
    else:
        actions.count(me)
        messages.success(request, _("Your answers count in your teams now. Nobody sees them."))
    return redirect(reverse("skills:mine") + "#count")


@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """Delete all of it, after being asked once more."""
    if request.method == "POST":
        actions.clear(cast(User, request.user))
        messages.success(request, _("Everything that you said of your skills is deleted."))
        return redirect("skills:mine")
    page = {
        "title": _("Delete what you said of your skills?"),
        "text": _("Your steps, your wishes to grow, and what others may ask you about: all of it goes."),
        "verb": _("Delete it"), "back": reverse("skills:mine"), "danger": True,
    }  # fmt: skip
    return render(request, "confirm.html", page)
