"""One message as people read it: who, when, about what, in which thread, and what it says in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b

from .addresses import author_of
from .attachments import Attachment
from .body import body_of
from .dates import date_of
from .fingerprint import prints_of
from .footers import Scrubbed
from .headers import Headers, body_charset, header_text, read_headers, split_headers
from .hiding import HIDDEN
from .mbox import RawMessage
from .subjects import base_subject, is_reply, subject_of, thread_key, title_of
from .threads import Header
from .whereabouts import archived_at

BODY_LIMIT = 30_000
MOST_REFERENCES = 64
LONGEST_ID = 250
BRACKETED = re.compile(r"<\s*([^<>]{1,900}?)\s*>")
BARE_ID = re.compile(r"[^\s<>\"',;()]{1,500}@[^\s<>\"',;()]{1,400}")
LIST_ID = re.compile(r"<([^<>\s]{1,200})>")

# Repairs that a message can name, each a short code; the words for people are the importer's.
REPAIRS = (
    "attachment_type", "bad_transfer_encoding", "boundary", "charset", "date", "empty_attachment", "enriched", "header",
    "html_only", "html_too_large", "missing_author", "missing_message_id", "scrubbed", "too_long", "too_many_parts",
)  # fmt: skip
REFUSALS = (
    "too_large", "unreadable", "damaged_file", "packed_too_tightly", "no_headers", "empty",
    "damaged", "deleted", "not_public", "not_a_post", "not_in_file",
)  # fmt: skip


@dataclass(slots=True)
class Message:
    """A message, mended as far as possible.

    ``message_id``       without brackets, or None; ``key`` is always there: it, or one made of the fingerprint.
    ``fingerprint``      equal for copies of the same mail from other archives; ``outline`` (may be empty) is all there
                         is to compare when a copy ``is_hollow``, its words scrubbed away (see ``fingerprint.py``).
    ``subject``          on one line, addresses hidden; ``title``: as a heading; ``base_subject``: bare of every tag.
    ``author_address``   lower case, may be empty; for staff and for claiming only. ``author_name`` may be empty too.
    ``date``             aware, UTC, or None; ``date_note`` says what was wrong with it and what stands in.
    ``body_markdown``    addresses hidden, quotations and signatures in ``:::quote`` and ``:::signature``.
    ``also``             other names that it goes by: where archives and forums had it, as ``host/path``.
    ``author_id``        who wrote it, where a forum tells no address: ``host/users/12``.
    ``is_question``      with ``is_accepted``: of forums that know which answer helped.
    ``repairs``          codes of ``REPAIRS``; ``refusal`` None or a code of ``REFUSALS``: nothing to show then.
    """

    message_id: str | None = None
    fingerprint: str = ""
    outline: str = ""
    is_hollow: bool = False
    in_reply_to: str | None = None
    references: list[str] = field(default_factory=list)
    subject: str = ""
    title: str = ""
    base_subject: str = ""
    author_name: str = ""
    author_address: str = ""
    date: datetime | None = None
    date_note: str | None = None
    list_id: str = ""
    body_markdown: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    scrubbed: list[Scrubbed] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    refusal: str | None = None
    offset: int = 0
    end: int = 0
    also: list[str] = field(default_factory=list)
    author_id: str = ""
    is_question: bool = False
    is_accepted: bool = False

    @property
    def key(self) -> str:
        """What threads know this message by."""
        return self.message_id or f"{self.fingerprint}@fingerprint"

    def header(self) -> Header:
        """What is needed to find its thread."""
        return Header(
            key=self.key,
            references=tuple(self.references),
            subject_key=thread_key(self.subject),
            is_reply=is_reply(self.subject),
            author=self.author_address or self.author_name,
            date=self.date,
        )


def parse_message(
    raw: RawMessage | bytes, *, now: datetime | None = None, hidden: str = HIDDEN, body_limit: int = BODY_LIMIT
) -> Message:
    """Read one message. Whatever its bytes, nothing is raised: what cannot be a message has a ``refusal``.

    ``hidden`` stands where mail addresses stood; ``body_limit`` is the longest Markdown, in characters.
    """
    if isinstance(raw, bytes):
        raw = RawMessage(raw, end=len(raw))
    message = Message(offset=raw.offset, end=raw.end)
    if raw.fault is not None:
        message.refusal = raw.fault
        return message
    block, data = split_headers(raw.data)
    headers = read_headers(block)
    if not headers:
        message.refusal = "empty" if not raw.data.strip() else "no_headers"
        return message
    message.also = archived_at(headers.get("archived-at", b""), data)
    _read_headers(message, headers, raw.from_line, now or datetime.now(UTC))
    body = body_of(headers, data, hidden=hidden, limit=body_limit)
    message.body_markdown = body.markdown
    message.attachments, message.scrubbed = body.attachments, body.scrubbed
    message.repairs += [code for code in body.repairs if code not in message.repairs]
    believable = message.date if message.date_note is None else None
    prints = prints_of(message.author_name, message.author_address, believable, message.base_subject, body.own_lines)
    message.fingerprint, message.outline, message.is_hollow = prints.whole, prints.outline, prints.is_hollow
    if not body.markdown and not body.attachments and not message.base_subject:
        message.refusal = "empty"
    return message


def _read_headers(message: Message, headers: Headers, from_line: bytes, now: datetime) -> None:
    message.subject, lied = subject_of(headers.get("subject", b""), body_charset(headers))
    message.base_subject = base_subject(message.subject)
    found = LIST_ID.search(headers.get("list-id", b"").decode("utf-8", "replace"))
    message.list_id = found[1].lower() if found is not None else ""
    message.title = title_of(message.subject, message.list_id)
    message.author_name, message.author_address, damaged = author_of(headers)
    if lied or (damaged and headers.get("from")):
        message.repairs.append("header")
    if not message.author_name and not message.author_address:
        message.repairs.append("missing_author")
    message.date, message.date_note = date_of(headers, from_line, now)
    if message.date_note is not None:
        message.repairs.append("date")
    ids = ids_in(headers.get("message-id", b""))
    message.message_id = ids[0] if ids else None
    if not ids:
        message.repairs.append("missing_message_id")
    before = ids_in(headers.get("in-reply-to", b""))
    references = [name for name in ids_in(headers.get("references", b"")) if name != message.message_id]
    message.in_reply_to = next((name for name in before if name != message.message_id), None)
    if message.in_reply_to and message.in_reply_to not in references:
        references.append(message.in_reply_to)
    if len(references) > MOST_REFERENCES:
        references = [references[0], *references[1 - MOST_REFERENCES :]]
    message.references = list(dict.fromkeys(references))


def ids_in(value: bytes) -> list[str]:
    """The message identifiers in a field, without brackets, however loosely they were written."""
    if not value:
        return []
    text = value.decode("utf-8", "replace") if b"=?" not in value else header_text(value)[0]
    found = [_normal_id(name) for name in BRACKETED.findall(text)]
    if not found:
        found = [_normal_id(name) for name in BARE_ID.findall(text)] or (
            [_normal_id(text.strip("<> "))] if " " not in text.strip("<> ") else []
        )
    return [name for name in found if name]


def _normal_id(text: str) -> str:
    text = "".join(text.replace(" at ", "@").split())
    if len(text) > LONGEST_ID:
        text = f"{blake2b(text.encode(), digest_size=16).hexdigest()}@long"
    return text
