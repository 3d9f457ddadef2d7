"""Walk through every page that somebody can reach by links, beginning at the front page."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import parse_qs, urljoin, urlsplit

from django.db import connection
from django.urls import Resolver404, resolve

from convene.lib.web import live

from .reader import Answer, Reader
from .world import World

LINK = re.compile(r'href="([^"]+)"|<loc>([^<]+)</loc>')
NOT_WALKED = ("/static/", "/live/", "/staff/records/", "/ui/", "/mail/")
SECRET = re.compile(r"zq\d{4}w")
MOST = 1500
VARIANTS = 12  # of one page that is asked with one filter or another
LEAD_ON = {"discussions:community", "discussions:topic", "communities:about"}  # none of these is left out
FIRST, THEN = 6, (4 if connection.vendor == "sqlite" else 8)  # of other kinds of page six, then every fourth or eighth
BEGIN = (
    "/", "/mine/", "/mine/?show=wrote", "/mine/?show=started", "/mine/?show=drafts", "/communities/",
    "/communities/?show=organizing", "/communities/?show=archived", "/communities/?show=yours", "/notifications/",
    "/notifications/count/", "/moderation/", "/moderation/?show=decided", "/moderation/mine/",
    "/sitemap.xml", "/sitemap/places.xml", "/sitemap/topics-1.xml", "/sitemap/resources-1.xml", "/robots.txt", "/people/suggest/?q=z", "/people/suggest/?q=p",
    "/people/suggest/?q=a",
)  # fmt: skip


def crawl(reader: Reader, begin: Iterable[str] = BEGIN, *, shift: int | None = None) -> dict[str, Answer]:
    """Address -> what came back, for everything that links lead to; with a shift for some of each kind of page."""
    found: dict[str, Answer] = {}
    asked, kinds, met = Counter[str](), Counter[str](), set[str]()
    waiting = deque(begin)
    while waiting and len(found) < MOST:
        address = waiting.popleft()
        path, question, _ = address.partition("?")
        if address in met or (question and asked[path] == VARIANTS):
            continue
        met.add(address)
        if shift is not None and _is_left_out(path, kinds, shift):
            continue
        asked[path] += bool(question)
        answer = found[address] = reader.get(address)
        if answer.location:
            waiting.append(_here(address, answer.location))
        elif answer.is_html or "xml" in answer.headers.get("Content-Type", ""):
            waiting.extend(link for link in links(address, answer.text) if link not in met)
    found.pop("", None)
    return found


def _is_left_out(path: str, kinds: Counter[str], shift: int) -> bool:
    """Whether enough pages of its kind were asked for; another reader asks for others of them."""
    try:
        kind = resolve(path).view_name
    except Resolver404:
        kind = path
    kinds[kind] += 1
    return kind not in LEAD_ON and kinds[kind] > FIRST and (kinds[kind] + shift) % THEN != 0


def links(address: str, text: str) -> list[str]:
    """Where a page leads, on this site."""
    places = (_here(address, html.unescape(one or other)) for one, other in LINK.findall(text))
    return [place for place in dict.fromkeys(places) if place]


def _here(address: str, link: str) -> str:
    """The path of a link, or nothing when it leads elsewhere or is not walked."""
    parts = urlsplit(urljoin(f"http://testserver{address}", link))
    if (
        parts.netloc != "testserver"
        or not link.startswith(("/", "?", "http://testserver/"))
        or parts.path.startswith(NOT_WALKED)
    ):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def told(world: World, role: str, text: str) -> list[str]:
    """The secrets in a text that are none of this reader's business."""
    words = dict.fromkeys(SECRET.findall(text))
    return [world.secrets[word][0] for word in words if word in world.secrets and role not in world.secrets[word][1]]


def channels(text: str) -> set[str]:
    """What the tokens on a page let its reader hear of."""
    found: set[str] = set()
    for link in re.findall(r'data-url="([^"]*/live/[^"]*)"', text):
        token = parse_qs(urlsplit(html.unescape(link)).query)["token"][0]
        found |= set(live.check(token).channels)
    return found


def stays(location: str) -> bool:
    """Whether a browser, which forgives much, would stay on this site."""
    forgiven = re.sub(r"[\x00-\x20]", "", location).replace("\\", "/")
    parts = urlsplit(urljoin("http://testserver/account/login/", forgiven))
    return parts.scheme == "http" and parts.netloc == "testserver" and "\n" not in location and "\r" not in location
