"""What can be done with one post."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....core.moderation.models import Item
from ....lib.errors import NotPossible, Refusal
from .. import actions, rules
from ..forms import EditForm, ReactionForm
from ..models import Post
from .files import taken_in
from .find import member, page_number, visible_post, visible_topic
from .history import changes_of, changes_since
from .moved import page_of


@login_not_required
@require_GET
def post(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The stable address of a post leads to its place on the page."""
    here = visible_topic(request, slug, pk)
    get_object_or_404(Post, topic=here, number=number)
    return redirect(page_of(here, number))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Change what a post says."""
    here = visible_post(request, slug, pk, number)
    kept = begun(request.user, place_of(here), here.body)
    form = EditForm(request.POST or None, request.FILES or None, initial={"body": kept.body, "upon": kept.began})
    upon, status = form["upon"].value() or "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                body, ruling = form.cleaned_data["body"], rules.may_edit(request.user, here)
                body += taken_in(member(request), form.cleaned_data["uploads"], ruling, body)
                done = actions.edit(member(request), here, body=body, upon=upon)
                return redirect(done if isinstance(done, Item) else page_of(here.topic, number))
            except Refusal as no:
                form.add_error("body", no.sentence)
                status = no.status
    meanwhile = []
    if form.is_bound:
        here.refresh_from_db(fields=["body"])
    if form.is_bound or kept.stands is not None:
        meanwhile = changes_since(here, upon)
    ruling = rules.may_edit(request.user, here)
    context = {"post": here, "topic": here.topic, "community": here.topic.community, "form": form, "ruling": ruling,
               "meanwhile": meanwhile, "upon": here.wording if meanwhile else upon, "begun": kept,
               "file_largest": settings.FILE_LARGEST,
               "may_add_hands": rules.may_add_hands(request.user, here)}  # fmt: skip
    return render(request, "discussions/edit.html", context, status=status if ruling else 403)


@login_not_required
@require_GET
def history(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What a post said before."""
    here = visible_post(request, slug, pk, number)
    number_of_page = page_number(request)
    changes, has_more = changes_of(here, number_of_page)
    if not changes and number_of_page > 1:
        raise Http404
    context = {"post": here, "topic": here.topic, "community": here.topic.community, "changes": changes,
               "number": number_of_page, "has_more": has_more}  # fmt: skip
    return render(request, "discussions/history.html", context)


@require_POST
def react(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """React, or take a reaction back."""
    here = visible_post(request, slug, pk, number)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("There is no such reaction."))
    if form.cleaned_data["take_back"]:
        actions.take_back_reaction(member(request), here, kind=form.cleaned_data["take_back"])
    else:
        actions.react(member(request), here, kind=form.cleaned_data["kind"])
    return redirect(page_of(here.topic, number))


@require_POST
def accept(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Choose a post as the answer."""
    here = visible_post(request, slug, pk, number)
    actions.accept(member(request), here)
    return redirect(page_of(here.topic, number))


@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Take a post down, after asking once more."""
    here = visible_post(request, slug, pk, number)
    ruling = rules.may_hide(request.user, here)
    if request.method == "POST":
        actions.hide_post(member(request), here)
        return redirect(page_of(here.topic, number))
    context = {"post": here, "topic": here.topic, "community": here.topic.community, "ruling": ruling}
    return render(request, "discussions/hide.html", context, status=200 if ruling else 403)


@require_POST
def restore(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Bring a post back."""
    topic = visible_topic(request, slug, pk)
    here = get_object_or_404(Post, topic=topic, number=number)
    here.topic = topic
    actions.restore_post(member(request), here)
    return redirect(page_of(topic, number))
