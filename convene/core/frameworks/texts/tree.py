"""YAML as a tree of texts, lists and maps that remember their lines; nothing else that YAML can do is let in.

Every scalar stays the text that was written, so `no` is a word and `2026-04-04` is no date. References and tags are
refused, so a short file cannot grow when it is read, and none refers to itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

from .faults import Fault, Unreadable

LARGEST = 400_000  # letters
DEEPEST = 12
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line where it, or the key before it, begins."""

    line: int
    value: str | list[Node] | dict[str, Node] = field(default="")


def tree(text: str) -> Node:
    """The tree of one YAML document.

    raises: Unreadable, with the first thing that is no plain YAML, or with every key that is given twice.
    """
    if len(text) > LARGEST:
        raise _no(
            1, _("The text is too long: %(letters)s letters, and %(most)s are possible.")
            % {"letters": len(text), "most": LARGEST},
        )  # fmt: skip
    builder = _Builder(_events(text))
    found = builder.document()
    if builder.twice:
        raise Unreadable(builder.twice)
    return found


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as no:
        mark = no.problem_mark or no.context_mark
        raise _no((mark.line if mark else 0) + 1, _not_yaml(str(no.problem or no.context))) from no
    except (yaml.YAMLError, UnicodeError, RecursionError) as no:
        raise _no(1, _not_yaml(str(no).splitlines()[0] if str(no) else type(no).__name__)) from no


def _not_yaml(problem: str) -> str:
    return _("This is not YAML (%(problem)s). Look at the indentation and the quotation marks around here.") % {
        "problem": problem
    }


def _no(line: int, sentence: str) -> Unreadable:
    return Unreadable([Fault(line, "", sentence)])


class _Builder:
    """Makes nodes of events."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.twice: list[Fault] = []

    def document(self) -> Node:
        found: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    raise _no(_line(event), _("A second document begins here. Give each text a file of its own."))
                found = self.node(next(self.events), 1)
        if found is None:
            raise _no(1, _("The text is empty."))
        return found

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            said = _("“*%(name)s” refers to another place. Write out what stands there.")
            raise _no(line, said % {"name": event.anchor})
        if (tag := getattr(event, "tag", None)) is not None:
            raise _no(line, _("“%(tag)s” is a tag. Take it away: everything here is plain text.") % {"tag": tag})
        if depth > DEEPEST:
            raise _no(line, _("This lies %(deepest)s levels deep. No text needs that.") % {"deepest": DEEPEST + 1})
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, self._list(depth))
        if isinstance(event, yaml.MappingStartEvent):
            return Node(line, self._map(depth))
        assert isinstance(event, yaml.ScalarEvent)
        is_empty = event.style is None and event.value in _EMPTY
        return Node(line, "" if is_empty else event.value)

    def _list(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def _map(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                raise _no(key.line, _("A key has to be one word."))
            if key.value in entries:
                said = _("“%(key)s” stands here a second time; first in line %(line)s. Keep one of them.")
                self.twice.append(
                    Fault(key.line, "", said % {"key": key.value, "line": entries[key.value].line})
                )
                continue
            entries[key.value] = Node(key.line, value.value)
        return entries


def _line(event: yaml.Event) -> int:
    return (event.start_mark.line if event.start_mark else 0) + 1
