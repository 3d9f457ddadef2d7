"""Who votes: a device, a member, or a code. What a device keeps is signed, and sent to this dialogue alone."""

from __future__ import annotations

import secrets

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .. import rules
from ..models import Access, Dialogue
from ..models.ballot import key_of

SIGNER = signing.Signer(salt="dialogues.device")
BALLOT, WRITTEN = "ballot", "written"  # names of cookies
KEPT = 400 * 24 * 3600  # seconds: a dialogue is open for a year at most
MOST = 40  # statements that a device remembers to have written


def voter(request: HttpRequest, dialogue: Dialogue) -> str:
    """Who this is to the dialogue, as `key_of` takes it; "" for somebody who has not begun on this device."""
    if dialogue.access == Access.MEMBERS:
        return f"person:{request.user.pk}" if rules.may_enter(request.user, dialogue) else ""
    return _read(request, BALLOT, dialogue)


def key(request: HttpRequest, dialogue: Dialogue) -> str:
    """The key of the ballot of whoever asks; "" for somebody who has none on this device."""
    who = voter(request, dialogue)
    return key_of(dialogue, who) if who else ""


def newcomer(request: HttpRequest, dialogue: Dialogue) -> str:
    """Who it is that begins: the device anew, or the code that was typed."""
    if dialogue.access == Access.CODES:
        return "code:" + code_in(request.POST.get("code", ""))
    return voter(request, dialogue) or f"device:{secrets.token_urlsafe(18)}"


def code_in(typed: str) -> str:
    """The code that somebody typed, however they put spaces and capitals."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())[:20]


def address_of(request: HttpRequest) -> str:
    """Where the request comes from in the network, as far as our proxies are trusted."""
    return str(get_adapter().get_client_ip(request))


def remember(response: HttpResponse, dialogue: Dialogue, who: str) -> HttpResponse:
    """Let the device know its ballot again; members are known without."""
    if dialogue.access != Access.MEMBERS:
        _write(response, BALLOT, dialogue, who)
    return response


def written(request: HttpRequest, dialogue: Dialogue) -> list[int]:
    """The statements written on this device, which only the device remembers."""
    words = _read(request, WRITTEN, dialogue).split(".")
    return [int(word) for word in words if word.isdecimal()]


def remember_written(request: HttpRequest, response: HttpResponse, dialogue: Dialogue, statement: int) -> None:
    """Add a statement to those."""
    known = [*written(request, dialogue), statement][-MOST:]
    _write(response, WRITTEN, dialogue, ".".join(map(str, known)))


def _read(request: HttpRequest, name: str, dialogue: Dialogue) -> str:
    try:
        slug, _bar, value = SIGNER.unsign(request.COOKIES.get(name, "")).partition("|")
    except signing.BadSignature:
        return ""
    return value if slug == dialogue.slug else ""


def _write(response: HttpResponse, name: str, dialogue: Dialogue, value: str) -> None:
    response.set_cookie(
        name, SIGNER.sign(f"{dialogue.slug}|{value}"), max_age=KEPT, path=dialogue.get_absolute_url(),
        secure=settings.IS_HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip
