"""I used this; what I found on looking again; comments; and whether it names one."""

from __future__ import annotations

from django.contrib import messages as words
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ....core.moderation.models import Item
from ....lib.ui.forms import Attempt
from .. import actions
from ..forms import CommentForm, LookForm, NamedForm, UseForm
from .find import LARGEST, member, visible_resource
from .resource import show


@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where one used it, and how it went."""
    here, form, status = visible_resource(request, pk), UseForm(request.POST), 422
    if form.is_valid():
        with Attempt(form) as attempt:
            made = actions.use(member(request), here, **form.cleaned_data)
            if isinstance(made, Item):
                words.success(request, _("A moderator looks at it first. You are told as soon as it appears."))
            return redirect(f"{here.get_absolute_url()}#used")
        status = attempt.status
    return show(request, here, status=status, use=form)


@require_POST
def hide_use(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take back what one said, or take down what somebody said."""
    here = visible_resource(request, pk)
    said = get_object_or_404(here.uses.filter(hidden_at=None), pk=min(number, LARGEST))
    said.resource = here
    actions.hide_use(member(request), said)
    return redirect(f"{here.get_absolute_url()}#used")


@require_POST
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one found on looking at it again."""
    here, form, status = visible_resource(request, pk), LookForm(request.POST), 422
    if form.is_valid():
        with Attempt(form, "words") as attempt:
            here = actions.look_again(member(request), here, **form.cleaned_data)
            words.success(request, _("Thank you. Those who look after it see what you found."))
            return redirect(here)
        status = attempt.status
    return show(request, here, status=status, look=form)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in the discussion about it."""
    here, form, status = visible_resource(request, pk), CommentForm(request.POST), 422
    if form.is_valid():
        with Attempt(form, "body") as attempt:
            made = actions.comment(member(request), here, **form.cleaned_data)
            if isinstance(made, Item):
                words.success(request, _("A moderator looks at it first. You are told as soon as it appears."))
            return redirect(f"{here.get_absolute_url()}#talk")
        status = attempt.status
    return show(request, here, status=status, comment=form)


@require_POST
def be_named(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it name one, or not."""
    here, form = visible_resource(request, pk), NamedForm(request.POST)
    is_named = form.is_valid() and form.cleaned_data["is_named"]
    actions.be_named(member(request), here, is_named=is_named)
    words.success(request, _("It names you.") if is_named else _("It does not name you."))
    return redirect(here)
