"""The text of RTF: letters between braces and control words, read in one go from the first byte to the last."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import limits
from .faults import Unreadable
from .writing import Pages, Stretches

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
_SILENT = frozenset(  # groups that hold no words of the text, beside all that begin with \*
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf xe"
    b" tc rxe txe filetbl listtable listoverridetable revtbl rsidtbl xmlnstbl themedata datastore fldinst".split()
)
_SAID = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": " ",
    b"nestcell": " ", b"emspace": " ", b"enspace": " ", b"emdash": "—", b"endash": "–", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
}  # fmt: skip
_SIGNS = {b"\\": "\\", b"{": "{", b"}": "}", b"~": " ", b"_": "-", b"\r": "\n", b"\n": "\n"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the next closing brace."""

    is_silent: bool = False
    is_hidden: bool = False
    stands_for: int = 1  # letters that follow one in Unicode, for those who do not know it


@dataclass(slots=True)
class _State:
    """Where the reader stands."""

    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    coding: str = "cp1252"
    codes: bytearray = field(default_factory=bytearray)  # letters given by number, which may belong together
    skip: int = 0
    half: int = 0  # the first half of a letter that takes two numbers


def read(source: Path, pages: Pages) -> None:
    """All that its reader sees, without headers and footers. Raises Unreadable."""
    with source.open("rb") as file:
        content = file.read(limits.FILE_SIZE)
    running, state, at = Stretches(pages), _State(), 0
    while found := _TOKEN.match(content, at):
        at = found.end()
        if found["word"] == b"bin":  # so many bytes of anything
            at += max(0, int(found["number"] or 0))
            continue
        if said := _said(state, found):
            running.add(said)
    running.add(_codes(state))
    running.end()


def _said(state: _State, found: re.Match[bytes]) -> str:
    """What a token adds to the text."""
    if found["code"]:
        if state.skip:
            state.skip -= 1
        elif _is_shown(state):
            state.codes.append(int(found["code"], 16))
        return ""
    before = _codes(state)
    if found["brace"]:
        _turn(state, found["brace"])
        return before
    if found["sign"]:
        if found["sign"] == b"*":
            state.group = replace(state.group, is_silent=True)
        return before + (_SIGNS.get(found["sign"], "") if _is_shown(state) else "")
    if found["word"]:
        word, number = found["word"], int(found["number"]) if found["number"] else None
        return before + _obey(state, word, number)
    text = found["text"] or b""
    text, state.skip = text[state.skip :], max(0, state.skip - len(text))
    return before + (text.decode(state.coding, "replace") if _is_shown(state) else "")


def _turn(state: _State, brace: bytes) -> None:
    state.skip = 0
    if brace == b"{":
        state.outer.append(state.group)
        if len(state.outer) > limits.MOST_GROUPS:
            raise Unreadable("damaged")
    elif state.outer:
        state.group = state.outer.pop()


def _obey(state: _State, word: bytes, number: int | None) -> str:
    if word in _SILENT:
        state.group = replace(state.group, is_silent=True)
    elif word in {b"v", b"deleted"}:
        state.group = replace(state.group, is_hidden=number != 0)
    elif word == b"plain":
        state.group = replace(state.group, is_hidden=False)
    elif word == b"uc":
        state.group = replace(state.group, stands_for=min(max(number or 0, 0), 100))
    elif word == b"ansicpg":
        state.coding = _coding(f"cp{number}")
    elif word == b"u" and number is not None:
        state.skip = state.group.stands_for
        return _letter(state, number % 0x10000) if _is_shown(state) else ""
    return _SAID.get(word, "") if _is_shown(state) else ""


def _letter(state: _State, number: int) -> str:
    if 0xD800 <= number < 0xDC00:
        state.half = number
        return ""
    half, state.half = state.half, 0
    if 0xDC00 <= number < 0xE000:
        return chr(0x10000 + ((half - 0xD800) << 10) + number - 0xDC00) if half else ""
    return chr(number)


def _codes(state: _State) -> str:
    said = bytes(state.codes).decode(state.coding, "replace")
    state.codes.clear()
    return said


def _is_shown(state: _State) -> bool:
    return not (state.group.is_silent or state.group.is_hidden)


def _coding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
