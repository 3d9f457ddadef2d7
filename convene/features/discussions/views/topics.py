"""Lists of topics, and a topic."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from markupsafe import escape

from ....core.communities.models import Community
from ....core.communities.pages import in_community
from ....core.communities.rules import is_new, may_moderate, may_read, role_of
from ....core.ledger.pages import keep
from ....core.moderation.models import Item
from ....core.moderation.queries.policy import own_here
from ....core.people.pages import until_something_happens
from ....lib.errors import NotPossible, Refusal
from ....lib.text import quote_markdown
from ....lib.web import live
from ....lib.web.refusals import is_script
from ....lib.web.unchanged import stamped, tag, unchanged
from .. import actions, rules
from ..cards import Cards
from ..forms import HandsForm, ReplyForm, StartForm
from ..models import Draft, Topic
from ..queries import PAGE, community_page, similar_topics, topic_page
from .files import taken_in
from .find import announcement_after, hands_of, member, original_of, page_number, summary_of, visible_topic
from .moved import moved_from, page_of

LISTS = ("", "unanswered", "unresolved", "archived")
OLD = timedelta(days=180)  # whoever replies to an older topic is told so


@login_not_required
@require_GET
@until_something_happens
@in_community
def community(request: HttpRequest, here: Community, now: str) -> HttpResponse:
    """A community's front page: its topics."""
    if not may_read(request.user, here):
        return redirect("communities:about", here.slug)
    show = request.GET.get("show", "")
    if show not in LISTS:
        raise Http404
    number = page_number(request)
    new = is_new(request.user, here)
    rows = community_page(request.user, here, show, number, now)
    if not rows and number > 1:
        raise Http404
    page = render(
        request,
        "discussions/community.html",
        {
            "community": here,
            "role": role_of(request.user, here),
            "rows": rows[:PAGE],
            "held": own_here(request.user, here.group),
            "has_more": len(rows) > PAGE,
            "number": number,
            "show": show,
            "caught_up_at": getattr(request.user, "caught_up_at", None),
            "may_start": rules.may_start(request.user, here),
            "may_moderate": may_moderate(request.user, here),
            "is_new": new,
            "hello": Topic.objects.visible_to(request.user).welcoming(here).first() if new else None,
        },
    )
    return page if request.user.is_authenticated else keep(page)


@login_not_required
@require_GET
def topic(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A page of a topic; without a page number, the one where the reader stopped."""
    here = visible_topic(request, slug, pk)
    viewer = request.user
    if not viewer.is_authenticated:
        return keep(_topic_page(request, here))
    if here.duplicate_of_id or here.share_count or here.slow_minutes:  # shows what changes elsewhere, or with time
        return stamped(_topic_page(request, here), "")
    etag = tag(
        request, here.version, here.community.state, role_of(viewer, here.community), viewer.unread_notifications,
        viewer.name, viewer.language, viewer.time_zone, viewer.is_staff, timezone.now().hour,  # live tokens grow old
        getattr(here, "mine_upto", 0), getattr(here, "mine_follow", ""), getattr(here, "draft_body", ""),
        getattr(here, "draft_version", 0),
        getattr(here, "mine_bookmarked", ""), here.lies_beside(viewer),
    )  # fmt: skip
    if viewer.held_count:  # what they wrote and only they can see has no version
        return stamped(_topic_page(request, here), "")
    return unchanged(request, etag) or stamped(_topic_page(request, here), etag)


def _topic_page(request: HttpRequest, here: Topic, form: ReplyForm | None = None, status: int = 200) -> HttpResponse:
    number = page_number(request) if "page" in request.GET else None
    page = topic_page(request.user, here, number)
    viewer, address = request.user, here.get_absolute_url()
    may_reply, may_keep_order = rules.may_reply(viewer, here), bool(may_moderate(viewer, here.community))
    return render(
        request,
        "discussions/topic.html",
        {
            "page": page,
            "stream": live.address(live.mint([here.group, f"person:{viewer.pk}"], viewer.pk))
            if viewer.is_authenticated
            else "",
            "address": address,
            "cards": Cards(
                near=escape("" if request.path == address else address),  # as short as can be
                page=page.number,
                answer=here.accepted_post_id,
                reader=viewer.pk,
                mine=page.mine,
                bookmarked=here.bookmarks,
                may=(
                    bool(rules.takes_part(viewer, here)) and not (here.community.is_archived or here.archived_at),
                    bool(may_reply),
                    bool(rules.may_accept(viewer, here)),
                    may_keep_order,
                    viewer.is_authenticated,
                ),
            ),
            "topic": here,
            "lies_beside": here.lies_beside(viewer),
            "moved": moved_from(viewer, here, page) if here.moved_count else {},
            "community": here.community,
            "role": role_of(viewer, here.community),
            "held": own_here(viewer, here.group),
            "may_reply": may_reply,
            "may_moderate": may_keep_order,
            "may_hide_topic": bool(rules.may_hide_topic(viewer, here)),
            "may_share": bool(rules.may_share(viewer, here)),
            "shares": [(one, bool(rules.may_unshare(viewer, one))) for one in here.shares_in_force],
            "may_wiki": bool(rules.may_wiki(viewer, here)),
            "may_retitle": bool(rules.may_retitle(viewer, here)),
            "reply": Begun.of(form) if form else Begun(page.draft + _quoted(request, here)),
            "in_short": summary_of(here),
            "pace": rules.may_post_again(viewer, here, here.may_post_again_at(viewer)) if may_reply else may_reply,
            "original": original_of(request, here),
            "may_mark": here.is_question and bool(rules.may_mark_duplicate(viewer, here)),
            "may_sum_up": bool(rules.may_sum_up(viewer, here)),
            "hands": hands_of(request, here, page.posts),
            "is_old": here.last_post_at < timezone.now() - OLD,
            "file_largest": settings.FILE_LARGEST,
        },
        status=status,
    )


@dataclass(slots=True)
class Begun:
    """A reply as it stands in the composer."""

    body: str = ""
    reply_to: str = ""
    errors: Sequence[str] = ()
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @classmethod
    def of(cls, form: ReplyForm) -> Begun:
        """What was sent and could not be posted."""
        sent = {name: str(form[name].value() or "") for name in ("body", "reply_to", "key")}
        return cls(
            sent["body"],
            sent["reply_to"],
            [str(error) for error in form.errors.get("body", [])],
            sent["key"] or str(uuid.uuid4()),
        )


def _quoted(request: HttpRequest, here: Topic) -> str:
    """The post that `?quote=` asks for, as a quotation; for browsers without JavaScript."""
    number = request.GET.get("quote", "")
    if not number.isascii() or not number.isdigit():
        return ""
    post = here.posts.filter(number=number[:6], hidden_at=None).select_related("author").first()
    return quote_markdown(str(post.author or ""), post.get_absolute_url(), post.body) if post else ""


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write a reply; as a page of its own for browsers without JavaScript, with a quotation when one is asked for."""
    here = visible_topic(request, slug, pk)
    if request.method == "GET":
        return redirect(f"{here.get_absolute_url()}?page={_last_page(here)}#reply")
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        if is_script(request):
            raise NotPossible(" ".join(str(error) for errors in form.errors.values() for error in errors))
        return _topic_page(request, here, form, status=422)
    try:
        body = form.cleaned_data["body"]
        body += taken_in(member(request), form.cleaned_data["uploads"], rules.may_reply(request.user, here), body)
        post = actions.reply(
            member(request), here, body=body, reply_to=form.cleaned_data["reply_to"], key=form.cleaned_data["key"]
        )
    except Refusal as no:
        if is_script(request):
            raise
        form.add_error("body", no.sentence)
        return _topic_page(request, here, form, status=no.status)
    if isinstance(post, Item):
        there = f"{here.get_absolute_url()}?page={_last_page(here)}#held-{post.pk}"
    else:
        there = page_of(post.topic, post.number)
    return JsonResponse({"address": there}, status=201) if is_script(request) else HttpResponseRedirect(there)


@require_http_methods(["GET", "POST"])
@in_community
def start(request: HttpRequest, here: Community) -> HttpResponse:
    """Start a topic."""
    if not may_read(request.user, here):
        return redirect("communities:about", here.slug)
    ruling = rules.may_start(request.user, here)
    may_announce = bool(rules.may_start(request.user, here, "announcement"))
    if request.method == "GET":
        draft = Draft.objects.filter(person=member(request), community=here, topic=None).first()
        wanted = request.GET.get("kind", "")
        kind = wanted if wanted in {"question", "announcement"} else "discussion"
        form = StartForm(
            may_announce=may_announce,
            initial={
                "kind": kind,
                "title": draft.title if draft else "",
                "body": draft.body if draft else "",
                "key": uuid.uuid4(),
            }
        )
        return _start_page(request, here, form, ruling, 200 if ruling else 403)
    if "look" in request.POST:  # without script, one asks by a button
        form = StartForm(initial=request.POST.dict(), may_announce=may_announce)
        return _start_page(request, here, form, ruling, 200, HandsForm.begun(request.POST), look=True)
    form = StartForm(request.POST, request.FILES, may_announce=may_announce)
    hands = HandsForm.begun(request.POST)
    if not form.is_valid() or (hands.is_bound and not hands.is_valid()):
        return _start_page(request, here, form, ruling, 422, hands)
    try:
        files = form.cleaned_data.pop("uploads")
        form.cleaned_data["body"] += taken_in(member(request), files, ruling, form.cleaned_data["body"])
        if form.cleaned_data["due_at"]:
            _later(request, here, form, hands)
            return redirect("discussions:scheduled")
        del form.cleaned_data["due_at"]
        asked = hands.asked() if hands.is_bound else None
        started = actions.begin(member(request), here, hands=asked, **form.cleaned_data)
    except Refusal as no:
        form.add_error(None, no.sentence)
        return _start_page(request, here, form, ruling, no.status, hands)
    return redirect(here if isinstance(started, Item) else started)


def _later(request: HttpRequest, here: Community, form: StartForm, hands: HandsForm) -> None:
    if hands.is_bound:
        raise NotPossible(_("A show of hands cannot wait: leave the time empty, or add it once your text is posted."))
    actions.schedule(member(request), here, **form.cleaned_data)


def _start_page(
    request: HttpRequest,
    here: Community,
    form: StartForm,
    ruling: object,
    status: int,
    hands: HandsForm | None = None,
    look: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "community": here,
        "role": role_of(request.user, here),
        "form": form,
        "may_start": ruling,
        "similar": similar_topics(request.user, str(form["title"].value() or "")) if look else None,
        "hands": hands or HandsForm.begun(),
        "draft": Draft.objects.filter(person=member(request), community=here, topic=None).first(),
        "may_announce": bool(rules.may_start(request.user, here, "announcement")),
        "next_announcement": announcement_after(request, here),
        "zone": timezone.get_current_timezone_name(),
        "file_largest": settings.FILE_LARGEST,
    }
    return render(request, "discussions/start.html", context, status=status)


def _last_page(here: Topic) -> int:
    return max((here.last_number + PAGE - 1) // PAGE, 1)
