"""Addresses that only take something in; whoever opens one is led to the page that its button stands on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def sent_from(page: str, *words: str) -> Callable[[View], View]:
    """For views that take POST alone: leads GET to a page of this name, which an address names in the same way.

    One comes there by loading a refusal again, or by signing in after pressing a button; then it is said that nothing
    was done yet.

    words: those of the address that the page is named by, if it is not all of them; "" for none
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **names: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **names)
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            if request.user.is_authenticated:
                messages.info(request, _("This was not done yet. If its button still stands here, press it once more."))
            kept = {name: word for name, word in names.items() if name in words} if words else names
            return HttpResponseRedirect(reverse(page, kwargs=kept))

        return answer

    return wrap
