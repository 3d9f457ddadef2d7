"""Plain words as Markdown that shows them as they were written; web addresses stay links."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"[\\`*_\[\]<&|~!@$]|https?://|ftp://|www\.|:::", re.IGNORECASE)
URL = re.compile(r"<?(?:URL: ?)?((?:https?|ftp)://[^\s<>\"`]{1,2000}|www\.[\w-]{1,63}\.[^\s<>\"`]{1,2000})>?", re.IGNORECASE)
INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`*~]|(?<![^\W_])_|_(?![^\W_])|\[(?=[^\]\n]{0,200}\](?:[(\[:]|$))|!(?=\[)|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,31};)|(?<![\w.+-])@(?=\w)"
)
LINE_START = re.compile(r"(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|:::|=+(?=\s*$)|-+(?=\s*$))|(\d{1,9})([.)])(?=\s|$)|(\|)")
CLOSERS = {")": "(", "]": "[", "}": "{"}


def escape(text: str) -> str:
    """One line, or several joined, with nothing in it that Markdown would take for markup."""
    if SPECIAL.search(text) is not None:
        text = _words(text)
    return LINE_START.sub(_start, text, count=1) if LINE_START.match(text) else text


def _words(text: str) -> str:
    if "://" not in text and "www." not in text.lower():
        return INLINE.sub(r"\\\g<0>", text)
    out: list[str] = []
    at = 0
    for match in URL.finditer(text):
        if match.start() < at:
            continue
        url, end = _whole(match[1]), match.start(1)
        out.append(INLINE.sub(r"\\\g<0>", text[at : match.start()]))
        end += len(url)
        bracketed = text[match.start()] == "<"
        if bracketed and text[end : end + 1] == ">":
            end += 1
        elif match.start(1) > match.start():
            out.append("\\<")
        out.append(f"[{url}](http://{url})" if url[:4].lower() == "www." else f"<{url}>")
        at = end
    out.append(INLINE.sub(r"\\\g<0>", text[at:]))
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
