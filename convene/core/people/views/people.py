"""Pages about people: the profile everybody sees, and one's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from ...ledger.pages import keep
from .. import actions, queries, rules
from ..forms import PreferencesForm, ProfileForm, SuspendForm
from ..models import User

if TYPE_CHECKING:
    from ..models import Actor


@login_not_required
@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """A person's page; of whoever became somebody else, theirs."""
    person = _person(request.user, handle)
    if person.handle != handle:
        return redirect(person, permanent=True)
    page = render(request, "people/profile.html", _about(request.user, person))
    return page if request.user.is_authenticated else keep(page)


def edit(request: HttpRequest) -> HttpResponse:
    """What I say of myself, and who may see it."""
    me = _me(request)
    form = ProfileForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.edit_profile(me, me, **form.said)
            actions.set_visibility(me, me, levels=form.levels)
        messages.success(request, _("Your profile is saved."))
        return redirect(me)
    return render(request, "people/edit.html", {"form": form, "tab": "profile"}, status=422 if form.errors else 200)


def preferences(request: HttpRequest) -> HttpResponse:
    """My clock and my language."""
    me = _me(request)
    form = PreferencesForm(request.POST or None, initial={"time_zone": me.time_zone, "language": me.language})
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(me, me, **form.cleaned_data)
        messages.success(request, _("Your preferences are saved."))
        return redirect("people:preferences")
    page = {"form": form, "tab": "preferences"}
    return render(request, "people/preferences.html", page, status=422 if form.errors else 200)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How I sign in, and where I am signed in."""
    me = _me(request)
    return render(request, "people/security.html", {"secure": queries.security(me), "tab": "security"})


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one of my browsers."""
    me = _me(request)
    actions.end_session(me, get_object_or_404(UserSession, pk=session_id, user=me))
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """Members by the first letters of their names, for mentions: [{handle, name, note}], eight at most."""
    answer = JsonResponse(queries.find_people(request.user, request.GET.get("q", "")[:60]), safe=False)
    patch_cache_control(answer, private=True, max_age=30)
    return answer


@require_POST
def suspend(request: HttpRequest, handle: str) -> HttpResponse:
    """Shut a member out."""
    person = _person(request.user, handle)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return render(request, "people/profile.html", _about(request.user, person, form), status=422)
    actions.suspend(_me(request), person, **form.cleaned_data)
    messages.success(request, _("%(name)s is suspended and was signed out everywhere.") % {"name": person.name})
    return redirect(person)


@require_POST
def reinstate(request: HttpRequest, handle: str) -> HttpResponse:
    """Let a suspended member in again."""
    person = _person(request.user, handle)
    actions.reinstate(_me(request), person)
    messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
    return redirect(person)


def _about(viewer: Actor, person: User, form: SuspendForm | None = None) -> dict[str, object]:
    return {
        "profile": queries.profile(viewer, person),
        "person": person,
        "is_me": viewer.pk == person.pk,
        "may_suspend": rules.may_suspend(viewer, person),
        "may_close": rules.may_close_for(viewer, person),
        "may_reinstate": rules.may_reinstate(viewer, person),
        "form": form or SuspendForm(),
    }


def _person(viewer: Actor, handle: str) -> User:
    """The person with this handle, or who they turned out to be."""
    found = User.objects.filter(handle=handle).select_related("merged_into").first()
    person = found and (found.merged_into or found)
    if person is None or not User.objects.visible_to(viewer).filter(pk=person.pk).exists():
        raise Http404
    if not person.claimed_at and not queries.is_known_to(viewer, person):
        raise Http404
    return person


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
