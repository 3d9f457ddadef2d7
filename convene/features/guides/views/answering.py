"""A question of a round: answer alone, then see the others and answer as a team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.help.subjects import subject_of
from ....core.steps.queries import of
from ....lib.errors import NotPossible
from ....lib.web import live
from .. import actions, rules
from ..forms import AnswerForm, PartnerForm, SkipForm, TeamAnswerForm, Versioned, initial_of
from ..models import Answer, Role
from ..queries.asked import Asked, asked
from ..versions import Clash, Fields
from .found import Here, crumbs_of, find_question

TIMES = (30, 45, 60, 90)  # minutes of a meeting
ALONE, TOGETHER = ("step", "words", "role"), ("words", "became", "confidence", "owner", "revisit_on")


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The question; what is posted is one's own answer, to be kept or shared."""
    here = find_question(request, pk, key)
    if request.method == "GET":
        return _page(request, here)
    form = AnswerForm(request.POST, steps=_steps(here))
    do, said = actions.keep, _("Kept. Only you see it.")
    if "share" in request.POST:
        do, said = actions.share, _("Shared. Here is what the others say.")
    return _write(request, here, form, do, said)


@require_POST
def decide(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write at the team's answer."""
    here = find_question(request, pk, key)
    return _write(request, here, _together(request, here), actions.write, _("Saved for the team."))


@require_POST
def save_alone(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A field of one's own answer, saved while one writes."""
    here = find_question(request, pk, key)
    return _save(here, AnswerForm(request.POST, steps=_steps(here)), actions.keep)


@require_POST
def save_together(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A field of the team's answer, saved while somebody writes."""
    here = find_question(request, pk, key)
    return _save(here, _together(request, here), actions.write)


@require_POST
def skip(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Leave it out, with a reason."""
    here, form = find_question(request, pk, key), SkipForm(request.POST)
    form.full_clean()
    actions.skip(here.me, here.round, here.part, reason=form.cleaned_data.get("reason", ""))
    messages.success(request, _("Skipped. You can answer it later in this round."))
    return redirect(here.address)


@require_POST
def mark(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say that the team is stuck, or that the question is the partner's; or that it is not so any more."""
    here, form, what = find_question(request, pk, key), PartnerForm(request.POST), request.POST.get("mark", "")
    form.full_clean()
    if what in {"stuck", "not-stuck"}:
        actions.stuck(here.me, here.round, here.part, is_so=what == "stuck")
    elif what in {"partner", "ours"}:
        ask = form.cleaned_data.get("ask", "")
        actions.ask_partner(here.me, here.round, here.part, is_theirs=what == "partner", ask=ask)
    return redirect(here.address)


@require_POST
def draw(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Draw it with the answers that are there."""
    here = find_question(request, pk, key)
    actions.draw(here.me, here.round, here.part)
    return redirect(_back(request, here, "#others"))


@require_POST
def release(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Let the team's answer stand in the brief for leadership, or take it out."""
    here = find_question(request, pk, key)
    is_so = request.POST.get("release") == "yes"
    actions.release(here.me, here.round, here.part, is_so=is_so)
    messages.success(request, _("It stands in the brief for leadership.") if is_so else _("It is out of the brief."))
    return redirect(_back(request, here, "#together"))


@require_GET
def earlier(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Every wording that the team's answer had."""
    here = find_question(request, pk, key)
    found = asked(here.me, here.round, here.part, steps=len(here.outline.text.steps))
    if found.team is None or not found.team.edits:
        return redirect(here.address)
    page = {
        "here": here, "edits": found.team.edits[::-1], "text": here.outline.questions[here.at],
        "names": {TeamAnswerForm.column(name): field.label for name, field in TeamAnswerForm.base_fields.items()},
        "crumbs": [*crumbs_of(here.round.team, here.round), (_("The question"), here.address)],
    }  # fmt: skip
    return render(request, "guides/earlier.html", page)


def _steps(here: Here) -> list[str]:
    return [str(one.name) for one in here.outline.text.steps]


def _together(request: HttpRequest, here: Here) -> TeamAnswerForm:
    found = asked(here.me, here.round, here.part, steps=len(here.outline.text.steps))
    return _team_form(found, request.POST)


def _team_form(found: Asked, data: Any = None) -> TeamAnswerForm:
    ours = found.team.answer if found.team else None
    left = ours.owner if found.team and found.team.has_left and ours else None
    return TeamAnswerForm(
        data, members=found.team.members if found.team else [], left=left, initial=initial_of(ours, TOGETHER),
        prefix=None, auto_id="team_%s",
    )  # fmt: skip


def _save(here: Here, form: Versioned, do: Callable[..., Fields]) -> JsonResponse:
    """Says the new versions by field, or with 409 what somebody else wrote meanwhile."""
    if not form.is_valid():
        raise NotPossible(_("This cannot be saved as it is. Look at the field again."))
    try:
        row = do(here.me, here.round, here.part, said=form.said(), upon=form.upon())
    except Clash as clash:
        theirs = {form.name_of(field): str(value or "") for field, value in clash.theirs.items()}
        stands = {form.name_of(field): clash.stands[field] for field in clash.theirs}
        return JsonResponse({"theirs": theirs, "stands": stands}, status=409)
    return JsonResponse({form.name_of(field): row.version(field) for field in form.said()})


def _write(
    request: HttpRequest, here: Here, form: AnswerForm | TeamAnswerForm, do: Callable[..., object], said: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, here, form, status=422)
    try:
        do(here.me, here.round, here.part, said=form.said(), upon=form.upon())
    except Clash as clash:
        form.add_error(None, clash.sentence)
        return _page(request, here, form, clash=clash, status=409)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, here, form, status=422)
    messages.success(request, said)
    return redirect(_back(request, here, "#together" if isinstance(form, TeamAnswerForm) else ""))


def _back(request: HttpRequest, here: Here, anchor: str) -> str:
    """Where one was: the question, or in the meeting, whose minutes are sent as `back`."""
    if request.POST.get("back") not in {str(one) for one in TIMES}:
        return here.address + anchor
    return f"{reverse('guides:meeting', args=[here.round.pk])}?at={here.part.key}&minutes={request.POST['back']}"


def _page(
    request: HttpRequest, here: Here, form: AnswerForm | TeamAnswerForm | None = None, *,
    clash: Clash | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    return render(request, "guides/question.html", context(here, form, clash), status=status)


def context(here: Here, form: AnswerForm | TeamAnswerForm | None = None, clash: Clash | None = None) -> dict[str, Any]:
    """What a page about a question knows; that its reader is here is noted where they see the team's answer."""
    found = asked(here.me, here.round, here.part, steps=len(here.outline.text.steps))
    listens = [f"person:{here.me.pk}"]
    if found.team:
        listens.append(rules.channel(here.round, here.part))
        if here.round.is_open:
            actions.look(here.me, here.round, here.part)
    alone = form if isinstance(form, AnswerForm) else None
    together = form if isinstance(form, TeamAnswerForm) else None
    if alone is None and rules.may_answer(here.me, here.round, found.mine):
        told = dict(initial_of(found.mine, ALONE)) or {"role": _role_before(here)}
        alone = AnswerForm(steps=_steps(here), initial=told)
    if together is None and rules.may_decide(here.me, here.round, found.mine):
        together = _team_form(found)
    if alone:
        alone.fields["step"].required, alone.use_required_attribute = True, False  # to share, not to keep
    asks, at = here.outline.questions, here.at
    return {
        "here": here, "text": asks[at], "found": found, "alone": alone, "together": together, "clash": clash,
        "number": at + 1, "total": len(asks), "before": asks[at - 1] if at else None,
        "after": asks[at + 1] if at + 1 < len(asks) else None, "steps": here.outline.text.steps,
        "roles": dict(Role.choices), "crumbs": crumbs_of(here.round.team, here.round), "skip": SkipForm(),
        "partner": PartnerForm(initial={"ask": found.ask}), "may_mark": rules.may_mark(here.me, here.round),
        "may_see_others": rules.may_see_others(found.mine),
        "may_release": rules.may_release(here.me, here.round, found.mine),
        "stream": live.address(live.mint(listens, here.me.pk)), "back": "",
        "gap": _gap(here, found),
        "of": of(
            here.me, here.round.team, f"question:{here.part.key}", round=here.round, members=found.team.members
        ) if found.team else None,
    }  # fmt: skip


def _gap(here: Here, found: Asked) -> str:
    """What help is looked for, where the team is stuck or sees it differently, in the words in force; else nothing."""
    about = f"question:{here.part.key}"
    is_wide = found.spread is not None and found.spread.difference is not None
    return about if (found.stuck_at or is_wide) and subject_of(about) else ""


def _role_before(here: Here) -> str:
    mine = Answer.objects.filter(round=here.round, person=here.me).exclude(role="").order_by("-saved_at")
    return mine.values_list("role", flat=True).first() or ""
