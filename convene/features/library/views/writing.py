"""Bring a resource in, and word it anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages as words
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....core.communities.rules import is_open_for_writing, may_moderate
from ....core.drafts.models import place_of
from ....core.drafts.queries import Begun, begun
from ....core.files.actions import take_in
from ....core.files.models import File
from ....core.tags.models import Term
from ....core.tags.queries import vocabulary
from ....lib.ruling import Ruling, require
from ....lib.ui.forms import Attempt
from ....lib.web.numbers import number_in
from ...discussions.models import Topic
from .. import actions, rules
from ..forms import MOST_ADDRESS, AddressForm, ResourceForm, WhereForm, written
from ..models import Resource, Tagged
from ..queries import attached
from .find import member, places_of, visible_resource

if TYPE_CHECKING:
    from ....core.communities.models import Community


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new resource, in one of my communities, or made of a topic that `?source=` names."""
    me, source = member(request), _source(request)
    places = [source.community] if source else places_of(me)
    begins = {"community": request.GET.get("community", ""), "kept": []}
    where = WhereForm(places, request.POST or None, initial=begins)
    community = chosen(where, places)
    kept = begun(me, place_of(community, "library")) if community else Begun("", "", "", "")
    initial = begin_with(source, kept)
    files = attached(me, community, source) if community else []
    form = ResourceForm(vocabulary(), request.POST or None, request.FILES or None, attached=files, initial=initial)
    status, ruling = 200, rules.may_propose(me, community) if community else nowhere(places)
    if request.method == "POST":
        status = 422
        if community and where.is_valid() and form.is_valid():
            with Attempt(form) as attempt:
                return redirect(_made(request, community, form, ruling, source))
            status = attempt.status
    if not ruling:
        status = 403
    context = {"form": form, "where": where, "begun": kept, "source": source, "ruling": ruling, "community": community}
    page = AddressForm(initial={"address": request.GET.get("address", "")[:MOST_ADDRESS]})
    return form_page(request, context | {"page": None if source or form.is_bound else page}, status)


def _made(
    request: HttpRequest, community: Community, form: ResourceForm, ruling: Ruling, source: Topic | None
) -> Resource:
    """Make it, and go as far with it as the button says and its writer may."""
    me, files = member(request), _taken_in(request, form, ruling)
    with transaction.atomic():
        made = actions.propose(me, community, form.content(files), source=source)
        return _sent(request, made)


def _sent(request: HttpRequest, here: Resource) -> Resource:
    me, does = member(request), request.POST.get("do", "")
    if does == "publish" and rules.may_publish(me, here):
        actions.publish(me, here)
        words.success(request, _("It is in the library. Thank you."))
    elif does in {"publish", "submit"} and rules.may_submit(me, here):
        actions.submit(me, here)
        words.success(request, _("Sent for review. You are told as soon as somebody has looked at it."))
    else:
        words.success(request, _("Kept as it is now."))
    return here


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Word it anew."""
    me, here = member(request), visible_resource(request, pk)
    ruling = rules.may_revise(me, here)
    files = [one.file for one in here.held.filter(until=None).select_related("file").order_by("pk")]
    terms = Term.objects.filter(pk__in=Tagged.objects.filter(resource=here).values("term"))
    kept = begun(me, place_of(here), here.description)
    initial = written(here, terms, files) | {"description": kept.body}
    form = ResourceForm(vocabulary(), request.POST or None, request.FILES or None, held=files, initial=initial)
    status = 200 if ruling else 403
    if request.method == "POST":
        require(ruling)
        status = 422
        if form.is_valid():
            with Attempt(form) as attempt:
                new = _taken_in(request, form, ruling)
                with transaction.atomic():
                    made = actions.revise(me, here, form.content(new), changed=form.cleaned_data["changed"])
                    return redirect(_sent(request, made))
            status = attempt.status
    context = {"form": form, "where": None, "begun": kept, "source": here.source, "ruling": ruling, "resource": here,
               "community": here.community}  # fmt: skip
    return form_page(request, context, status)


def form_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    """The form of a resource."""
    here, community = context.get("resource"), context["community"]
    context = {"page": None, "was_read": False} | context | {"resource": here}
    context["may_publish"] = bool(
        community and may_moderate(request.user, community) and is_open_for_writing(community)
    )
    context["file_largest"] = settings.FILE_LARGEST
    return render(request, "library/edit.html", context, status=status)


def _taken_in(request: HttpRequest, form: ResourceForm, ruling: Ruling) -> list[File]:
    """Files are checked and drawn anew before anything is locked, and only for what may be written at all."""
    uploads: Sequence[Any] = form.cleaned_data["uploads"]
    if uploads:
        require(ruling)
    return [take_in(member(request), one, purpose="library") for one in uploads]


def _source(request: HttpRequest) -> Topic | None:
    """The discussion that it is made of: one that the writer can read, in a community in which they keep order."""
    asked = request.POST.get("source") or request.GET.get("source") or ""
    if not asked:
        return None
    topic = get_object_or_404(
        Topic.objects.visible_to(request.user).select_related("community", "summary"), pk=number_in(asked)
    )
    require(rules.may_harvest(request.user, topic))
    return topic


def chosen(where: WhereForm, places: Sequence[Community]) -> Community | None:
    """The community that the form names; the first, where nothing was sent yet."""
    asked = str(where["community"].value() or "")
    found = next((one for one in places if one.slug == asked), None)
    return found or (places[0] if places and not where.is_bound else None)


def nowhere(places: Sequence[Community]) -> Ruling:
    """Why there is no community to bring a resource in."""
    if places:
        return Ruling(_("Choose the community that it belongs to."))
    return Ruling(_("Join a community first: its members bring in what they used, and its leaders review it."))


def begin_with(source: Topic | None, kept: Begun) -> dict[str, Any]:
    """What stands in a new form: what was begun, or what the discussion says already."""
    found: dict[str, Any] = {
        "title": kept.title, "description": kept.body, "language": [(get_language() or "en").partition("-")[0]],
        "cost": "free",
    }  # fmt: skip
    if source is None:
        return found
    answer = source.accepted_post.body if source.accepted_post else ""
    said = source.summary.body if source.summary else answer
    found |= {
        "title": kept.title or source.title, "description": kept.body or said, "kind": ["answer"],
        "authors": _("Members of %(community)s") % {"community": source.community}, "year": source.created_at.year,
        "licence": "ask-first",
    }  # fmt: skip
    return found

