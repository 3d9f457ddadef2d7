"""Every page and every refusal comes with its guard, and runs and loads nothing that is not ours."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from django.db import OperationalError, connection
from django.test import override_settings

from convene.core.communities.models import Community

from .crawl import stays
from .reader import Answer, Reader, undone
from .stage import Stage, Walk


@pytest.fixture(scope="module")
def refusals(world: Stage) -> dict[str, Answer]:
    """Pages that say no."""
    member, found = world.reader("member"), {}
    with undone(), override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False):
        found["404"] = member.get("/nowhere/")
        found["405"] = member.get("/read/")
        found["403"] = member.get("/texts/about/")
        found["422"] = member.post("/c/public-operating/new/", {"title": "", "body": ""})
        found["400"] = member.get("/", headers={"Host": "evil.example"})
        found["403 of a form"] = world.reader("member", checks_csrf=True).post("/read/")
        found["404 for visitors"] = world.reader("anonymous").get("/c/nowhere/")
        with connection.execute_wrapper(_fails):
            found["503"] = member.get("/about/")
        with undone():
            Community.objects.filter(slug="public-operating").update(state="nonsense")
            found["500"] = world.reader("leader").get("/communities/public-operating/settings/")
    return found


def _fails(execute: Any, sql: str, *rest: Any) -> Any:
    """A database that breaks off while a page is made."""
    if "home_text" in sql:
        raise OperationalError("the server closed the connection unexpectedly")
    return execute(sql, *rest)


def test_every_page_and_every_refusal_carries_its_guard(walk: Walk, refusals) -> None:
    for name, answer in (walk.pages | refusals).items():
        headers = answer.headers
        assert headers.get("X-Content-Type-Options") == "nosniff", name
        assert headers.get("Referrer-Policy") == "same-origin", name
        assert headers.get("Cross-Origin-Opener-Policy") == "same-origin", name
        assert headers.get("X-Frame-Options") == "DENY", name
        policy = _policy(headers.get("Content-Security-Policy", ""))
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & {
            word for words in policy.values() for word in words
        } or ("/files/" in name and policy.keys() >= {"sandbox"} and "script-src" not in policy), f"{name}: {policy}"
        if "sandbox" not in policy:
            assert (
                policy["default-src"]
                == policy["object-src"]
                == policy["base-uri"]
                == policy["frame-ancestors"]
                == ["'none'"]
            ), name
            assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"], name


def _policy(text: str) -> dict[str, list[str]]:
    parts = (part.split() for part in text.split(";") if part.strip())
    return {name: words for name, *words in parts}


@pytest.mark.parametrize(
    ("name", "status"),
    [("404", 404), ("405", 405), ("403", 403), ("422", 422), ("400", 400), ("503", 503), ("500", 500)],
)
def test_a_refusal_is_what_it_says_and_shows_nothing_of_the_program(name: str, status: int, refusals) -> None:
    answer = refusals[name]
    assert answer.status == status
    for word in ("Traceback", "site-packages", "convene/", "django", "Exception", "SELECT "):
        assert word not in answer.text, word
    if name == "503":
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("walk", ["anonymous", "member", "leader", "staff"], indirect=True)
def test_pages_run_nothing_inline_and_load_nothing_from_elsewhere(walk: Walk, refusals) -> None:
    shapes: dict[str, tuple[str, Answer]] = {}
    for address, answer in [*walk.pages.items(), *refusals.items()]:
        if answer.is_html and answer.status not in {301, 302}:
            shapes.setdefault(re.sub(r"[\d]+|zq\w+|(?:public|listed|hidden)-\w+", "_", address), (address, answer))
    for address, answer in shapes.values():
        page = html5lib.parse(answer.text, namespaceHTMLElements=False)
        for node in page.iter():
            if not isinstance(node.tag, str):
                continue
            name = node.tag.rpartition("}")[2]
            assert "style" not in node.attrib, f"{address}: style on <{name}>"
            assert not [attribute for attribute in node.attrib if str(attribute).startswith("on")], (
                f"{address}: script on <{name}>"
            )
            assert name != "style", f"{address}: <style>"
            if name == "script":
                data = {"application/json", "application/ld+json", "speculationrules"}
                assert node.get("src") or node.get("type") in data, (
                    f"{address}: a script in the page"
                )
            loads = [node.get("src"), node.get("srcset"), node.get("poster"), node.get("data")]
            loads += [node.get("href")] if name == "link" and node.get("rel") not in {"canonical"} else []
            loads += [node.get("action"), node.get("formaction")]
            for link in filter(None, loads):
                assert stays(link), f"{address}: <{name}> loads {link}"
    assert len(shapes) > 10


@pytest.mark.parametrize("walk", ["stranger", "member", "leader", "staff"], indirect=True)
def test_what_one_reader_sees_is_kept_for_nobody_else(walk: Walk) -> None:
    for address, answer in walk.pages.items():
        caching = answer.headers.get("Cache-Control", "")
        assert "public" not in caching, f"{address}: {caching}"
        if answer.is_html and answer.status == 200:
            assert "private" in caching or "no-store" in caching or "Cookie" in answer.headers.get("Vary", ""), (
                f"{address}: {caching}"
            )


@pytest.mark.parametrize("walk", ["anonymous"], indirect=True)
def test_kept_pages_are_the_same_for_every_visitor(walk: Walk) -> None:
    kept = {
        address: answer
        for address, answer in walk.pages.items()
        if "public" in answer.headers.get("Cache-Control", "")
    }
    assert len(kept) > 15
    for address, answer in kept.items():
        assert not answer.cookies, f"{address} sets a cookie"
        assert "Set-Cookie" not in answer.headers, address
        assert "csrfmiddlewaretoken" not in answer.text, f"{address} holds a token"
        assert "token=" not in answer.text, f"{address} holds a token"
        assert "Cookie" in answer.headers["Vary"], address


def test_a_kept_page_is_nothing_for_those_who_are_signed_in(world: Stage) -> None:
    with undone():
        here = Reader()
        assert "Sign in" in here.get("/").text
        here.cookies = dict(world.reader("member").cookies)
        assert "Sign in" not in here.get("/").text.partition("<main")[0]
