"""A Stack Exchange data dump: questions, answers and comments, with their authors' names.

    for site in find_stackexchange(path, site="cardano.stackexchange.com"):   # raises NotAForum with a sentence
        for record in site.messages():
            message = site.parse(record)

Identifiers are the addresses that posts had: ``site/a/12`` for questions and answers, ``site/c/3`` for comments.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..mail.dates import absurd, parse_date
from ..mail.message import Message
from .notes import Notes
from .records import NotAForum, Record, check_readable, site_name
from .rows import Row, declares_types, rows
from .text import add_html, add_line, one_line

QUESTION, ANSWER = "1", "2"
NUMBER = re.compile(r"-?\d{1,18}")


@dataclass(frozen=True, slots=True)
class StackExchange:
    """The dump of one site; ``size`` in bytes."""

    path: Path
    site: str
    files: dict[str, Path]  # users, posts, comments, as far as they are there
    size: int

    def messages(self) -> Iterator[Record]:
        """Posts in the order of the file, then comments."""
        with Notes() as notes:
            done = self._note_users(notes)
            notes.keep(
                (f"accepted:{row.fields['AcceptedAnswerId']}", row.fields.get("Id", ""))
                for row in rows(self.files["posts"])
                if row.fields and row.fields.get("AcceptedAnswerId")
            )
            for kind in ("posts", "comments"):
                if kind in self.files:
                    for row in rows(self.files[kind]):
                        yield self._record(kind, row, notes, done)
                    done += self.files[kind].stat().st_size

    def parse(self, record: Record) -> Message:
        """One post as a message. Whatever it holds, nothing is raised."""
        message = Message()
        fields = record.fields
        message.refusal = record.fault or _why_not(fields["kind"], fields)
        if message.refusal:
            return message
        if fields["mended"]:
            message.repairs.append("charset")
        is_comment = fields["kind"] == "comments"
        message.message_id = f"{self.site}/{'c' if is_comment else 'a'}/{fields['Id']}"
        # what no two posts of any two sites share, whatever name the site was given
        message.fingerprint = f"stackexchange {fields['kind']} {fields['Id']} {fields.get('CreationDate', '')}"
        parent = fields.get("PostId" if is_comment else "ParentId", "")
        if parent and fields.get("PostTypeId") != QUESTION:
            message.references = [f"{self.site}/a/{parent}"]
        message.title = one_line(fields.get("Title", ""))
        message.date = parse_date(fields.get("CreationDate", "").encode("ascii", "replace"))
        if message.date is None or absurd(message.date, datetime.now(UTC)):
            message.date, message.date_note = None, "unreadable:none"
            message.repairs.append("date")
        self._add_author(message, fields.get("UserId") or fields.get("OwnerUserId") or "", fields["name"])
        message.is_question = fields.get("PostTypeId") == QUESTION
        message.is_accepted = fields["accepted"]
        if is_comment:
            add_line(message, fields.get("Text", ""))
        else:
            add_html(message, fields.get("Body", ""), self.site)
        if not message.body_markdown:
            message.refusal = "empty"
        return message

    def _add_author(self, message: Message, user: str, name: str) -> None:
        message.author_name = one_line(name)
        if NUMBER.fullmatch(user):
            message.author_id = f"{self.site}/users/{user}"
        elif not name:
            message.repairs.append("missing_author")

    def _record(self, kind: str, row: Row, notes: Notes, done: int) -> Record:
        if row.fields is None:
            return Record(size=row.size, used=done + row.end, fault=row.fault)
        fields = row.fields
        user = fields.get("UserId") or fields.get("OwnerUserId") or ""
        name = notes.word(f"user:{user}") if user else ""
        more = {
            "kind": kind,
            "name": name or fields.get("OwnerDisplayName") or fields.get("UserDisplayName") or "",
            "accepted": kind == "posts"
            and bool(fields.get("ParentId"))
            and notes.word(f"accepted:{fields.get('Id')}") == fields.get("ParentId"),
            "mended": row.mended,
        }
        return Record(fields | more, row.size, done + row.end)

    def _note_users(self, notes: Notes) -> int:
        if "users" not in self.files:
            return 0
        notes.keep(
            (f"user:{row.fields['Id']}", row.fields.get("DisplayName", ""))
            for row in rows(self.files["users"])
            if row.fields and row.fields.get("Id")
        )
        return self.files["users"].stat().st_size


def find_stackexchange(path: str | Path, site: str = "") -> list[StackExchange]:
    """The dumps at a path: the folder of a site, a folder of such folders, or the Posts.xml in one.

    raises: NotAForum when there is nothing to read posts from.
    """
    path, site = Path(path), site_name(site, "stackexchange")
    try:
        if not path.exists():
            raise NotAForum("missing", path)
        if not path.is_dir():
            check_readable(path, "not_dump", begins=b"<")
            folders = [path.parent] if path.name.lower() == "posts.xml" else []
        else:
            folders = [Path(place) for place, _folders, names in os.walk(path) if "posts.xml" in map(str.lower, names)]
        if not folders:
            raise NotAForum("no_dump", path)
        return [_site_in(folder, site) for folder in sorted(folders)]
    except OSError as fault:
        raise NotAForum("unreadable", path, (fault.strerror or "it is damaged").lower()) from fault


def _site_in(folder: Path, site: str) -> StackExchange:
    there = {file.name.lower(): file for file in folder.iterdir() if file.is_file()}
    files = {kind: there[f"{kind}.xml"] for kind in ("users", "posts", "comments") if f"{kind}.xml" in there}
    for kind, file in files.items():
        if kind == "posts" or file.stat().st_size:
            check_readable(file, "not_dump", begins=b"<")
        if declares_types(file):
            raise NotAForum("declares", file)
    first = next(rows(files["posts"]), None)
    if first is None:
        raise NotAForum("empty", files["posts"])
    if first.fault == "damaged_file" or (first.fields is not None and "PostTypeId" not in first.fields):
        raise NotAForum("not_dump", files["posts"], "an XML file of another kind")
    return StackExchange(folder, site, files, sum(file.stat().st_size for file in files.values()))


def _why_not(kind: str, fields: Mapping[str, str]) -> str | None:
    if not NUMBER.fullmatch(fields.get("Id", "")):
        return "damaged"
    if kind == "comments":
        return None if NUMBER.fullmatch(fields.get("PostId", "")) else "damaged"
    if fields.get("PostTypeId") not in {QUESTION, ANSWER}:
        return "not_a_post"
    return "deleted" if fields.get("DeletionDate") else None
