"""Who wrote a message, and addresses taken out of text that everybody may read."""

from __future__ import annotations

import re
from email.utils import parseaddr

from convene.lib.mail.headers import Headers, decode_words, header_text, one_line

HIDDEN = "…@…"
ANGLED = re.compile(r'\s*"?([^"<>]*?)"?\s*<([^<>]*)>')
TRAILED = re.compile(r"([^\s()<>\"]{1,200}(?: at [^\s()<>\"]{1,200})?)\s*\((.*)\)\s*")
ADDRESS = re.compile(r"[^\s@<>\"(),:;]{1,200}@[^\s@<>\"(),:;]{1,255}")
SAID_AT = re.compile(r"([\w.+'=/-]{1,200})\s*(?:\(a\)|\(at\)|\[at\]|_at_| at |@)\s*([\w-]{1,100}(?:\.[\w-]{1,100}){1,10})", re.I)
VIA = re.compile(r"\s+(?:via|per|über|par|through)\s+[^<>]{1,120}$", re.IGNORECASE)
EDGES = "'\"`, \t“”‘’"

# What may stand before "at example.org" in plain English without being the front half of an address.
WORDS = (
    "a all also an and any are as available based be begin been begins blog book browse bug by can check click code course"
    " data demo details directly docs documentation download event example examples file files find for forum found free"
    " from get group guide have here him home host hosted house i image in info information is issue it item job join"
    " journal just latest lecturer letter library like link links list listed lists live located look looking lookup manual"
    " material me meet meeting more myself news not notes now of office on one online only or order out over package page"
    " pages paper papers photo photos posted post poster present professor program project published question read register"
    " release repo report research schedule section see seminar seen shop show site software source sources start stuff"
    " talk team that the them there these they thing things this time tutorial two up us version video videos view visit was"
    " we web webpage website were what where wiki work workshop you yours"
)
NO_LOCAL_PART = frozenset(WORDS.split())
WRITTEN = re.compile(
    r"(?:mailto:)?(?<![\w.+%'=/-])[\w.+%'=/-]{1,128}(?:@|\s?(?:\(at\)|\[at\]|<at>|_at_|\(a\))\s?)"
    r"\[?(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}\]?|(?:mailto:)?(?<![\w.+%'=/-])[\w.+%-]{1,128}@(?:\.{3}|…|[\w-]{1,63}\b)",
    re.IGNORECASE,
)
CUT_SHORT = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:\.{3}|…)@[\w.-]{1,100}")
SPOKEN = re.compile(r"(?<![\w.+-])([\w.+-]{1,128}) at ((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})\b(?![/:@])")
LINKED = re.compile(rf"(?:<\s*mailto:)?{HIDDEN}(?:\?[^\s>]{{0,200}})?\s*(?:>|(?=\]))?")
BESIDE_NAME = re.compile(rf"(?<=[\w.\"')*]) ?(?:<{HIDDEN}(?:<{HIDDEN}>)?>|\[{HIDDEN}\]|\({HIDDEN}\))")
TWICE = re.compile(rf"{HIDDEN}\s?<{HIDDEN}>|<{HIDDEN}>")
HAS_DIGIT_OR_SIGN = re.compile(r"[\d._+-]")


def author_of(headers: Headers) -> tuple[str, str, bool]:
    """The name and the lower-case address of whoever wrote it (either may be empty), and whether it was damaged."""
    source = headers.get("x-original-from") or headers.get("from") or headers.get("sender") or b""
    name, address, repaired = _person(source)
    if not source:
        return "", "", True
    if VIA.search(name) and "x-original-from" not in headers:
        # The list put itself in the author's place; where to reply may still name the person.
        name = VIA.sub("", name)
        other_name, other, _ = _person(headers.get("reply-to", b""))
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


def hide_addresses(text: str, hidden: str = HIDDEN) -> str:
    """Text without mail addresses, also those written "ana at example.org"; beside a name nothing is left."""
    changed = text
    if "@" in text or "(a" in text or "[at" in text or "_at_" in text or "<at" in text:
        changed = WRITTEN.sub(HIDDEN, CUT_SHORT.sub(HIDDEN, text))
    if " at " in changed:
        changed = SPOKEN.sub(_spoken, changed)
    if changed is text or HIDDEN not in changed:
        return text
    if "mailto:" in changed:
        changed = changed.replace(f"mailto:{HIDDEN}", HIDDEN)
    changed = TWICE.sub(HIDDEN, BESIDE_NAME.sub("", changed))
    return changed if hidden == HIDDEN else changed.replace(HIDDEN, hidden)


def _spoken(match: re.Match[str]) -> str:
    local = match[1]
    if local.lower() in NO_LOCAL_PART and not HAS_DIGIT_OR_SIGN.search(local):
        return match[0]
    return HIDDEN


def _person(value: bytes) -> tuple[str, str, bool]:
    text, repaired = header_text(value) if b"=?" not in value else (value.decode("utf-8", "replace"), False)
    angled, trailed = ANGLED.match(text), TRAILED.fullmatch(text)
    if angled is not None and (angled[1] or not trailed):
        name, address = angled[1], angled[2]
    elif trailed is not None:
        address, name = trailed[1], trailed[2]
    else:
        name, address = parseaddr(text[:1000])
        address = address if "@" in address else text
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
