"""Nothing is changed by following links or from elsewhere, and every page comes with its guard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse

from convene.core.outbox.models import Letter

from .cells import Cell, cells
from .crawl import stays
from .policy import expected
from .reader import Answer, undone
from .roles import ROLES
from .stage import Stage
from .world import PASSWORD

TRUSTING = ("done", "200", "302", "204")
ELSEWHERE = "https://evil.example"
NEXT = [
    "//evil.example",
    "https://evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "%00//evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "https://evil.example/?http://testserver/",
    "//evil.example%2f..",
    "//evil%E3%80%82example",
    "/%0d%0aSet-Cookie:%20a=b",
    "/\r\nSet-Cookie: a=b",
    "https://[::1]/",
    "http://①evil.example/",
    "//google.com/%2f..",
    "/.evil.example/..//evil.example",
    "ftp://evil.example/",
    "mailto:evil@example.com",
    "http://evil.example:80/",
    "?next=//evil.example",
]


WITHOUT_TOKEN = {
    "admin",
    "communities:decline",  # a mail program presses that one: its link is the proof
    *(f"dialogues:{name}" for name in ("embed", "embed_begin", "embed_vote", "embed_say", "embed_mine")),  # by Origin
    "saved:stop",  # likewise
    "notifications:stop",  # likewise
    "teams:decline",  # likewise
    "oai",  # the protocol asks with POST as well, and changes nothing
}


def _unsafe(world: Stage) -> Iterator[tuple[str, Cell]]:
    """For every address that takes forms, somebody whose form would be taken."""
    seen = set()
    for cell in cells(world):
        if cell.route in seen | WITHOUT_TOKEN:
            continue
        for role in ROLES:
            if expected(cell.route, "POST", cell.states).answers[role] in TRUSTING:
                seen.add(cell.route)
                yield role, cell
                break


def test_no_form_is_taken_without_its_token_or_from_elsewhere(world: Stage) -> None:
    tried = 0
    for role, cell in _unsafe(world):
        reader = world.reader(role, checks_csrf=True)
        tried += 1
        with undone():
            answer = reader.post(cell.address, cell.data)
            wrote = set(answer.wrote)
            assert answer.status == 403, f"{role} POST {cell.address} without a token: {answer.status}"
            assert "reload" in answer.text, "the refusal says what to do"
            _seek(cell)
            reader.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
            wrong = {**cell.data, "csrfmiddlewaretoken": "b" * 32}
            answer = reader.post(cell.address, wrong)
            wrote |= answer.wrote
            assert answer.status == 403, f"{role} POST {cell.address} with a wrong token: {answer.status}"
            right = {**cell.data, "csrfmiddlewaretoken": "a" * 32}
            for origin in (ELSEWHERE, "null", "http://testserver.evil.example", "https://testserver"):
                _seek(cell)
                answer = reader.post(cell.address, right, headers={"Origin": origin})
                wrote |= answer.wrote
                assert answer.status == 403, f"{role} POST {cell.address} from {origin}: {answer.status}"
        assert wrote <= {"people_session"}, f"{role} POST {cell.address} was refused, and wrote {wrote}"
        with undone():
            _seek(cell)
            answer = reader.post(cell.address, right, headers={"Origin": "http://testserver"})
            assert answer.status != 403, f"{role} POST {cell.address} with its token: {answer.status}"
    assert tried > 50


def _seek(cell: Cell) -> None:
    """A file is read from its beginning each time."""
    for value in cell.data.values():
        if hasattr(value, "seek"):
            value.seek(0)


def test_a_token_in_the_header_is_as_good_as_in_the_form(world: Stage) -> None:
    topic = world.place("public").talks[0].topic
    reader = world.reader("member", checks_csrf=True)
    reader.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    with undone():
        assert (
            reader.post(f"{topic.get_absolute_url()}read/", {"upto": 2}, headers={"X-CSRFToken": "a" * 32}).status
            == 204
        )


@pytest.mark.parametrize("next_", NEXT)
def test_signing_in_never_leads_to_another_site(next_: str, world: Stage) -> None:
    with undone():
        reader = world.reader("anonymous")
        page = reader.get(reverse("account_login"), query_params={"next": next_})
        assert not _leaves(page), f"the page leads to {_leaves(page)}"
        form = {"login": world.people["target"].email, "password": PASSWORD, "next": next_}
        answer = reader.post(reverse("account_login"), form)
        assert answer.status == 302
        assert stays(answer.location), answer.location
        for name, data in (("account_logout", {}), ("account_reauthenticate", {"password": PASSWORD})):
            answer = world.reader("member").post(reverse(name), {**data, "next": next_})
            assert answer.status == 302
            assert stays(answer.location), f"{name}: {answer.location}"


def test_signing_in_leads_back_to_where_one_was(world: Stage) -> None:
    with undone():
        form = {"login": world.people["target"].email, "password": PASSWORD, "next": "/c/public-operating/?page=1"}
        assert world.reader("anonymous").post(reverse("account_login"), form).location == "/c/public-operating/?page=1"


def _leaves(page: Answer) -> list[str]:
    return [link for link in re.findall(r'(?:href|action|src)="([^"]*)"', page.text) if not stays(link)]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "testserver@evil.example",
        "evil.example:80",
        "testserver, evil.example",
    ],
)
def test_a_host_that_is_not_ours_is_refused_everywhere(host: str, world: Stage) -> None:
    for path in ("/", "/communities/", "/account/login/", "/account/password/reset/", "/health/", "/nowhere/"):
        reader = world.reader("anonymous")
        reader.get(path)
        answer = reader.get(path, headers={"Host": host})
        assert answer.status == 400 or (path.startswith("/health/") and "evil" not in answer.text), (
            f"{path} is answered as {host}"
        )
        assert "evil" not in answer.text + answer.location


def test_mails_and_pages_name_the_site_by_its_own_address_whatever_the_request_says(world: Stage) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "X-Forwarded-Proto": "https",
        "Host": "localhost",
    }
    with undone():
        newest = Letter.objects.order_by("-pk").first()
        reader = world.reader("anonymous")
        reader.post(reverse("account_reset_password"), {"email": world.people["target"].email}, headers=forged)
        reader.post(reverse("account_request_login_code"), {"email": world.people["target"].email}, headers=forged)
        letters = Letter.objects.filter(pk__gt=newest.pk)
        assert letters.count() == 2
        for letter in letters:
            assert "evil.example" not in str(vars(letter))
            assert "http://localhost" not in str(vars(letter))
        assert "evil.example" not in reader.get("/", headers=forged).text
        assert "http://testserver/c/public-operating/" in reader.get("/sitemap/places.xml", headers=forged).text
