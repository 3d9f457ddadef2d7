"""A text as it will stand, before it is posted or sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from ..text import Cooked


class PreviewForm(forms.Form):
    """A text to look at."""

    body = forms.CharField(strip=False)


def preview_of(cooked: Callable[[str], Cooked]) -> Callable[[HttpRequest], HttpResponse]:
    """A view that cooks a text as writing it does; what refuses it then refuses it here, in the same words."""

    def preview(request: HttpRequest) -> HttpResponse:
        form = PreviewForm(request.POST)
        return HttpResponse(cooked(form.cleaned_data["body"]).html if form.is_valid() else "")

    return require_POST(preview)
