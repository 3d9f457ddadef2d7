"""Meetup events and what was said about them, as its API gave them in JSON: lists of events, lists of comments.

    for group in find_meetup(path):   # raises NotAForum with a sentence
        for record in group.messages():
            message = group.parse(record)

An event is the first post of a topic and its comments are the replies. Identifiers are the addresses that they had:
``www.meetup.com/our-group/events/12`` and ``…/events/12/comments/3``; who came is nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from ..mail.dates import absurd
from ..mail.message import Message
from .finding import find_json
from .records import Record, site_name
from .text import add_html, one_line
from .values import number, text, values

HOST = "www.meetup.com"
ADDRESS = re.compile(
    r"^https?://[^/]{1,200}/([^/?#]{1,200}/events/[^/?#]{1,60})(?:/comments/(\d{1,18}))?/?(?:[?#].*)?$"
)
LONGEST_AGO = datetime(2002, 1, 1, tzinfo=UTC)  # nobody met before


@dataclass(frozen=True, slots=True)
class Meetup:
    """The events and comments at a path; ``size`` in bytes."""

    path: Path
    site: str
    files: tuple[Path, ...]
    size: int

    def messages(self) -> Iterator[Record]:
        """Events and comments in the order of the files."""
        done = 0
        for file in self.files:
            for value in values(file):
                used = done + min(value.end, file.stat().st_size)
                given = value.value
                if _is_comment_or_event(given) or _is_answer(given):
                    said = [given, *_nested(given)]
                    yield from (Record(_fields(one), value.size // len(said), used) for one in said)
                else:
                    yield Record(size=value.size, used=used, fault=value.fault or "damaged")
            done += file.stat().st_size

    def parse(self, record: Record) -> Message:
        """One of them as a message. Whatever it holds, nothing is raised."""
        message = Message()
        fields = record.fields
        message.refusal = record.fault or _why_not(fields)
        if message.refusal:
            return message
        event = f"{self.site}/{fields['event']}"
        message.message_id = f"{event}/comments/{fields['comment']}" if fields["comment"] else event
        # what no two of any two sites share, whatever name the site was given
        message.fingerprint = f"meetup {fields['event']} {fields['comment']} {fields['created']}"
        message.references = [event] if fields["comment"] else []
        message.title = one_line(fields["title"])
        message.date = _moment(fields["created"])
        if message.date is None or absurd(message.date, datetime.now(UTC)):
            message.date, message.date_note = None, "unreadable:none"
            message.repairs.append("date")
        message.author_name = one_line(fields["name"])
        if fields["who"]:
            message.author_id = f"{self.site}/members/{fields['who']}"
        elif not message.author_name:
            message.repairs.append("missing_author")
        add_html(message, fields["html"], self.site)
        if not message.body_markdown:
            message.refusal = "empty"
        return message


def find_meetup(path: str | Path, site: str = "") -> list[Meetup]:
    """The events at a path, a file or a folder that is searched to its depths.

    raises: NotAForum when there is nothing to read posts from.
    """
    path, site = Path(path), site_name(site, HOST)
    files, size = find_json(path, _is_comment_or_event, none="no_events", other="not_events", wrong=_wrong)
    return [Meetup(path, site, tuple(files), size)]


def _wrong(value: Any) -> str:
    return "who_comes" if _is_answer(value) else ""


def _is_comment_or_event(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("link"), str):
        return False
    return isinstance(value.get("comment"), str) or (isinstance(value.get("name"), str) and "time" in value)


def _is_answer(value: Any) -> bool:
    """Whether it says that somebody comes, or does not."""
    return isinstance(value, dict) and isinstance(value.get("response"), str) and isinstance(value.get("event"), dict)


def _nested(event: Mapping[str, Any]) -> list[Any]:
    """The comments that some tools keep in their event."""
    inside = event.get("comments")
    return inside if isinstance(inside, list) else []


def _fields(value: Any) -> dict[str, Any]:
    """What is needed of an event or a comment, each of the kind that it should be."""
    if not isinstance(value, dict):
        return {}
    if _is_answer(value):
        return {"is_answer": True}
    place = ADDRESS.match(text(value.get("link")))
    is_comment = isinstance(value.get("comment"), str)
    hosts = value.get("event_hosts")
    who = value.get("member") if is_comment else hosts[0] if isinstance(hosts, list) and hosts else None
    who = who if isinstance(who, dict) else {}
    return {
        "event": place[1].lower() if place else "",
        "comment": number(value.get("id")) or (int(place[2]) if place and place[2] else 0) if is_comment else 0,
        "is_comment": is_comment,
        "is_private": value.get("visibility") not in (None, "public", "public_limited"),
        "title": "" if is_comment else text(value.get("name")),
        "created": number(value.get("created")),
        "who": number(who.get("id")),
        "name": text(who.get("name")),
        "html": _paragraphs(text(value.get("comment"))) if is_comment else _about(value),
    }


def _why_not(fields: Mapping[str, Any]) -> str | None:
    if fields.get("is_answer"):
        return "not_a_post"
    if not fields.get("event") or (fields["is_comment"] and not fields["comment"]):
        return "damaged"
    return "not_public" if fields["is_private"] else None


def _about(event: Mapping[str, Any]) -> str:
    """When and where it was, then what it was about."""
    when = _moment(number(event.get("time")))
    if when is not None:
        ahead = event.get("utc_offset")
        when += timedelta(milliseconds=ahead if isinstance(ahead, int) and abs(ahead) < 86_400_000 else 0)
    venue = event.get("venue")
    where = [text(venue.get(part)) for part in ("name", "address_1", "city")] if isinstance(venue, dict) else []
    said = [f"{when:%Y-%m-%d %H:%M}" if when else "", *(" ".join(part.split()) for part in where)]
    line = escape(", ".join(part for part in said if part))
    return f"{f'<p><b>{line}</b></p>' if line else ''}{text(event.get('description'))}"


def _paragraphs(said: str) -> str:
    """Plain words as HTML."""
    parts = re.split(r"\n\s*\n", said.strip())
    return "".join(f"<p>{escape(part.strip()).replace(chr(10), '<br>')}</p>" for part in parts if part.strip())


def _moment(milliseconds: int) -> datetime | None:
    try:
        found = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return found if found > LONGEST_AGO else None
