"""Tidy up: say first what will happen, then do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....core.communities.models import Community
from ....core.communities.rules import KEEPS_ORDER
from ....core.people.models import User
from ....lib.errors import Refusal
from ....lib.text import excerpt
from .. import actions, rules
from ..actions.carrying import concerned
from ..actions.writing import readers_of
from ..forms import TargetForm, TidyForm, TitledForm
from ..models import Post, Topic, place_now
from .find import member, visible_topic
from .moved import page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Form

    from ..models import TopicQuerySet

AT_ONCE = 50  # posts to choose from on a page
FOUND = 10  # topics
NAMED = 6  # people
ADDRESS = re.compile(r"/c/([\w-]+)/t/(\d{1,18})/(?:(\d{1,9})/)?")


@dataclass(slots=True)
class Outcome:
    """What will happen: who is told where it goes, and who is told only that it is gone."""

    posts: int
    told: list[User] = field(default_factory=list)
    lost: list[User] = field(default_factory=list)

    @classmethod
    def of(cls, actor: User, topic: Topic, posts: QuerySet[Post], *to: Community) -> Outcome:
        """Before posts of a topic go to where these communities read."""
        people = list(concerned([topic], posts).exclude(pk=actor.pk).order_by("name"))
        readers = set(readers_of(*to).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
        told = [one for one in people if one.pk in readers or one.is_staff]
        return cls(posts.filter(hidden_at=None).count(), told, [one for one in people if one not in told])


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a topic to another community."""
    here, actor = visible_topic(request, slug, pk), member(request)
    form = TidyForm(request.POST or request.GET or None, places=_places(actor).exclude(pk=here.community_id))
    outcome = None
    if form.is_valid():
        to = form.cleaned_data["community"]
        try:
            if request.method == "POST":
                return redirect(actions.move(actor, here, to))
            others = (one.community for one in here.shares_in_force if rules.would_show(one, to))
            outcome = Outcome.of(actor, here, here.posts.all(), to, *others)
        except Refusal as no:
            form.add_error("community", no.sentence)
    return _page(request, here, "move", form, outcome=outcome)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Join a topic to another."""
    here, actor = visible_topic(request, slug, pk), member(request)
    form = TargetForm(request.POST or request.GET or None, topics=Topic.objects.visible_to(actor))
    found, outcome, into = search(actor, _joinable(actor, here), form), None, None
    if into := form.cleaned_data.get("into") if form.is_valid() else None:
        try:
            if request.method == "POST":
                before = into.last_number
                return redirect(page_of(actions.merge(actor, here, into), before + 1))
            outcome = Outcome.of(actor, here, here.posts.all(), *into.places)
        except Refusal as no:
            form.add_error("into", no.sentence)
    return _page(request, here, "merge", form, found=found, outcome=outcome, into=into)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Choose posts of a topic, then say where they go."""
    here, actor = visible_topic(request, slug, pk), member(request)
    sent = request.POST or request.GET
    numbers = sorted({int(one) for one in sent.getlist("post") if one.isascii() and one.isdigit() and len(one) < 10})
    if request.method == "GET" and ("go" not in sent or not numbers):
        return _choose(request, here, numbers, nothing="go" in sent)
    titled = TitledForm(
        request.POST if "title" in request.POST else None, places=_places(actor),
        initial={"community": here.community.slug, "kind": "discussion"},
    )  # fmt: skip
    form = TargetForm(sent if "into" in sent or "target" in sent else None, topics=Topic.objects.visible_to(actor))
    found = search(actor, _joinable(actor, here), form)
    asked: Form = titled if titled.is_bound else form
    if request.method == "POST" and asked.is_valid():
        data = asked.cleaned_data
        try:
            if asked is titled:
                return redirect(actions.split(actor, here, data.pop("community"), numbers=numbers, **data))
            if into := data.get("into"):
                before = into.last_number
                return redirect(page_of(actions.move_posts(actor, here, into, numbers=numbers), before + 1))
        except Refusal as no:
            asked.add_error(None, no.sentence)
    chosen = here.posts.filter(number__in=numbers).select_related("author").order_by("number")
    into = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
    outcome = Outcome.of(actor, here, chosen, *(into or here).places)
    return _page(
        request, here, "split", asked, titled=titled, target=form, found=found, into=into, outcome=outcome,
        posts=[(post, excerpt(post.html)) for post in chosen], numbers=numbers,
    )  # fmt: skip


def _choose(request: HttpRequest, here: Topic, numbers: list[int], *, nothing: bool) -> HttpResponse:
    posts = here.posts.filter(hidden_at=None).order_by("number")
    first = posts.values_list("number", flat=True).first() or 0
    others = posts.exclude(number=first).select_related("author").defer("body")
    page = Paginator(others, AT_ONCE).get_page(request.GET.get("to") or request.GET.get("at"))
    shown = [(post, excerpt(post.html), post.number in numbers) for post in page]
    elsewhere = sorted(set(numbers) - {post.number for post in page})
    ruling = rules.may_tidy(request.user, here)
    context = {
        "topic": here, "community": here.community, "ruling": ruling, "page": page, "shown": shown,
        "elsewhere": elsewhere, "nothing": nothing,
    }  # fmt: skip
    return render(request, "discussions/choose.html", context, status=200 if ruling else 403)


def _places(actor: User) -> QuerySet[Community]:
    """Open communities in which the person keeps order."""
    places = Community.objects.exclude(state="archived")
    if actor.is_staff:
        return places
    return places.filter(memberships__person=actor, memberships__role__in=KEEPS_ORDER)


def _joinable(actor: User, here: Topic) -> TopicQuerySet:
    """Open topics where the person keeps order."""
    topics = Topic.objects.visible_to(actor).filter(community__in=_places(actor), closed_at=None)
    return topics.exclude(pk=here.pk)


def search(actor: User, topics: TopicQuerySet, form: TargetForm) -> list[Topic] | None:
    """Those of the topics that a pasted address or words of a title mean; a pasted address is chosen at once."""
    if not form.is_bound or not form.is_valid() or form.cleaned_data.get("into"):
        return None
    text = form.cleaned_data.get("target", "")
    if address := ADDRESS.search(text):
        slug, pk, number = address.groups()
        place = place_now(actor, slug, int(pk), int(number or 0))
        form.cleaned_data["into"] = place[0] if place else None
        return None if place else []
    for word in text.split()[:6]:
        topics = topics.filter(title__icontains=word)
    return list(topics.for_cards().order_by("-last_post_at")[:FOUND])


def _page(request: HttpRequest, here: Topic, name: str, form: Form, **more: Any) -> HttpResponse:
    ruling = rules.may_tidy(request.user, here)
    status = 403 if not ruling else 422 if form.errors else 200
    context = {"topic": here, "community": here.community, "form": form, "ruling": ruling, "named": NAMED, **more}
    return render(request, f"discussions/{name}.html", context, status=status)
