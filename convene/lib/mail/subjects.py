"""Subjects: what a discussion is about, without the signs of replying, forwarding and listing."""

from __future__ import annotations

import re

from .headers import header_text, one_line
from .hiding import HIDDEN, hide_addresses

# Reply and forward signs of mail programs in some thirty languages.
REPLY_WORDS = (
    "re|aw|antw|antwort|sv|vs|ref|rif|ris|r|res|odp|odpoveď|odpověď|odg|ynt|yanıt|cevap|vá|vb|atb|ats|bls|svar"
    "|betreft|rép|rep|réf|respuesta|resp|отв|ответ|回复|回覆|答复|返信|답장|απ|σχετ|תשובה|השב|رد|hå"
)
FORWARD_WORDS = (
    "fwd|fw|wg|tr|rv|enc|i|vs fwd|vl|vid|doorst|pd|továbbítás|fs|fyi|i fwd|transf|переслано|пересл|转发|轉寄"
    "|轉發|転送|전달|πρθ"
    "|הועבר|إعادة توجيه|ilet|İlt|İlet|YNT|redirigido|reenv|trans|edas"
)
COUNT = r"(?:\s?[\[(^]\s?\d{1,3}\s?[\])]?|\s?\d{1,2}(?=:)|\^\d{1,3})?"
REPLY = re.compile(rf"(?:{REPLY_WORDS}){COUNT}\s?[:：]\s?", re.IGNORECASE)
FORWARD = re.compile(rf"(?:{FORWARD_WORDS}){COUNT}\s?[:：]\s?", re.IGNORECASE)
TAG = re.compile(r"\[([^\[\]]{1,60})\]\s*")
TAIL = re.compile(
    r"\s*\((?:fwd|fw|was:?[^()]{0,200})\)\s*$|\s*\[was:?[^\[\]]{0,200}\]\s*$|\s*\((?:fwd|fw)\)$", re.IGNORECASE
)
LETTERS = re.compile(r"[^a-z0-9]+")
# "[ana@example.org: Teaching]", as mutt names what it forwards.
NAMED_FORWARD = re.compile(rf"\[{HIDDEN}: (.{{3,}})\]$")
MOST = 12
MAX_LENGTH = 300


def subject_of(value: bytes, charset: str | None = None) -> tuple[str, bool]:
    """The subject on one line without addresses, and whether its character set had to be guessed."""
    text, repaired = header_text(value, charset)
    if "@" in text or " at " in text:
        text = NAMED_FORWARD.sub(r"Fwd: \1", one_line(hide_addresses(text)))
    return text[:MAX_LENGTH].rstrip(), repaired


def base_subject(subject: str) -> str:
    """What remains when list tags and the signs of replying and forwarding are taken off; it keeps its case."""
    return _stripped(subject)[0]


def is_reply(subject: str) -> bool:
    """Whether a subject says that it answers something."""
    return _stripped(subject)[1]


def title_of(subject: str, list_name: str = "") -> str:
    """The subject as a heading: signs of replying and the tag of its own list go, other tags ("[ANN]") stay.

    ``list_name`` is a List-Id or an address of the list; without it every leading tag stays.
    """
    rest, short = subject.strip(), LETTERS.sub("", re.split(r"[.@]", list_name, maxsplit=1)[0].lower())
    for _ in range(MOST):
        found = REPLY.match(rest) or FORWARD.match(rest)
        tag = None if found else TAG.match(rest)
        if tag is not None and short and tag.end() < len(rest):
            named = LETTERS.sub("", tag[1].lower())
            found = tag if named == short or short in named or (len(named) > 2 and named in short) else None
        if not found or found.end() >= len(rest):
            break
        rest = rest[found.end() :]
    return rest


def thread_key(subject: str) -> str:
    """The base subject made comparable: letters and digits only, one case."""
    return " ".join(re.findall(r"\w+", base_subject(subject).casefold()))


def _stripped(subject: str) -> tuple[str, bool]:
    rest, replied = subject.strip(), False
    for _ in range(MOST):
        before = rest
        if found := REPLY.match(rest):
            rest, replied = rest[found.end() :], True
        elif (found := FORWARD.match(rest)) or ((found := TAG.match(rest)) and found.end() < len(rest)):
            rest = rest[found.end() :]
        rest = TAIL.sub("", rest) if rest.endswith((")", "]")) else rest
        if rest == before:
            break
    return (rest.strip() or subject.strip()), replied
