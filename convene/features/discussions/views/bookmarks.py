"""What a reader wants to find again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.errors import Refusal
from .. import actions
from ..forms import BookmarkForm
from ..models import Bookmark
from .find import member, visible_post
from .moved import page_of


@require_http_methods(["GET", "POST"])
def bookmark(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Keep a post, with a note and a day to be reminded on."""
    here = visible_post(request, slug, pk, number)
    kept = Bookmark.objects.visible_to(request.user).filter(post=here).first()
    begun = {"note": kept.note, "remind_on": _day(kept)} if kept else {}
    form, status = BookmarkForm(request.POST or None, initial=begun), 200
    if request.method == "POST":
        form, status = BookmarkForm(request.POST), 422
        if form.is_valid():
            try:
                actions.bookmark(member(request), here, **form.cleaned_data)
            except Refusal as no:
                form.add_error("remind_on", no.sentence)
                status = no.status
            else:
                messages.success(request, _("Kept. You find it under My topics, Bookmarks."))
                return redirect(page_of(here.topic, here.number))
    context = {"topic": here.topic, "community": here.topic.community, "post": here, "form": form, "kept": kept}
    return render(request, "discussions/bookmark.html", context, status=status)


def _day(kept: Bookmark) -> str:
    waits = kept.remind_at and not kept.reminded_at
    return f"{timezone.localtime(kept.remind_at):%Y-%m-%d}" if waits else ""


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Let a bookmark go."""
    here = visible_post(request, slug, pk, number)
    actions.remove_bookmark(member(request), here)
    messages.success(request, _("The bookmark is gone."))
    return redirect(page_of(here.topic, here.number))
