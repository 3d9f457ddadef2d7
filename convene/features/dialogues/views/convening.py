"""Lists, and the pages of those who convene."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ....core.communities.models import Community
from ....core.communities.queries import find_community
from ....core.communities.rules import role_of
from ....core.teams.models import Team
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..forms import CodesForm, ConveneForm, DialogueForm, RewordForm, SeedForm
from ..models import Dialogue, Statement
from .found import crumbs, me, to_run

NETWORK = "network"


@login_not_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All dialogues that one finds in lists; `?community=` those of one community."""
    slug = request.GET.get("community", "")
    community = find_community(request.user, slug) if slug else None
    found = queries.dialogues_of(request.user, community)
    groups = {state: [one for one in found if one.state == state] for state in ("draft", "open", "announced", "closed")}
    groups["open"].sort(key=lambda one: one.closes_at)
    groups["announced"].sort(key=lambda one: one.opens_at)
    page = {
        "community": community, "groups": groups, "is_empty": not found, "tab": "dialogues",
        "role": role_of(request.user, community) if community else "",
        "may_convene": _may_convene(request, community), "sketches": queries.sketches_of(found),
    }  # fmt: skip
    return render(request, "dialogues/list.html", page)


@require_http_methods(["GET", "POST"])
def convene(request: HttpRequest) -> HttpResponse:
    """Begin a dialogue, `?place=` chosen beforehand."""
    places = {_key(place): place for place in queries.places_of(me(request))}
    if not places:
        return render(request, "dialogues/nowhere.html", {"crumbs": crumbs()}, status=403)
    choices = [(key, str(place or _("The whole network"))) for key, place in places.items()]
    wished = request.GET.get("place", "")
    initial = {"place": wished if wished in places else choices[0][0], "language": me(request).language or "en"}
    form = ConveneForm(request.POST if request.method == "POST" else None, initial=initial, places=choices)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            place = places[form.cleaned_data["place"]]
            seeds, metas = form.lines("seeds"), form.lines("metas")
            made = actions.convene(me(request), place, said=form.said(), seeds=seeds, metas=metas)
            messages.success(request, _("This is a draft. Look it over, then publish it."))
            return redirect("dialogues:manage", made.slug)
    page = {"form": form, "crumbs": crumbs()}
    return render(request, "dialogues/convene.html", page, status=422 if form.errors else 200)


@require_GET
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is to do for those who run a dialogue."""
    dialogue = to_run(request, slug)
    return _manage(request, dialogue, SeedForm())


@sent_from("dialogues:manage")
def seed(request: HttpRequest, slug: str) -> HttpResponse:
    """Add statements of those who convene."""
    dialogue = to_run(request, slug)
    form = SeedForm(request.POST)
    if form.is_valid():
        with Attempt(form, "texts"):
            is_meta = form.cleaned_data["is_meta"]
            made = actions.seed(me(request), dialogue, texts=form.lines(), is_meta=is_meta)
            said = ngettext("%(number)s statement is added.", "%(number)s statements are added.", len(made))
            messages.success(request, said % {"number": len(made)})
            return redirect("dialogues:manage", slug)
    return _manage(request, dialogue, form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said of a dialogue."""
    dialogue = to_run(request, slug)
    require(rules.may_change(request.user, dialogue))
    form = DialogueForm.of(dialogue, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.edit(me(request), dialogue, said=form.said())
            messages.success(request, _("Saved."))
            return redirect("dialogues:manage", slug)
    page = {
        "dialogue": dialogue, "form": form, "may_change_terms": rules.may_change_terms(request.user, dialogue),
        "crumbs": crumbs(dialogue),
    }  # fmt: skip
    return render(request, "dialogues/edit.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Mend a statement of those who convene, or take it away."""
    dialogue = to_run(request, slug)
    statement = get_object_or_404(Statement.objects.for_cards(), dialogue=dialogue, number=min(number, 2**31 - 1))
    may = rules.may_reword(request.user, statement, has_votes=statement.votes.exists())
    require(may)
    if request.method == "POST" and "remove" in request.POST:
        actions.remove(me(request), statement)
        return redirect("dialogues:manage", slug)
    words = {"text": statement.text, "is_meta": statement.is_meta}
    form = RewordForm(request.POST if request.method == "POST" else None, initial=words)
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "text"):
            actions.reword(me(request), statement, **form.cleaned_data)
            return redirect("dialogues:manage", slug)
    page = {"dialogue": dialogue, "form": form, "crumbs": crumbs(dialogue)}
    return render(request, "dialogues/reword.html", page, status=422 if form.errors else 200)


@sent_from("dialogues:manage")
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Let people find it."""
    actions.publish(me(request), to_run(request, slug))
    messages.success(request, _("Published. Give people the link."))
    return redirect("dialogues:manage", slug)


@sent_from("dialogues:manage")
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Take no more votes."""
    actions.close(me(request), to_run(request, slug))
    messages.success(request, _("Closed. Thank those who took part, and tell them what comes of it."))
    return redirect("dialogues:manage", slug)


@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make codes; they stand on the page that answers, and nowhere else."""
    dialogue = to_run(request, slug)
    made = dialogue.codes.count()
    require(rules.may_make_codes(request.user, dialogue, made=made, more=1))
    form, fresh = CodesForm(request.POST if request.method == "POST" else None), list[str]()
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "number"):
            fresh = actions.make_codes(me(request), dialogue, number=form.cleaned_data["number"])
    page = {"dialogue": dialogue, "form": form, "fresh": fresh, "made": made + len(fresh), "crumbs": crumbs(dialogue)}
    return render(request, "dialogues/codes.html", page, status=422 if form.errors else 200)


def _manage(request: HttpRequest, dialogue: Dialogue, form: SeedForm) -> HttpResponse:
    page = {
        "dialogue": dialogue, "form": form, "crumbs": crumbs(dialogue),
        "statements": list(dialogue.statements.filter(is_seed=True).order_by("number")),
        "may_publish": rules.may_publish(request.user, dialogue),
        "may_change": rules.may_change(request.user, dialogue),
        "may_see": rules.may_see_results(request.user, dialogue),
        "link": request.build_absolute_uri(dialogue.get_absolute_url()),
    }  # fmt: skip
    return render(request, "dialogues/manage.html", page, status=422 if form.errors else 200)


def _key(place: Community | Team | None) -> str:
    if place is None:
        return NETWORK
    return f"community-{place.slug}" if isinstance(place, Community) else f"team-{place.pk}"


def _may_convene(request: HttpRequest, community: Community | None) -> bool:
    if community is not None:
        return bool(rules.may_convene(request.user, community))
    return request.user.is_authenticated and bool(queries.places_of(me(request)))
