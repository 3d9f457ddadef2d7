"""Discourse topics as JSON: what /t/….json gives, one in a file, in lists or line by line.

    for forum in find_discourse(path, site="forum.example.org"):   # raises NotAForum with a sentence
        for record in forum.messages():
            message = forum.parse(record)

Identifiers are the addresses that posts had: ``site/p/99``, and ``site/t/7/3`` for the third post of topic 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..mail.dates import absurd, parse_date
from ..mail.message import Message
from .finding import find_json
from .notes import Notes
from .records import Record, site_name
from .text import add_html, one_line
from .values import number, text, values

WRITTEN = {1, 2}  # types of posts that people wrote; 3 is a note of the software, 4 a word among staff
WHISPER = 4


@dataclass(frozen=True, slots=True)
class Discourse:
    """The topics of one forum at a path; ``size`` in bytes."""

    path: Path
    site: str
    files: tuple[Path, ...]
    size: int

    def __reduce__(self) -> tuple[type[Discourse], tuple[Path, str, tuple[()], int]]:
        """Other processes parse, for which the names of thousands of files need not travel."""
        return Discourse, (self.path, self.site, (), 0)

    def messages(self) -> Iterator[Record]:
        """Posts in the order of the files; at the end those that are named, but whose text is nowhere."""
        with Notes() as notes:
            done = 0
            for file in self.files:
                for value in values(file):
                    topic = _topic(value.value)
                    used = done + min(value.end, file.stat().st_size)
                    if topic is None:
                        yield Record(size=value.size, used=used, fault=value.fault or "damaged")
                        continue
                    posts = _posts(topic)
                    _note(notes, topic, posts)
                    is_question = _is_question(topic)
                    for post in posts:
                        yield Record(_fields(topic, post, is_question=is_question), value.size // len(posts), used)
                done += file.stat().st_size
            yield from (Record(used=done, fault="not_in_file") for _one in range(_missing(notes)))

    def parse(self, record: Record) -> Message:
        """One post as a message. Whatever it holds, nothing is raised."""
        message = Message()
        fields = record.fields
        message.refusal = record.fault or _why_not(fields)
        if message.refusal:
            return message
        topic, place = fields["topic_id"], fields["post_number"]
        message.message_id = f"{self.site}/p/{fields['id']}"
        message.also = [f"{self.site}/t/{topic}/{place}"]
        # what no two posts of any two sites share, whatever name the site was given
        message.fingerprint = f"discourse {fields['id']} {fields['created_at']}"
        answered = fields["reply_to_post_number"]
        message.references = [f"{self.site}/t/{topic}/{other}" for other in (1, answered) if other and other < place]
        message.references = list(dict.fromkeys(message.references))
        message.title = one_line(fields["title"])
        message.date = parse_date(fields["created_at"].encode("ascii", "replace"))
        if message.date is None or absurd(message.date, datetime.now(UTC)):
            message.date, message.date_note = None, "unreadable:none"
            message.repairs.append("date")
        message.author_name = one_line(fields["name"] or fields["username"])
        if fields["username"]:
            message.author_id = f"{self.site}/u/{fields['username'].lower()[:100]}"
        elif not message.author_name:
            message.repairs.append("missing_author")
        message.is_accepted = fields["accepted"] and place > 1
        message.is_question = fields["question"] and place == 1
        add_html(message, fields["cooked"], self.site)
        if not message.body_markdown:
            message.refusal = "empty"
        return message


def find_discourse(path: str | Path, site: str = "") -> list[Discourse]:
    """The topics at a path, a file or a folder that is searched to its depths.

    raises: NotAForum when there is nothing to read posts from.
    """
    path, site = Path(path), site_name(site, "discourse")
    files, size = find_json(path, _is_topic, none="no_topics", other="not_topics", wrong=_wrong)
    return [Discourse(path, site, tuple(files), size)]


def _wrong(value: Any) -> str:
    return "topic_list" if isinstance(value, dict) and "topic_list" in value else ""


def _is_topic(value: Any) -> bool:
    return _topic(value) is not None


def _topic(value: Any) -> Mapping[str, Any] | None:
    """The topic that a value is; a post that comes alone is one of a topic without a title."""
    if not isinstance(value, dict):
        return None
    stream = value.get("post_stream")
    if isinstance(stream, dict) and isinstance(stream.get("posts"), list):
        return value
    if isinstance(value.get("cooked"), str) and "topic_id" in value:
        return {"id": value["topic_id"], "post_stream": {"posts": [value]}, "is_alone": True}
    return None


def _posts(topic: Mapping[str, Any]) -> list[Any]:
    posts: list[Any] = topic["post_stream"]["posts"]
    return posts


def _note(notes: Notes, topic: Mapping[str, Any], posts: list[Any]) -> None:
    """Remember how many posts a topic has, and which of them came."""
    stream = topic["post_stream"].get("stream")
    all_of_it = {number(post) for post in stream} - {0} if isinstance(stream, list) else set()
    name = str(number(topic.get("id")))
    here = {number(post.get("id")) for post in posts if isinstance(post, dict)} - {0}
    fresh = [post for post in here if not notes.word(f"{name} {post}")]
    seen = int(notes.word(f"seen {name}") or 0) + len(fresh)
    named = max(len(all_of_it), int(notes.word(f"named {name}") or 0))
    missing = int(notes.word("missing") or 0) - int(notes.word(f"missing {name}") or 0)
    lacking = max(0, named - seen)
    notes.keep(
        [(f"{name} {post}", "1") for post in fresh]
        + [(f"seen {name}", str(seen)), (f"named {name}", str(named))]
        + [(f"missing {name}", str(lacking)), ("missing", str(missing + lacking))]
    )


def _missing(notes: Notes) -> int:
    return int(notes.word("missing") or 0)


def _fields(topic: Mapping[str, Any], post: Any, *, is_question: bool) -> dict[str, Any]:
    """What is needed of a post, each of the kind that it should be."""
    if not isinstance(post, dict):
        return {"id": 0}
    slug = text(post.get("topic_slug")).replace("-", " ").capitalize() if topic.get("is_alone") else ""
    return {
        "id": number(post.get("id")),
        "topic_id": number(topic.get("id")) or number(post.get("topic_id")),
        "post_number": number(post.get("post_number")),
        "post_type": post.get("post_type", 1),
        "reply_to_post_number": number(post.get("reply_to_post_number")),
        "created_at": text(post.get("created_at")),
        "username": text(post.get("username")),
        "name": text(post.get("name")) or text(post.get("display_username")),
        "cooked": text(post.get("cooked")),
        "title": text(topic.get("title")) or slug,
        "accepted": post.get("accepted_answer") is True,
        "question": is_question,
        "is_gone": bool(
            post.get("deleted_at") or post.get("user_deleted") or post.get("hidden") or topic.get("deleted_at")
        ),
        "is_private": topic.get("archetype") == "private_message" or post.get("post_type") == WHISPER,
    }


def _why_not(fields: Mapping[str, Any]) -> str | None:
    if not fields["id"] or not fields["topic_id"] or not fields["post_number"]:
        return "damaged"
    if fields["is_private"]:
        return "not_public"
    if fields["is_gone"]:
        return "deleted"
    return None if fields["post_type"] in WRITTEN else "not_a_post"


def _is_question(topic: Mapping[str, Any]) -> bool:
    """Whether an answer was accepted."""
    return bool(topic.get("accepted_answer")) or any(
        isinstance(post, dict) and post.get("accepted_answer") is True for post in _posts(topic)
    )
