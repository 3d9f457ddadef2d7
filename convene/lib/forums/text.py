"""The text of a forum's post: HTML as Markdown, its links made whole, nobody in it called by name or address."""

from __future__ import annotations

import re

from ..mail.attachments import Attachment
from ..mail.hiding import hide_addresses
from ..mail.html import html_to_markdown, html_to_text
from ..mail.message import BODY_LIMIT, Message

RELATIVE = re.compile(r"(\s(?:href|src)\s*=\s*[\"'])(//?)(?=[^\"'\s])", re.IGNORECASE)
CALL = re.compile(r"(?<![\w.+\\-])@(?=\w)")
CODE = re.compile(r"(`+[^`]*`+)")
STARTS_BLOCK = re.compile(r"^(?=[#>|:+=-])|^(\d{1,9})(?=[.)]\s)")
WORDS = 80  # characters of a title made of the first words


def add_html(message: Message, html: str, site: str) -> None:
    """Give a message the text of an HTML post of a site."""
    markdown, cut = html_to_markdown(_with_whole_links(html, site), with_pictures=True)
    if cut:
        message.repairs.append("html_too_large")
    _add(message, markdown)
    if not message.title:
        message.title = _first_words(html_to_text(html))


def add_line(message: Message, text: str) -> None:
    """Give a message the text of a comment: a line with the few marks that comments may have."""
    parts = CODE.split(" ".join(text.split()))
    line = "".join(part if CODE.fullmatch(part) else CALL.sub(r"\\@", part) for part in parts)
    _add(message, STARTS_BLOCK.sub(lambda found: f"{found[1] or ''}\\", line))
    if not message.title:
        message.title = _first_words(text)


def one_line(text: str) -> str:
    """A title: on one line, without addresses."""
    return " ".join(hide_addresses(text).split())[:200]


def _add(message: Message, markdown: str) -> None:
    """Set the text, and keep what is too long for a post as a file."""
    markdown = hide_addresses(markdown)
    if len(markdown) > BODY_LIMIT:
        whole = markdown.encode("utf-8", "replace")
        message.attachments.append(Attachment("message.txt", "text/plain", "text/plain", "binary", whole))
        message.repairs.append("too_long")
        beginning = markdown[: BODY_LIMIT * 3 // 4]
        markdown = f"{beginning.rpartition(chr(10))[0] or beginning}\n\n…"
    message.body_markdown = markdown


def _with_whole_links(html: str, site: str) -> str:
    """Links within the old site lead there by its whole name; where that is not known they lead nowhere."""
    home = f"https://{site}/" if "." in site else ""

    def whole(match: re.Match[str]) -> str:
        if match[2] == "//":
            return f"{match[1]}https://"
        return f"{match[1]}{home}" if home else f"{match[1]}none:"

    return RELATIVE.sub(whole, html)


def _first_words(text: str) -> str:
    line = one_line(text[: WORDS * 4])
    return line if len(line) <= WORDS else f"{line[:WORDS].rpartition(' ')[0] or line[:WORDS]}…"
