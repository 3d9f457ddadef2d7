"""In a frame of another site: who may hold the frame, which forms are taken, and cookies that stay with that site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http.cookies import Morsel
from typing import Any

from csp.constants import NONE
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ....lib.errors import NotAllowed, Refusal
from ..queries import find_dialogue
from .way import Way

View = Callable[..., HttpResponse]


class Partitioned(Morsel):  # type: ignore[type-arg]  # http.cookies knows the word from Python 3.14 on
    """A cookie that a browser keeps apart for each site whose frame it was set in."""

    _reserved = {**Morsel._reserved, "partitioned": "Partitioned"}  # type: ignore[attr-defined]  # noqa: RUF012, SLF001
    _flags = {*Morsel._flags, "partitioned"}  # type: ignore[attr-defined]  # noqa: RUF012, SLF001


def partition(response: HttpResponse, name: str) -> None:
    """Send a cookie that was set so that it comes back in frames of the same other site, and nowhere else."""
    was, now = response.cookies[name], Partitioned()
    now.set(name, was.value, was.coded_value)
    dict.update(now, was)
    dict.update(now, {"samesite": "None", "partitioned": True})
    response.cookies[name] = now


def in_a_frame(view: View, *, posts: bool = False) -> View:
    """The same view for frames of the sites that the conveners named. posts: it takes forms alone.

    The cookie of the form's token does not come along there, so the browser's word on where a form comes from counts.
    """

    @csrf_exempt
    @wraps(view)
    def framed(request: HttpRequest, slug: str) -> HttpResponse:
        here = find_dialogue(request.user, slug)
        if posts and request.method != "POST":
            return redirect("dialogues:embed", slug)
        try:
            ours = f"{request.scheme}://{request.get_host()}"
            if request.method == "POST" and request.headers.get("Origin") != ours:
                raise NotAllowed(_("This form was not sent from its own page. Please reload it, and send it again."))
            response = view(request, slug=slug, is_framed=True)
        except Refusal as no:
            words = {"sentence": no.sentence, "way": Way(here, is_framed=True), "dialogue": here, "bare": True}
            response = render(request, "dialogues/framed_no.html", words, status=no.status)
        sites: list[Any] = here.site_list
        if sites and here.access != "members":
            setattr(response, "xframe_options_exempt", True)  # noqa: B010 a mark that middleware looks for
        setattr(response, "_csp_replace", {"frame-ancestors": sites or [NONE]})  # noqa: B010 likewise
        return response

    return framed
