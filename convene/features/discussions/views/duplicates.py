"""Questions that are answered elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....lib.errors import NotPossible
from .. import actions, rules
from ..forms import TargetForm
from ..models import Topic
from .find import member, visible_topic
from .tidy import search


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose the topic that a question is a duplicate of."""
    here, actor = visible_topic(request, slug, pk), member(request)
    ruling = rules.may_mark_duplicate(actor, here)
    seen = Topic.objects.visible_to(actor)
    form = TargetForm(request.POST or request.GET or None, topics=seen)
    found = search(actor, seen.filter(duplicate_of=None).exclude(pk=here.pk), form) if ruling else None
    into = form.cleaned_data.get("into") if form.is_valid() else None
    if into:
        try:
            if request.method == "POST":
                return redirect(actions.mark_duplicate(actor, here, into))
            if no := rules.may_lead_to(here, into).reason:
                form.add_error("into", no)
        except NotPossible as refused:
            form.add_error("into", refused.sentence)
    context = {
        "topic": here, "community": here.community, "form": form, "ruling": ruling, "found": found, "into": into,
    }  # fmt: skip
    status = 403 if not ruling else 422 if form.errors else 200
    return render(request, "discussions/duplicate.html", context, status=status)
