"""Write a message: to somebody new, or in a conversation."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....core.contact.queries import recipients
from ....core.contact.rules import may_write_to
from ....core.people.models import User
from ....lib.errors import NotPossible, Refusal
from ....lib.ruling import Ruling, require
from ....lib.web.preview import preview_of
from .. import actions, rules
from ..actions.texts import cooked
from ..forms import DraftForm, StartForm, WriteForm
from ..models import Draft
from ..queries import conversation_with
from .begun import Begun, with_files
from .find import member, named, person, room
from .reading import conversation_page


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Write to one or a few people; `?to=` names somebody from whose page one comes."""
    if request.method == "POST":
        return _started(request)
    handle = request.GET.get("to", "")
    somebody = person(request, handle) if handle else None
    known = conversation_with(member(request), somebody) if somebody else None
    if known:
        return redirect(f"{known.get_absolute_url()}#write")
    draft = Draft.objects.filter(person=member(request), to=handle).first()
    to = f"{somebody.name.replace(',', ' ')} @{somebody.handle}" if somebody else ""
    begun = {"to": to, "draft": handle, "body": draft.body if draft else "", "key": uuid.uuid4()}
    return _start_page(request, StartForm(initial=begun), somebody)


def _started(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start_page(request, form, status=422)
    me, sent = member(request), form.cleaned_data
    try:
        people = named(request, sent["to"])
        for one in recipients(me, people) if sent["uploads"] else ():
            require(may_write_to(me, one))
        body = with_files(me, sent["uploads"], sent["body"])
        said = {"body": body, **{name: sent[name] for name in ("key", "draft", "with_address")}}
        message = actions.start(me, people, **said)
    except Refusal as no:
        form.add_error(None, no.sentence)
        return _start_page(request, form, status=no.status)
    return redirect(message)


def _start_page(request: HttpRequest, form: StartForm, somebody: User | None = None, status: int = 200) -> HttpResponse:
    ruling = Ruling()
    if somebody:
        ruling = next(may_write_to(member(request), one) for one in recipients(member(request), [somebody]))
    context: dict[str, Any] = {
        "form": form,
        "somebody": somebody,
        "ruling": ruling,
        "file_largest": settings.FILE_LARGEST,
    }
    return render(request, "private_messages/start.html", context, status=status if ruling else 403)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in a conversation."""
    here = room(request, pk)
    if request.method == "GET":
        return redirect(f"{here.conversation.get_absolute_url()}?page={here.pages}#write")
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid():
        return conversation_page(request, here, Begun.of(form), status=422)
    sent = form.cleaned_data
    try:
        require(rules.may_write(request.user, here.others))
        body = with_files(member(request), sent["uploads"], sent["body"])
        message = actions.write(member(request), here.conversation, body=body, key=sent["key"])
    except Refusal as no:
        form.add_error("body", no.sentence)
        return conversation_page(request, here, Begun.of(form), status=no.status)
    return redirect(here.place_of(message.number))


@require_POST
def new_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being written to somebody new."""
    actions.begin_draft(member(request), to=request.GET.get("to", "")[:40], body=_drafted(request))
    return HttpResponse(status=204)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being written in a conversation."""
    actions.save_draft(member(request), room(request, pk).mine, body=_drafted(request))
    return HttpResponse(status=204)


def _drafted(request: HttpRequest) -> str:
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))
    return str(form.cleaned_data["body"])


preview = preview_of(cooked)
