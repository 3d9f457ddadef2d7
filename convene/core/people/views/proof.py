"""Before something that cannot be taken back: is it still you? By password or second step, else by a mailed code."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....lib.errors import TooMuch
from ..forms import CodeForm
from ..models import User

View = Callable[..., HttpResponse]
KEPT = "people_proof"
TRIES, LASTS = 5, 900  # seconds


def still_you(view: View) -> View:
    """Ask once more who it is, unless they showed it within ten minutes."""
    by_password = reauthentication_required(view)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if get_reauthentication_flows(request.user):
            return cast(HttpResponse, by_password(request, *args, **kwargs))
        if _was_here_lately(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("people:data")
        return redirect(f"{reverse('people:prove')}?{urlencode({'next': back})}")

    return asked


def _was_here_lately(request: HttpRequest) -> bool:
    ways = get_authentication_records(request, request.user)
    return bool(ways) and time.time() - ways[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Type the code that was just mailed."""
    me = cast(User, request.user)
    back = request.GET.get("next", "")
    if not back.startswith("/people/me/"):
        back = reverse("people:data")
    form = CodeForm(request.POST or None)
    is_filled = form.is_valid()
    if request.method == "GET" or not _is_waiting(request):
        _mail_code(request, me)
        if is_filled:
            form.add_error("code", _("That was too often, or too late. We have mailed you a new code."))
    elif is_filled and not _fits(request, form.cleaned_data["code"]):
        form.add_error("code", _("This code is not right. Copy it once more from the mail."))
    elif is_filled:
        del request.session[KEPT]
        record_authentication(request, me, method="code", reauthenticated=True)
        return redirect(back)
    return render(request, "people/prove.html", {"form": form, "email": me.email}, status=422 if form.errors else 200)


def _is_waiting(request: HttpRequest) -> bool:
    kept = request.session.get(KEPT) or {"at": 0, "tries": 0}
    return bool(time.time() - kept["at"] < LASTS and kept["tries"] < TRIES)


def _fits(request: HttpRequest, code: str) -> bool:
    kept = request.session[KEPT]
    request.session[KEPT] = {**kept, "tries": kept["tries"] + 1}
    return constant_time_compare(kept["code"], _digest(code))


def _mail_code(request: HttpRequest, person: User) -> None:
    """A new code, at most once in half a minute and so often as the limits say; meanwhile the last one stays good.

    raises: TooMuch where there is neither a code that can still be typed nor a new one.
    """
    kept = request.session.get(KEPT)
    if kept and time.time() - kept["at"] < 30 and kept["tries"] < TRIES:
        return
    if not consume(request, app="allauth.account", action="still_you", user=person, limit_get=True):
        if _is_waiting(request):
            return
        raise TooMuch(
            _("We have mailed you several codes just now. Please wait ten minutes, then ask for a new one."),
            retry_after=600,
        )
    code = get_adapter().generate_login_code()
    request.session[KEPT] = {"code": _digest(code), "at": time.time(), "tries": 0}
    text = render_to_string("people/mail/code.txt", {"person": person, "code": code, "network": settings.NETWORK_NAME})
    subject, _line, body = text.strip().partition("\n")
    send_mail(subject, body.strip(), None, [str(person.email)])


def _digest(code: str) -> str:
    plain = "".join(code.upper().replace("-", "").split())
    return salted_hmac("convene.people.proof", plain, algorithm="sha256").hexdigest()
