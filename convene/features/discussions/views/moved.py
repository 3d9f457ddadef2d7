"""Lead from where something once stood to where it stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ..models import MovedPost, Topic, place_now
from ..queries import PAGE

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..queries.topic import TopicPage


def page_of(here: Topic, number: int) -> str:
    """Where a post stands: its page, and its place on it."""
    return f"{here.get_absolute_url()}?page={(number - 1) // PAGE + 1}#post-{number}"


def led_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view; what was moved is looked for only where nothing stands at the address. What was sent is not lost."""

    @wraps(view)
    def at_address(request: HttpRequest, **words: Any) -> HttpResponse:
        try:
            return view(request, **words)
        except Http404:
            number, page = words.get("number", 0), request.GET.get("page", "")
            after = (int(page) - 1) * PAGE if page.isascii() and page.isdigit() and len(page) < 7 else 0
            found = place_now(request.user, words["slug"], words["pk"] or 0, number, max(after, 0))
            if found is None:
                raise
            topic, there = found
            now = words | {"slug": topic.community.slug, "pk": topic.pk} | ({"number": there} if number else {})
            if now == words:
                raise
        if request.method == "POST":
            _rename_answered(request, words["pk"], topic)
        if number or request.method == "POST":
            return view(request, **now)
        if there:
            return redirect(page_of(topic, there))
        asked = request.META.get("QUERY_STRING", "")
        match = request.resolver_match
        address = reverse(match.view_name, kwargs=now) if match else topic.get_absolute_url()
        return redirect(f"{address}?{asked}" if asked else address)

    return at_address


def _rename_answered(request: HttpRequest, pk: int, topic: Topic) -> None:
    """The post that a reply answers has another number now."""
    answered = request.POST.get("reply_to", "")
    if topic.pk != pk and answered.isascii() and answered.isdigit():
        sent = request.POST.copy()
        moved = MovedPost.objects.filter(topic=pk, number=answered[:9], post__topic=topic)
        sent["reply_to"] = str(moved.values_list("post__number", flat=True).first() or "")
        request.POST = sent  # type: ignore[assignment]


@dataclass(slots=True)
class Moved:
    """Posts that stood beside each other and went to the same place."""

    count: int
    by: str
    topic: Topic | None  # None for readers who may not see it
    number: int  # of the first of them there


def moved_from(viewer: Actor, here: Topic, page: TopicPage) -> dict[int, list[Moved]]:
    """What was moved away from a page of a topic, by the number of the post that comes next there; 0 at its end."""
    first = (page.number - 1) * PAGE
    rows = MovedPost.objects.filter(topic=here, number__gt=first, number__lte=first + PAGE).order_by("number")
    gone = list(rows.select_related("post", "by"))
    seen = Topic.objects.visible_to(viewer).select_related("community")
    there = seen.in_bulk({one.post.topic_id for one in gone} - {here.pk})
    found: dict[int, list[Moved]] = {}
    last = None
    for one in gone:
        if one.post.topic_id == here.pk:  # came back under another number
            continue
        before = next((post.number for post in page.posts if post.number > one.number), 0)
        if (before, one.post.topic_id, one.by_id) == last:
            found[before][-1].count += 1
            continue
        last = (before, one.post.topic_id, one.by_id)
        target = there.get(one.post.topic_id)
        found.setdefault(before, []).append(Moved(1, one.by.name if one.by else "", target, one.post.number))
    return found
