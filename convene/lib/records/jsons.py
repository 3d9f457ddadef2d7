"""JSON that others wrote: CSL items of reference managers, and JSON-LD of learning resources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .amb import is_described, read_described
from .csl import is_cited, read_cited
from .record import Fault, Found, NotRecords


def read_json(text: str) -> Iterator[Found]:
    """One thing, a list of them, a JSON-LD graph, or one thing on each line."""
    for number, one in enumerate(_things(text), 1):
        place = _("record %(number)s") % {"number": number}
        if isinstance(one, Fault):
            yield one
        elif is_described(one):
            yield read_described(one, place)
        elif is_cited(one):
            yield read_cited(one, place)
        else:
            yield Fault(place, _("This is neither a CSL item nor a LearningResource in JSON-LD."))


def _things(text: str) -> Iterator[Any]:
    try:
        whole = json.loads(text)
    except RecursionError:
        raise _not_json(_("it is nested too deeply")) from None
    except ValueError as fault:
        if "\n{" not in text.strip():
            raise _not_json(str(fault)[:120]) from None
        yield from _by_line(text)
        return
    if isinstance(whole, dict) and isinstance(whole.get("@graph"), list):
        context = whole.get("@context")
        yield from ({"@context": context, **one} if isinstance(one, dict) else one for one in whole["@graph"])
    elif isinstance(whole, dict) and isinstance(whole.get("items"), list):
        yield from whole["items"]
    else:
        yield from whole if isinstance(whole, list) else [whole]


def _by_line(text: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield Fault(_("line %(number)s") % {"number": number}, _("This is not JSON."))


def _not_json(why: str) -> NotRecords:
    return NotRecords(_("This file is not JSON, or is damaged: %(why)s.") % {"why": why})
