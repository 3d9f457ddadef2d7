"""One post of a forum, as its export holds it, and what is common to reading any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from ..mail.archive import NotAnArchive
from ..mail.sniff import look_at

SITE = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?::\d{1,5})?")


class NotAForum(NotAnArchive):
    """A path that no posts can be read from; ``str()`` is a sentence for a person."""

    sentences: ClassVar[Mapping[str, str]] = {
        "missing": "There is nothing at {path}. Check the spelling of the path.",
        "unreadable": "{path} cannot be read: {detail}.",
        "empty": "{path} is empty: there are no posts in it.",
        "packed": "{path} is {detail}. Unpack it first, then import the folder that was inside.",
        "no_dump": "{path} holds no Posts.xml. Give the folder of one site of a Stack Exchange data dump.",
        "no_topics": "{path} holds no topics. Give the JSON of Discourse topics (/t/….json), or a folder of these.",
        "topic_list": "{path} is a list of topics without their posts. Save each topic as /t/….json and give those.",
        "not_dump": "{path} is {detail}, not a file of posts of a Stack Exchange data dump.",
        "not_topics": "{path} is {detail}, not the JSON of Discourse topics.",
        "no_events": "{path} holds no events. Give the JSON of Meetup events and their comments, or a folder of these.",
        "not_events": "{path} is {detail}, not the JSON of Meetup events or comments.",
        "who_comes": "{path} is a list of who came to events: nobody's words. Give the JSON of events and of comments.",
        "declares": "{path} declares a document type of its own, which no data dump does, so it is not read.",
        "site": "“{detail}” is not the name of a site. Give it as in its addresses: forum.example.org.",
    }


@dataclass(slots=True)
class Record:
    """What an export says of one post.

    units: ``size`` in bytes; ``used`` in bytes of the export up to its end. ``fault`` is None, or why it is no post.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    size: int = 0
    used: int = 0
    fault: str | None = None


def site_name(given: str, default: str) -> str:
    """The name of a site as it stands in addresses. raises: NotAForum when it is none."""
    name = re.sub(r"^[a-z]+://", "", given.strip().lower()).rstrip("/")
    if name and SITE.fullmatch(name) is None:
        raise NotAForum("site", Path(), given[:80])
    return name or default


def check_readable(path: Path, code: str, *, begins: bytes) -> None:
    """Refuse a file that is empty, packed or of another kind. raises: NotAForum."""
    try:
        look = look_at(path)
        with path.open("rb") as stream:
            head = stream.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
    except OSError as fault:
        raise NotAForum("unreadable", path, (fault.strerror or "it is damaged").lower()) from fault
    if look.empty:
        raise NotAForum("empty", path)
    if look.packed:
        raise NotAForum("packed", path, look.what)
    if not head or head[:1] not in begins:
        what = look.what if look.kind is None and "mail" not in look.what else "a mail archive" if look.kind else ""
        raise NotAForum(code, path, what or "a file of another kind")
