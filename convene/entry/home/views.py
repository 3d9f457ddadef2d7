"""The front page, home, my topics, and the network's own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...core.communities.models import Community, Visibility
from ...core.communities.queries import directory
from ...core.drafts.queries import begun
from ...core.ledger.pages import keep
from ...core.moderation.queries.figures import COUNTED, quarters
from ...core.moderation.queries.limits import how_it_lifts, limits_in_words
from ...core.moderation.queries.policy import in_force
from ...core.people.actions import settle
from ...core.people.pages import until_something_happens
from ...core.people.queries import first_steps
from ...core.steps.queries import AT_HOME
from ...core.steps.queries import mine as to_do
from ...features.dialogues.queries import asked_of, sketches_of
from ...features.discussions.actions import catch_up
from ...features.discussions.queries import bookmarks, followed_topics, mentions, topic_rows
from ...lib.ruling import require
from ...lib.web import live
from . import actions, queries, rules
from .forms import TextForm
from .models import Key
from .texts import text

if TYPE_CHECKING:
    from ...core.people.models import User

LISTS = ("follow", "new", "wrote", "started", "mentions", "bookmarks", "drafts")
DIALOGUES = 4  # on the front page


@login_not_required
@require_GET
@until_something_happens
def home(request: HttpRequest, now: str) -> HttpResponse:
    """For visitors what this network is, for members what is new."""
    if not request.user.is_authenticated:
        return keep(_front(request, now))
    person = request.user
    number = _page_number(request)
    news = queries.news(person, number, now)
    if number > 1 and not news.rows:
        raise Http404
    context: dict[str, Any] = {
        "news": news, "number": number, "greeting": _greeting(person), "today": timezone.localtime(),
        "dialogues": asked_of(person, now),
    }  # fmt: skip
    context["to_do"] = to_do(person, AT_HOME)  # asks for nothing where there is nothing
    context["steps"] = first_steps(person) if person.begins_at else None
    if context["steps"] and context["steps"].are_taken and news.communities:
        settle(person, person)  # said once
    if not news.communities:
        context["suggested"] = [
            card for card in directory(person, now) if card.join_policy == "open" and not card.is_archived
        ][:6]
    request.live = live.address(live.mint([f"person:{person.pk}"], person.pk))  # type: ignore[attr-defined]
    return render(request, "home/home.html", context)


def _front(request: HttpRequest, now: str) -> HttpResponse:
    cards = directory(request.user, now)
    rows, communities = queries.public_topics(now)
    dialogues = asked_of(request.user, now)[:DIALOGUES]
    context = {
        "welcome": text(Key.WELCOME),
        "cards": [card for card in cards if not card.is_archived],
        "discussions": sum(card.topic_count for card in cards if card.visibility == Visibility.PUBLIC),
        "rows": rows,
        "dialogues": dialogues, "sketches": sketches_of(dialogues),
        "slug_of": {one.pk: one.slug for one in communities},
        "name_of": {one.pk: one.called for one in communities},
    }
    return render(request, "home/front.html", context)


def _greeting(person: User) -> str:
    """By the reader's clock, which the middleware has activated."""
    hour = timezone.localtime().hour
    name = {"name": person.name.split()[0] if person.name.strip() else _("you")}
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % name
    return (_("Good afternoon, %(name)s") if 12 <= hour < 18 else _("Good evening, %(name)s")) % name


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    if not given.isdecimal() or len(given) > 5 or not 0 < int(given) <= 10_000:
        raise Http404
    return int(given)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Nothing from before this moment is new any more."""
    catch_up(cast("User", request.user))
    return redirect("home:home")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What is one's own: topics that one follows, wrote in or started, mentions, bookmarks, drafts."""
    person, show = cast("User", request.user), request.GET.get("show", "follow")
    if show not in LISTS:
        raise Http404
    number = _page_number(request)
    context: dict[str, object] = {"show": show, "number": number, "has_more": False}
    if show == "drafts":
        context["drafts"] = queries.drafts(person)[:100]
    elif show in {"mentions", "bookmarks"}:
        start = (number - 1) * queries.PAGE
        found: list[Any] = (
            mentions(person, start, queries.PAGE + 1)
            if show == "mentions"
            else list(bookmarks(person)[start : start + queries.PAGE + 1])
        )
        context |= {show: found[: queries.PAGE], "has_more": len(found) > queries.PAGE}
    else:
        start = (number - 1) * queries.PAGE
        rows = topic_rows(followed_topics(person, show), person, start, queries.PAGE + 1)
        here = Community.objects.in_bulk({row.community_id for row in rows})
        context |= {"rows": rows[: queries.PAGE], "has_more": len(rows) > queries.PAGE}
        context |= {"slug_of": {pk: one.slug for pk, one in here.items()}}
        context |= {"name_of": {pk: str(one) for pk, one in here.items()}}
    return render(request, "home/mine.html", context)


@login_not_required
@require_GET
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A text of the network."""
    shown = render(request, "home/text.html", {"text": text(key)})
    return shown if request.user.is_authenticated else keep(shown)


@login_not_required
@require_GET
def rules_page(request: HttpRequest) -> HttpResponse:
    """How the site is moderated, what holds for newcomers, and how often what was decided."""
    policy = in_force(None)
    context = {
        "text": text(Key.RULES),
        "limits": limits_in_words(policy),
        "how_it_lifts": how_it_lifts(policy),
        "quarters": [(one.name, *(one.said(did) for did in COUNTED)) for one in quarters()],
    }
    page = render(request, "home/rules.html", context)
    return page if request.user.is_authenticated else keep(page)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a text of the network."""
    require(rules.may_write_texts(request.user))
    if key not in Key.values:
        raise Http404
    now = text(key)
    kept = begun(request.user, f"home.text:{key}", now.body, title=now.title)
    first = {"title": kept.title, "body": kept.body}
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.write_text(cast("User", request.user), key, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("home:home" if key == Key.WELCOME else f"home:{key}")
    context = {"form": form, "label": Key(key).label, "key": key, "begun": kept}
    return render(request, "home/edit.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever is not signed in reads on in another language, on the page they came from."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    chosen = redirect(came_from if is_ours else "home:home")
    chosen.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return chosen


@login_not_required
@require_GET
def robots(_request: HttpRequest) -> HttpResponse:
    """What machines that gather pages may visit."""
    sitemap = settings.SITE_URL + reverse("home:sitemap")
    closed = [f"Disallow: /{place}/" for place in ("account", "people", "language")]
    lines = ["User-agent: *", *closed, f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
