"""Whether what one is asked comes by mail too."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ....core.people.models import User
from .. import actions
from ..letters import person_of
from .find import member


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Have reminders and outcomes mailed, or not."""
    wanted = request.POST.get("by_mail") == "yes"
    actions.choose_mail(member(request), by_mail=wanted)
    by_mail, at_bell = _("From now on reminders and outcomes come by mail too."), _("They stand at the bell alone.")
    messages.success(request, by_mail if wanted else at_bell)
    return redirect("polls:list")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails with one press, without signing in; looking at the page changes nothing, for mail programs look ahead.

    The token proves that the press comes from the mail, also when a mail program makes it (RFC 8058).
    """
    try:
        person = get_object_or_404(User, pk=person_of(token)).pk
    except LookupError:
        raise Http404 from None
    is_stopped = request.method == "POST"
    if is_stopped:
        actions.stop(person)
    return render(request, "polls/stop.html", {"is_stopped": is_stopped})
