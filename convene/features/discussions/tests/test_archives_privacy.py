"""No address of an archive is shown to anybody who is not staff, however it was written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from convene.core.communities.models import Community
from convene.core.files.models import File
from convene.core.people.models import User
from convene.features.discussions.archives import kitchen, run
from convene.features.discussions.models import Post, Topic
from convene.lib.mail.archive import find_archives

ADDRESS = re.compile(r"[\w.+=-]+@[\w-]+(?:\.[\w-]+)+")
NAMED = re.compile(r"^(?:message-id|references|in-reply-to|content-id|resent-message-id):.*(?:\n[ \t].*)*", re.I | re.M)
SPOKEN = re.compile(r"([\w.+=-]+)\s?(?:@|%40|&#64;|&commat;|\(at\)|\[at\]| at )\s?([\w-]+(?:\.[\w-]+)+)", re.I)
MADE = """From list@example.org
From: {who}
Subject: Ask carol.subject@private.example about it
Date: Mon, 4 Mar 2019 10:00:00 +0000
Message-ID: <{number}@list.example>
Content-Type: {kind}; charset=utf-8

{body}

"""
PLAIN = """On Monday, dave.quoted at private.example wrote:
> Write to erin.inquote@private.example or <mailto:frank.link@private.example>.
> see gus.colon at private.example: he knows

Mine is ana.body(at)private.example, [hal.md](mailto:hal.md@private.example).
https://safe.example/?data=02%7C01%7Civy.safelink%40private.example%7C1

--\x20
Ana
ana.signature@private.example
"""
HTML = """<html><body><p>Mail <a href="mailto:jo.href@private.example?subject=Hi">jo.text@private.example</a></p>
<blockquote>kim.entity&#64;private.example and lee.spoken at private.example</blockquote>
<img alt="max.alt@private.example" src="https://x.example/nia.src@private.example.png"></body></html>"""


def _bring_in(community: Community, *paths: Path) -> None:
    archives = [archive for path in paths for archive in find_archives(path)]
    assert sum(report.added for report in run.import_archives(None, community, archives))


def _told(text: str) -> Iterator[str]:
    """Whatever reads like an address in a page."""
    for way in {text, html.unescape(text), unquote(html.unescape(text))}:
        for found in SPOKEN.finditer(way):
            yield f"{found[1]}@{found[2]}".lower().strip(".")


def _pages(community: Community) -> Iterator[str]:
    """Every page that shows something of an archive to somebody who reads it."""
    for topic in Topic.objects.filter(community=community):
        address = topic.get_absolute_url()
        yield from (f"{address}?page={page}" for page in range(1, (topic.last_number - 1) // 20 + 2))
    yield from (f"/c/{community.slug}/?page={page}" for page in range(1, Topic.objects.count() // 20 + 2))
    yield from (
        "/",
        "/c/",
        f"/c/{community.slug}/members/",
        f"/c/{community.slug}/about/",
        "/notifications/",
        "/sitemap.xml", "/sitemap/places.xml", "/sitemap/topics-1.xml",
    )
    for person in User.objects.filter(claimed_at=None, merged_into=None):
        yield from (person.get_absolute_url(), f"/people/suggest/?q={person.handle[:6]}")


@pytest.fixture
def made(tmp_path, community) -> Community:
    path = tmp_path / "made.mbox"
    people = (
        "ana.from@private.example",
        '"ana.name@private.example" <ana.from@private.example>',
        "ana.said at private.example (Ana Said)",
    )
    path.write_text(
        "".join(MADE.format(who=who, number=number, kind="text/plain", body=PLAIN) for number, who in enumerate(people))
        + MADE.format(who="Bo <bo.html@private.example>", number=9, kind="text/html", body=HTML)
    )
    _bring_in(community, path)
    return community


def test_no_address_in_what_is_stored(made):
    stored = [*Post.objects.values_list("body", "html"), *Topic.objects.values_list("title", "excerpt")]
    stored += User.objects.filter(claimed_at=None).values_list("name", "handle", "find_as")
    told = "\n".join(" | ".join(row) for row in stored)
    assert "private.example" not in re.sub(r"https://x\.example/\S*", "", told), told
    assert "ana.from" not in told


@pytest.mark.parametrize("reader", ["nobody", "cleo", "ben", "ana"])
def test_no_page_shows_an_address(reader, made, request, as_, client):
    person = request.getfixturevalue(reader)
    browser = as_(person) if person.pk else client
    more = []
    if person.pk:
        for post in Post.objects.all():
            more += [
                f"{post.get_absolute_url()}edit/",
                f"{post.get_absolute_url()}history/",
                f"{post.topic.get_absolute_url()}?quote={post.number}",
            ]
    for address in [*_pages(made), *more]:
        answer = browser.get(address, follow=True)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert "private.example" not in text, address


@pytest.fixture(scope="module")
def addresses(real_data) -> set[str]:
    """Every address in the real archives, less what only names a message."""
    found: set[str] = set()
    named: set[str] = set()
    for archive in find_archives(real_data("discussions") / "apache-lists"):
        for raw in archive.messages():
            text = raw.data.decode("utf-8", "replace").lower()
            named |= {name for field in NAMED.findall(text) for name in ADDRESS.findall(field)}
            found |= {address.strip(".") for address in ADDRESS.findall(text)}
    return found - named


@pytest.mark.alike
def test_no_address_of_real_archives_in_what_is_stored_or_shown(real_data, addresses, community, client):
    folder = real_data("discussions")
    _bring_in(community, folder / "apache-lists", folder / "perceval-forum-exports" / "pipermail")
    assert len(addresses) > 300
    rows = [*Post.objects.values_list("body", "html"), *Topic.objects.values_list("title", "excerpt")]
    rows += [*User.objects.values_list("name", "handle", "find_as"), *File.objects.values_list("name")]
    told = {address for row in rows for text in row for address in _told(text)}
    assert not told & addresses
    for address in list(_pages(community))[:60]:
        assert not set(_told(client.get(address, follow=True).content.decode())) & addresses, address


def test_a_pool_of_processes_hides_as_well(made, hidden, tmp_path, monkeypatch):
    monkeypatch.setattr(kitchen, "WORTH_PROCESSES", 0)
    _bring_in(hidden, tmp_path / "made.mbox")
    shown = Post.objects.filter(topic__community=hidden).values_list("html", flat=True)
    assert sorted(shown) == sorted(Post.objects.filter(topic__community=made).values_list("html", flat=True))
