"""Pages of teams: seen by their members alone."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...lib.ruling import require
from ...lib.ui.forms import Attempt
from ..institutions.models import Institution
from ..notifications.actions import read_group
from ..people.models import User
from . import actions, rules
from .forms import InviteForm, TeamForm
from .holdings import coming, held
from .models import Invitation, Member, Side, Team
from .panels import panels


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The teams that I belong to, and where I can begin one."""
    me = cast(User, request.user)
    teams = Team.objects.visible_to(me).for_cards().order_by("-created_at")[:100]
    invited = Invitation.objects.visible_to(me).open().filter(address__iexact=me.email or "").for_cards()[:20]
    works_at = Institution.objects.visible_to(me).filter(belongings__person=me).first()
    return render(request, "teams/mine.html", {"teams": teams, "invited": invited, "works_at": works_at})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a team of an institution."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    require(rules.may_begin(request.user, institution))
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            team = actions.begin(cast(User, request.user), institution, **form.cleaned_data)
            messages.success(request, _("The team has begun. Invite the others."))
            return redirect("teams:invite", team.pk)
    crumbs = [(institution.name, institution.get_absolute_url())]
    page = {"form": form, "crumbs": crumbs, "title": _("Begin a team"), "verb": _("Begin the team")}
    return render(request, "teams/form.html", page, status=422 if form.errors else 200)


@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team: what it is for, and who belongs to it."""
    one = _team(request, pk)
    read_group(cast(User, request.user), one.group)
    members = list(one.members.select_related("person").order_by("joined_at", "pk"))
    page = {
        "team": one, "members": members, "may_lead": rules.may_lead(request.user, one),
        "may_leave": rules.may_leave(request.user, one), "crumbs": [(_("Your teams"), reverse("teams:mine"))],
        "panels": panels(request.user, one),
    }  # fmt: skip
    return render(request, "teams/team.html", page)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is called, and what it is for."""
    one = _team(request, pk)
    require(rules.may_lead(request.user, one))
    told = {"name": one.name, "about": one.about}
    form = TeamForm(request.POST if request.method == "POST" else None, initial=told)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.edit(cast(User, request.user), one, **form.cleaned_data)
            messages.success(request, _("The team is changed."))
            return redirect(one)
    page = {"form": form, "crumbs": _crumbs(one), "title": _("Change the team"), "verb": _("Save")}
    return render(request, "teams/form.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite people by mail."""
    one = _team(request, pk)
    form, status = InviteForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form, "addresses") as attempt:
                actions.invite(cast(User, request.user), one, **form.cleaned_data)
                messages.success(request, _("Done. Whoever is not in the team yet finds it in their mail."))
                return redirect("teams:invite", one.pk)
            status = attempt.status
    invited = one.invitations.open().select_related("invited_by").order_by("-invited_at")[:100]
    leads = rules.may_lead(request.user, one)
    page = {
        "team": one, "form": form, "crumbs": _crumbs(one),
        "invited": [each for each in invited if leads or each.invited_by_id == request.user.pk],
    }  # fmt: skip
    return render(request, "teams/invite.html", page, status=status)


@require_POST
def take_back(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    one = _team(request, pk)
    found = get_object_or_404(one.invitations.select_related("team"), pk=invitation)
    actions.take_back(cast(User, request.user), found)
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect("teams:invite", one.pk)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Go, after being asked once more."""
    one = _team(request, pk)
    if request.method == "POST":
        actions.leave(cast(User, request.user), one)
        messages.success(request, _("You have left %(team)s.") % {"team": one})
        return redirect("teams:mine")
    require(rules.may_leave(request.user, one))
    is_last = not one.members.exclude(person=cast(User, request.user)).exists()
    gone = _("You are the last one: nobody can open the team any more.")
    text = gone if is_last else _("What the team found stays with it. You come back when somebody invites you.")
    page = {
        "title": _("Leave %(team)s?") % {"team": one}, "text": text, "verb": _("Leave the team"),
        "back": one.get_absolute_url(), "danger": True,
        "held": [] if is_last else held(one, cast(User, request.user)),
        "coming": [] if is_last else coming(one),
    }  # fmt: skip
    return render(request, "confirm.html", page)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int, handle: str) -> HttpResponse:
    """Let another member lead."""
    member = _member(request, pk, handle)
    require(rules.may_hand_over(request.user, member))
    if request.method == "POST":
        actions.hand_over(cast(User, request.user), member)
        messages.success(request, _("%(person)s leads the team now.") % {"person": member.person})
        return redirect(member.team)
    page = {
        "title": _("Hand the team over to %(person)s?") % {"person": member.person},
        "text": _("They lead from now on, and everybody in the team is told. You stay a member."),
        "verb": _("Hand it over"), "back": member.team.get_absolute_url(),
        "held": held(member.team, cast(User, request.user)), "coming": coming(member.team),
        "held_note": _("This stays with you. Give to somebody else what you do not keep."),
    }  # fmt: skip
    return render(request, "confirm.html", page)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, handle: str) -> HttpResponse:
    """Take somebody out of the team."""
    member = _member(request, pk, handle)
    require(rules.may_remove(request.user, member))
    if request.method == "POST":
        actions.remove(cast(User, request.user), member)
        messages.success(request, _("%(person)s is not in the team any more.") % {"person": member.person})
        return redirect(member.team)
    page = {
        "title": _("Take %(person)s out of the team?") % {"person": member.person},
        "text": _("They see nothing of it any more. They can be invited again."),
        "verb": _("Take them out"), "back": member.team.get_absolute_url(), "danger": True,
        "held": held(member.team, member.person),
    }  # fmt: skip
    return render(request, "confirm.html", page)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, handle: str) -> HttpResponse:
    """Put somebody, or oneself, on the other side."""
    member = _member(request, pk, handle)
    require(rules.may_move(request.user, member))
    if request.method == "POST":
        actions.move(cast(User, request.user), member, side=request.POST.get("side", ""))
        messages.success(request, _("Done. It holds for what is shared from now on."))
        return redirect(member.team)
    other, words = Side.PARTNER, {"person": member.person, "institution": member.team.institution}
    title = _("Count %(person)s among the partners?") % words
    if member.side == Side.PARTNER:
        other, title = Side.OWN, _("Count %(person)s among the people of %(institution)s?") % words
    page = {
        "title": title, "verb": _("Change the side"), "sent": {"side": other},
        "back": member.team.get_absolute_url(),
        "text": _(
            "Where both sides look at the same work, they rate on that side from now on. What they have shared stays "
            "on the side on which they shared it. Otherwise nothing changes."
        ),
    }  # fmt: skip
    return render(request, "confirm.html", page)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in an invitation opens; its holder joins or says no."""
    invited = get_object_or_404(Invitation.objects.of_token(token).for_cards())
    if request.method == "POST" and request.POST.get("answer") == "yes":
        actions.accept(cast(User, request.user), invited)
        messages.success(request, _("Welcome to %(team)s.") % {"team": invited.team})
        return redirect(invited.team)
    if request.method == "POST":
        return decline(request, token)
    page = {
        "invitation": invited, "may_answer": rules.may_answer(request.user, invited),
        "may_decline": rules.may_decline(invited),
    }  # fmt: skip
    return render(request, "teams/invitation.html", page)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no with one press, without an account; looking at the page changes nothing, for mail programs look ahead.

    The token proves that the press comes from the mail, also when a mail program makes it (RFC 8058).
    """
    invited = get_object_or_404(Invitation.objects.of_token(token).for_cards())
    if request.method == "POST" and invited.accepted is not False:
        actions.decline(request.user if request.user.is_authenticated else None, invited)
        invited.refresh_from_db()
    page = {"invitation": invited, "may_decline": rules.may_decline(invited)}
    return render(request, "teams/decline.html", page)


def _team(request: HttpRequest, pk: int) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)


def _member(request: HttpRequest, pk: int, handle: str) -> Member:
    team = _team(request, pk)
    member = get_object_or_404(team.members.select_related("person"), person__handle=handle)
    member.team = team
    return member


def _crumbs(one: Team) -> list[tuple[str, str]]:
    return [(_("Your teams"), reverse("teams:mine")), (one.name, one.get_absolute_url())]
