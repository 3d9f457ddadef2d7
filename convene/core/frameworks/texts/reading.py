"""Read a tree into a dataclass: its fields are the keys, those with a default may be left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, NewType, TypeVar, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from .faults import Fault, Unreadable
from .tree import Node, tree
from .words import Words

Key = NewType("Key", str)  # what links, answers and later versions know a part by
Address = NewType("Address", str)
See = NewType("See", str)  # "facet:term": where the library has more

MOST_PARTS = 500
MOST_LETTERS = 3000
MOST_FAULTS = 20
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEE = re.compile(r"[a-z]+:[a-z0-9-]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
Shape = TypeVar("Shape")


def read(text: str, shape: type[Shape], *, languages: Collection[str]) -> Shape:
    """What the YAML says, as `shape`.

    raises: Unreadable, with up to 20 faults.
    """
    reader = _Reader(languages)
    found = reader.value(tree(text), shape, "")
    if reader.faults:
        raise Unreadable(reader.faults)
    return found  # type: ignore[no-any-return]


def parts(content: Any) -> Iterator[tuple[str, str]]:
    """Everything in a content that has a key, in its order: (kind, key), such as ("question", "purpose-priority")."""
    for one in fields(content):
        value = getattr(content, one.name)
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each) and not isinstance(each, (type, Words)):
                if key := getattr(each, "key", ""):
                    yield type(each).__name__.lower(), key
                yield from parts(each)


class _Reader:
    """Collects faults while it reads."""

    def __init__(self, languages: Collection[str]) -> None:
        self.languages = languages
        self.faults: list[Fault] = []
        self.keys: dict[str, int] = {}

    def fault(self, node: Node, where: str, sentence: str) -> None:
        self.faults.append(Fault(node.line, where, sentence))
        if len(self.faults) >= MOST_FAULTS:
            raise Unreadable(self.faults)

    def value(self, node: Node, hint: Any, where: str) -> Any:
        if hint is Words:
            return self._words(node, where)
        if get_origin(hint) is tuple:
            return self._tuple(node, get_args(hint)[0], where)
        if is_dataclass(hint):
            return self._dataclass(node, hint, where)
        return self._scalar(node, hint, where)

    def _scalar(self, node: Node, hint: Any, where: str) -> Any:
        text = self._text(node, where)
        if hint is bool:
            if text.lower() not in _YES_NO:
                self.fault(node, where, _("Write true or false."))
            return _YES_NO.get(text.lower(), False)
        if hint is int:
            if not (text.isascii() and text.isdecimal() and len(text) < 6):
                self.fault(node, where, _("Write a whole number, such as 180."))
                return 0
            return int(text)
        if hint is Key:
            self._key(node, text, where)
        elif hint is Address and text and not _ADDRESS.fullmatch(text):
            self.fault(node, where, _("Write an address that begins with https://."))
        elif hint is See and text and not _SEE.fullmatch(text):
            self.fault(node, where, _("Write a facet and a term with a colon between, such as topic:funding."))
        return text

    def _key(self, node: Node, text: str, where: str) -> None:
        if text and (not _KEY.fullmatch(text) or len(text) > 60):
            self.fault(node, where, _("Write the key in small letters a–z, digits and hyphens, 60 at most."))
        elif text in self.keys:
            said = _("The key “%(key)s” is taken in line %(line)s. Give this one another.")
            self.fault(node, where, said % {"key": text, "line": self.keys[text]})
        elif text:
            self.keys[text] = node.line
            if len(self.keys) > MOST_PARTS:
                said = _("There are more than %(most)s parts. Nobody could go through so many.")
                self.fault(node, where, said % {"most": MOST_PARTS})
                raise Unreadable(self.faults)

    def _text(self, node: Node, where: str) -> str:
        if not isinstance(node.value, str):
            self.fault(node, where, _("One text belongs here, not a list or a group."))
            return ""
        if not node.value.strip():
            self.fault(node, where, _("There is nothing here. Write a text, or take the key away."))
        elif len(node.value) > MOST_LETTERS:
            self.fault(node, where, _("This is too long: %(most)s letters are possible.") % {"most": MOST_LETTERS})
        return node.value

    def _words(self, node: Node, where: str) -> Words:
        if not isinstance(node.value, dict):
            return Words({"": self._text(node, where)})
        for language in node.value.keys() - set(self.languages):
            said = _("“%(word)s” is no language of this site. It has: %(languages)s.")
            self.fault(
                node.value[language], where, said % {"word": language, "languages": ", ".join(sorted(self.languages))}
            )
        if not node.value:
            self.fault(node, where, _("There is nothing here. Write a text, or take the key away."))
        return Words({code: self._text(one, _under(where, code)) for code, one in node.value.items()})

    def _tuple(self, node: Node, hint: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(node.value, list):
            self.fault(node, where, _("A list belongs here: lines that begin with a hyphen."))
            return ()
        return tuple(self.value(one, hint, _under(where, str(at))) for at, one in enumerate(node.value, 1))

    def _dataclass(self, node: Node, shape: Any, where: str) -> Any:
        if not isinstance(node.value, dict):
            self.fault(node, where, _("Keys belong here, each with its value."))
            return None
        hints, known = get_type_hints(shape), {one.name: one for one in fields(shape)}
        for key in node.value.keys() - known.keys():
            near = get_close_matches(key, known, n=1)
            said = _("“%(key)s” is not known here. Known: %(known)s.")
            if near:
                said = _("“%(key)s” is not known here. Did you mean “%(near)s”?")
            values = {"key": key, "near": near[0] if near else "", "known": ", ".join(known)}
            self.fault(node.value[key], where, said % values)
        missing = [name for name, one in known.items() if name not in node.value and _is_needed(one)]
        for name in missing:
            self.fault(node, where, _("“%(key)s” is missing.") % {"key": name})
        read = {
            name: self.value(one, hints[name], _under(where, name))
            for name, one in node.value.items() if name in known
        }  # fmt: skip
        if missing:
            return None
        made = shape(**read)
        for sentence in getattr(made, "faults", tuple)():
            self.fault(node, where, sentence)
        return made


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _under(where: str, name: str) -> str:
    return f"{where} › {name}" if where else name
