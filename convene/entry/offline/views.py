"""The site as an app: what it is called, the worker that stands in for the server, and the pages it shows meanwhile."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from csp.constants import HEADER
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ...lib import ui

PARTS = ("store", "pages", "replies", "worker")  # in the order in which they lean on each other
HERE = Path(__file__).resolve().parent / "worker"
FILES = Path(ui.__file__).resolve().parent / "static"
KINDS = {".css", ".js", ".woff2", ".svg"}
AN_HOUR = "max-age=3600"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"  # all that a worker does is ask this site
PAPER = "#f9f8f4"


@login_not_required
@require_GET
def manifest(_request: HttpRequest) -> HttpResponse:
    """What the site is called and looks like among the apps of a device."""
    icons = [("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"),
             ("icon-maskable-512.png", "512x512", "maskable"), ("icon.svg", "any", "any")]  # fmt: skip
    ways = {"home:mine": _("My topics"), "notifications:list": _("Notifications"), "messages:inbox": _("Messages")}
    told = {
        "id": "/",
        "name": settings.NETWORK_NAME,
        "short_name": "Convene",
        "description": _("Communities of practice of science centers and museums."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("home:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"img/{name}"), "sizes": sizes, "purpose": purpose,
             "type": "image/svg+xml" if name.endswith(".svg") else "image/png"}
            for name, sizes, purpose in icons
        ],
        "shortcuts": [{"name": label, "url": reverse(route)} for route, label in ways.items()],
    }  # fmt: skip
    answer = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")
    answer["Cache-Control"] = AN_HOUR
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


@login_not_required
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker; it lies at the root, so that all pages are in its scope."""
    answer = HttpResponse(_script.__wrapped__() if settings.DEVELOPMENT else _script(), content_type="text/javascript")
    answer["Cache-Control"] = AN_HOUR
    answer[HEADER] = POLICY
    return answer


@cache
def _script() -> str:
    """The parts as one, after what they need to know; another version as soon as one of the files is another."""
    names = sorted(str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.suffix in KINDS)
    code = "\n".join((HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    version = hashlib.blake2s(code.encode(), digest_size=8)
    for name in names:
        version.update((FILES / name).read_bytes())
    known = {
        "VERSION": version.hexdigest(),
        "FILES": [static(name) for name in names],
        "STATIC": settings.STATIC_URL,
        "OFFLINE": reverse("offline:page"),
        "UNSENT": reverse("offline:unsent"),
        "TOKEN": reverse("offline:token"),
        "SIGN_OUT": reverse("account_logout"),
    }
    said = "\n".join(f"const {name} = {json.dumps(value)}" for name, value in known.items())
    return f"'use strict'\n{said}\n\n{code}"


@login_not_required
@require_GET
@never_cache
def page(request: HttpRequest, name: str) -> HttpResponse:
    """What the worker shows without a connection; it says nothing of who reads, because it is kept."""
    return render(request, f"offline/{name}.html")


@login_not_required
@require_GET
@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """What a form of the reader needs now to be taken; who the reader is stands in a header, as on every page."""
    return JsonResponse({"token": get_token(request)})
