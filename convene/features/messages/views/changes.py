"""Edit one's own message, or take it back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....lib.errors import Refusal
from ....lib.ruling import require
from .. import actions, rules
from ..forms import WriteForm
from .begun import with_files
from .find import member, visible_message


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Word a message better."""
    here = visible_message(request, pk, number)
    kept = begun(request.user, place_of(here), here.body)
    form = WriteForm(request.POST or None, request.FILES or None, initial={"body": kept.body})
    ruling = rules.may_change(request.user, here)
    status = 200 if ruling else 403
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                require(ruling)
                body = with_files(member(request), form.cleaned_data["uploads"], form.cleaned_data["body"])
                actions.edit(member(request), here, body=body)
                return redirect(here)
            except Refusal as no:
                form.add_error("body", no.sentence)
                status = no.status
    context = {"message": here, "form": form, "ruling": ruling, "file_largest": settings.FILE_LARGEST,
               "begun": kept}  # fmt: skip
    return render(request, "private_messages/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a message back, after asking once more."""
    here = visible_message(request, pk, number)
    if request.method == "POST":
        actions.take_back(member(request), here)
        return redirect(here)
    ruling = rules.may_change(request.user, here)
    context = {"message": here, "ruling": ruling}
    return render(request, "private_messages/take_back.html", context, status=200 if ruling else 403)
