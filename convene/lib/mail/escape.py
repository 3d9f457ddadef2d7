"""Plain words as Markdown that shows them as they were written; web addresses stay links."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"[\\`*~_\[!<&@]")
URL = re.compile(r"(?:https?|ftp|HTTPS?)://[^\s<>\"`]{1,2000}|www\.[\w-]{1,63}\.[^\s<>\"`]{1,2000}")
URL_OPENS = re.compile(r"<\s?(?:URL: ?)?$")
BRACKET = re.compile(r"\[[^\]\n]{0,200}\](?:[(\[:]|$)")
ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")
PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
LINE_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|:::|=+(?=\s*$)|-+(?=\s*$))|(\d{1,9})([.)])(?=\s|$)|(\|)")
STARTERS = frozenset("#>-+:=|")
CLOSERS = {")": "(", "]": "[", "}": "{"}


def escape(text: str) -> str:
    """One line, or several joined, with nothing in it that Markdown would take for markup."""
    if "://" in text or "www." in text:
        text = _words(text)
    elif SPECIAL.search(text) is not None:
        text = SPECIAL.sub(_sign, text)
    if text[:1] in STARTERS or text[:1].isdigit():
        found = LINE_START.match(text)
        if found is not None:
            return _start(found) + text[found.end() :]
    return text


def _sign(match: re.Match[str]) -> str:
    """One sign, with a backslash where it would do something."""
    sign, text, at = match[0], match.string, match.start()
    after = text[at + 1 : at + 2]
    if sign in "*`~":
        special = True
    elif sign == "_":
        special = not (after.isalnum() and text[at - 1 : at].isalnum() and at > 0)
    elif sign == "@":
        before = text[at - 1 : at] if at else ""
        special = (after.isalnum() or after == "_") and not (before.isalnum() or before in {".", "_", "+", "-", "…"})
    elif sign == "[":
        special = BRACKET.match(text, at) is not None
    elif sign == "<":
        special = after.isalpha() or after in {"/", "!", "?"}
    elif sign == "!":
        special = after == "["
    elif sign == "&":
        special = ENTITY.match(text, at) is not None
    else:
        special = not after or after in PUNCTUATION
    return f"\\{sign}" if special else sign


def _words(text: str) -> str:
    out: list[str] = []
    at = 0
    for match in URL.finditer(text):
        start, url = match.start(), _whole(match[0])
        end = start + len(url)
        opened = URL_OPENS.search(text, max(at, start - 7), start) if "<" in text[max(at, start - 7) : start] else None
        if opened is not None:
            start = opened.start()
            closing = text[end : end + 2].lstrip()[:1] == ">"
            end = text.index(">", end) + 1 if closing else end
        out.append(SPECIAL.sub(_sign, text[at:start]))
        out.append(f"[{url}](http://{url})" if url[:4].lower() == "www." else f"<{url}>")
        at = end
    out.append(SPECIAL.sub(_sign, text[at:]))
    return "".join(out)


def _whole(url: str) -> str:
    """A web address without the punctuation of the sentence around it."""
    while url:
        last = url[-1]
        if last in ".,;:!?'\"*_|’”»" or (last in CLOSERS and url.count(last) > url.count(CLOSERS[last])):
            url = url[:-1]
        else:
            break
    return url


def _start(match: re.Match[str]) -> str:
    return f"{match[2]}\\{match[3]}" if match[2] else f"\\{match[0]}"
