"""Who wrote a message: the name and the address, put right again where lists and archivers changed them."""

from __future__ import annotations

import re

from .headers import Headers, body_charset, decode_words, header_text, one_line

ANGLED = re.compile(r'\s*"?([^"<>]*?)"?\s*<([^<>]*)>')
TRAILED = re.compile(r"([^\s()<>\"]{1,200}(?: at [^\s()<>\"]{1,200})?)\s*\((.*)\)\s*")
ADDRESS = re.compile(r"[^\s@<>\"(),:;]{1,200}@[^\s@<>\"(),:;]{1,255}")
SAID_AT = re.compile(
    r"([\w.+'=/-]{1,200})\s*(?:\(a\)|\(at\)|\[at\]|_at_| at |@)\s*([\w-]{1,100}(?:\.[\w-]{1,100}){1,10})", re.I
)
VIA = re.compile(r"\s+(?:via|per|über|par|through)\s+[^<>]{1,120}$", re.IGNORECASE)
EDGES = "'\"`, \t“”‘’"


def author_of(headers: Headers) -> tuple[str, str, bool]:
    """The name and the lower-case address of whoever wrote it (either may be empty), and whether it was damaged."""
    source = headers.get("x-original-from") or headers.get("from") or headers.get("sender") or b""
    name, address, repaired = _person(source, None if source.isascii() else body_charset(headers))
    if not source:
        return "", "", True
    if " " in name and VIA.search(name) and "x-original-from" not in headers:
        # The list put itself in the author's place; where to reply may still name the person.
        name = VIA.sub("", name)
        other_name, other, _ = _person(headers.get("reply-to", b""), None)
        listed = headers.get("list-post", b"").decode("ascii", "replace").lower()
        address = other if other and other not in listed and (not other_name or other_name == name) else ""
    if not name and address:
        name = name_from(address)
    return name, address, repaired


def name_from(address: str) -> str:
    """A name to show for somebody who gave only an address: never the address itself."""
    local = re.split(r"[@+]", address, maxsplit=1)[0]
    words = [word for word in re.split(r"[._\s-]+", local) if word]
    return " ".join(word.capitalize() if word.islower() else word for word in words)[:100]


def _person(value: bytes, charset: str | None) -> tuple[str, str, bool]:
    text, repaired = header_text(value, charset) if b"=?" not in value else (value.decode("utf-8", "replace"), False)
    angled, trailed = ANGLED.match(text), TRAILED.fullmatch(text)
    if angled is not None and (angled[1] or not trailed):
        name, address = angled[1], angled[2]
    elif trailed is not None:
        address, name = trailed[1], trailed[2]
    else:
        found = ADDRESS.search(text[:1000])
        name, address = (text[: found.start()], found[0]) if found is not None else (text.strip("<> "), "")
        if found is None and SAID_AT.fullmatch(name):
            name, address = "", name
    if "=?" in name:
        name, lied = decode_words(name)
        repaired = repaired or lied
    name = _clean_name(name)
    return name, _clean_address(address), repaired


def _clean_name(name: str) -> str:
    name = one_line(name.replace("\\", "")).strip(EDGES)
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    if "@" in name or " at " in name:
        said = SAID_AT.search(name)
        if said is not None:
            rest = one_line(name.replace(said[0], "")).strip(EDGES + "()<>[]")
            name = rest or name_from(said[1])
        elif "@" in name:
            name = name_from(name)
    return name[:100]


def _clean_address(text: str) -> str:
    text = text.strip().removeprefix("mailto:").lower()
    if "@" not in text or " at " in text or "(a" in text:
        said = SAID_AT.search(text)
        return f"{said[1]}@{said[2]}"[:254].strip("'") if said is not None else ""
    found = ADDRESS.search(text)
    return found[0].strip(".'")[:254] if found is not None else ""
