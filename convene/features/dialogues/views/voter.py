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
from .framed import partition
from .way import Way, kiosk_in

SIGNER = signing.Signer(salt="dialogues.device")
BALLOT, WRITTEN, KIOSK = "ballot", "written", "kiosk"  # names of cookies
KEPT = 400 * 24 * 3600  # seconds: a dialogue is open for a year at most
MOST = 40  # statements that a device remembers to have written


def way_of(request: HttpRequest, dialogue: Dialogue, *, is_framed: bool = False) -> Way:
    """By which way somebody comes. No query, but at a tablet."""
    if is_framed:
        return Way(dialogue, is_framed=True)
    token = request.COOKIES.get(KIOSK, "")
    return Way(dialogue, kiosk=kiosk_in(dialogue, token) if token else None)


def voter(request: HttpRequest, way: Way) -> str:
    """Who this is to the dialogue, as `key_of` takes it; "" for somebody who has not begun on this device."""
    if way.dialogue.access == Access.MEMBERS:
        return f"person:{request.user.pk}" if rules.may_enter(request.user, way.dialogue) and not way.is_bare else ""
    return _read(request, BALLOT, way)


def key(request: HttpRequest, way: Way) -> str:
    """The key of the ballot of whoever asks; "" for somebody who has none on this device."""
    who = voter(request, way)
    return key_of(way.dialogue, who) if who else ""


def newcomer(request: HttpRequest, way: Way) -> str:
    """Who it is that begins: the device anew, or the code that was typed. At a tablet each visitor is another one."""
    if way.dialogue.access == Access.CODES:
        code = f"code:{code_in(request.POST.get('code', ''))}:"
        mine = voter(request, way)
        return mine if mine.startswith(code) else code + secrets.token_urlsafe(18)
    known = "" if way.kiosk else voter(request, way)
    return known or f"device:{secrets.token_urlsafe(18)}"


def code_in(typed: str) -> str:
    """The code that somebody typed, however they put spaces and capitals."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())[:20]


def address_of(request: HttpRequest) -> str:
    """Where the request comes from in the network, as far as our proxies are trusted."""
    return str(get_adapter().get_client_ip(request))


def remember(response: HttpResponse, way: Way, who: str) -> HttpResponse:
    """Let the device know its ballot again; members are known without."""
    if way.dialogue.access != Access.MEMBERS:
        _write(response, BALLOT, way, who)
    return response


def written(request: HttpRequest, way: Way) -> list[int]:
    """The statements written on this device, which only the device remembers."""
    words = _read(request, WRITTEN, way).split(".")
    return [int(word) for word in words if word.isdecimal()]


def remember_written(request: HttpRequest, response: HttpResponse, way: Way, statement: int) -> None:
    """Add a statement to those."""
    known = [*written(request, way), statement][-MOST:]
    _write(response, WRITTEN, way, ".".join(map(str, known)))


def begin_anew(response: HttpResponse, dialogue: Dialogue, token: str) -> HttpResponse:
    """Let a tablet forget its last visitor, and know itself again."""
    path = dialogue.get_absolute_url()
    for name in (BALLOT, WRITTEN):
        response.delete_cookie(name, path=path, samesite="Lax")
    response.set_cookie(
        KIOSK, token, max_age=KEPT, path=path, secure=settings.IS_HTTPS, httponly=True, samesite="Lax"
    )  # fmt: skip
    return response


def _read(request: HttpRequest, name: str, way: Way) -> str:
    try:
        slug, _bar, value = SIGNER.unsign(request.COOKIES.get(_name(name, way), "")).partition("|")
    except signing.BadSignature:
        return ""
    return value if slug == way.dialogue.slug else ""


def _write(response: HttpResponse, name: str, way: Way, value: str) -> None:
    response.set_cookie(
        _name(name, way), SIGNER.sign(f"{way.dialogue.slug}|{value}"), max_age=KEPT, path=way.home,
        secure=settings.IS_HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip
    if way.is_framed and settings.IS_HTTPS:
        partition(response, _name(name, way))


def _name(name: str, way: Way) -> str:
    return f"framed-{name}" if way.is_framed else name
