"""A resource, its versions, and how to cite it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ....core.ledger.pages import keep
from ....core.notifications.actions import read_group
from ....core.tags.models import Facet
from .. import citations, rules
from ..carrying.out import cited
from ..described import described
from ..forms import CommentForm, LookForm, PlaceForm, PublishForm, UseForm
from ..models import Collection, Resource
from ..queries import Page, resource_page
from .find import led_by, member, visible_resource

CITATIONS = {
    "bib": (citations.bibtex, "application/x-bibtex", "bib"),
    "ris": (citations.ris, "application/x-research-info-systems", "ris"),
    "csl": (citations.csl, "application/vnd.citationstyles.csl+json", "json"),
}


@login_not_required
@require_GET
def resource(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a resource."""
    here = visible_resource(request, pk)
    if not request.user.is_authenticated:
        return keep(show(request, here))
    read_group(member(request), here.group)
    return show(request, here)


def show(
    request: HttpRequest, here: Resource, *, status: int = 200, use: UseForm | None = None,
    comment: CommentForm | None = None, look: LookForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with a form that was sent and could not be taken."""
    page, viewer = resource_page(request.user, here), request.user
    context: dict[str, Any] = {
        "page": page,
        "resource": here,
        "community": here.community,
        "facets": [(facet.label, facet.value, page.terms[facet]) for facet in Facet if facet in page.terms],
        "cited": (told := cited(here, page.terms)),
        "citation": citations.plain(told),
        "site": settings.SITE_URL,
        "described": described(page) if here.is_on_shelf else None,
        "may_use": rules.may_use(viewer, here),
        "may_comment": rules.may_comment(viewer, here),
        "may_moderate": bool(rules.may_review(viewer, here)),
        "may": _may(request, here),
        "publish": PublishForm(),
        "use": use or UseForm(initial=_said(request, page)),
        "look": look or LookForm(),
        "may_look_again": rules.may_look_again(viewer, here) and not rules.may_mark_reviewed(viewer, here),
        "comment": comment or CommentForm(initial={"key": uuid.uuid4()}),
        "placing": _placing(request, here),
    }
    return render(request, "library/resource.html", context, status=status)


def _may(request: HttpRequest, here: Resource) -> set[str]:
    """What its reader can do with it."""
    if not request.user.is_authenticated:
        return set()
    asked = {
        "revise": rules.may_revise, "submit": rules.may_submit, "publish": rules.may_publish,
        "refuse": rules.may_refuse, "retire": rules.may_retire, "reviewed": rules.may_mark_reviewed,
        "look_after": rules.may_look_after, "let_go": rules.may_let_go,
    }  # fmt: skip
    return {name for name, rule in asked.items() if rule(request.user, here)}


def _said(request: HttpRequest, page: Page) -> dict[str, Any]:
    if page.mine:
        return {"key": uuid.uuid4(), "institution": page.mine.institution, "sentence": page.mine.sentence}
    return {"key": uuid.uuid4(), "institution": getattr(request.user, "institution", "")}


def _placing(request: HttpRequest, here: Resource) -> PlaceForm | None:
    """Into which collections its reader can put it."""
    led = led_by(member(request)) if request.user.is_authenticated and here.is_on_shelf else []
    open_to = [one for one in led if one.pk == here.community_id or here.community.visibility == "public"]
    return PlaceForm(Collection.objects.filter(community__in=open_to)) if open_to else None


@login_not_required
@require_GET
def cite(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A file for a bibliography: bib, ris or csl."""
    here = visible_resource(request, pk)
    if form not in CITATIONS:
        raise Http404
    words, kind, ending = CITATIONS[form]
    answer = HttpResponse(words(cited(here)), content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="resource-{here.pk}.{ending}"'
    return answer


@login_not_required
@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How it read once."""
    here = visible_resource(request, pk)
    shown = get_object_or_404(here.versions.select_related("by"), number=min(number, 2**31 - 1))
    return render(request, "library/version.html", {"resource": here, "version": shown, "community": here.community})
