"""What a site asks of programs: where they should not go, and how often they may come.

source: RFC 9309, The Robots Exclusion Protocol.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from django.core.cache import cache

from . import limits
from .addresses import Address, parsed
from .asking import NAME, asked
from .faults import NotFetched
from .wire import Clock

_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_RULES = 2_000
_NOT_NOW = "!"  # kept in place of rules while a site cannot say what it wants


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: whether addresses that fit the pattern may be asked for."""

    pattern: str
    allows: bool

    def fits(self, target: str) -> bool:
        """Whether the pattern, with `*` for anything and `$` for the end, fits from the start."""
        *parts, last = self.pattern.removesuffix("$").split("*")
        at, must_end = 0, self.pattern.endswith("$")
        for number, part in enumerate(parts):
            found = target.find(part, at)
            if found < 0 or (number == 0 and found > 0):
                return False
            at = found + len(part)
        if must_end:
            return target.endswith(last) and len(target) - len(last) >= at and (bool(parts) or target == last)
        return target.find(last, at) >= 0 if parts else target.startswith(last)


def rules_for(name: str, text: str) -> list[Rule]:
    """The lines meant for a program of that name, or for all where none are."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    begins = True
    for key, value in _lines(text):
        if key == "user-agent":
            names = names if not begins else []
            begins = False
            names.append(value.lower())
            groups.setdefault(value.lower(), [])
        elif key in {"allow", "disallow"}:
            begins = True
            for each in names:
                if value and len(groups[each]) < _MOST_RULES:
                    groups[each].append(Rule(value, key == "allow"))
    return groups.get(name.lower(), groups.get("*", []))


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def allows(rules: Iterable[Rule], target: str) -> bool:
    """Whether the longest rule that fits allows it; so it is when none fits."""
    fitting = [(len(rule.pattern), rule.allows) for rule in rules if rule.fits(target)]
    return max(fitting, default=(0, True))[1]


def ask_leave(address: Address, clock: Clock) -> None:
    """See that a site lets us come, and wait for our turn with it. Raises NotFetched."""
    if rests_until := cache.get(f"http:rest:{address.host}"):
        raise NotFetched("busy", after=max(1, math.ceil(rests_until - time.time())))
    text = _robots(address, clock)
    if text == _NOT_NOW:
        raise NotFetched("away")
    if not allows(rules_for(NAME, text), address.target):
        raise NotFetched("asks_not")
    while not cache.add(f"http:turn:{address.host}", 1, timeout=limits.GAP):
        time.sleep(clock.left(0.1))


def leave_alone(address: Address, after: str) -> int:
    """A site has had enough; `after` is what it says of when to come again. Returns for how many seconds we do."""
    seconds = max(1, min(_seconds(after.strip()), limits.LONGEST_REST))
    cache.set(f"http:rest:{address.host}", time.time() + seconds, timeout=seconds)
    return seconds


def _seconds(after: str) -> int:
    """A Retry-After: a number of seconds, or a time. A minute, where it is neither."""
    if after.isdecimal():
        return int(after[:6])
    try:
        return math.ceil(parsedate_to_datetime(after).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 60


def _robots(address: Address, clock: Clock) -> str:
    key = f"http:robots:{address.origin}"
    known: str | None = cache.get(key)
    if known is None:
        known = _asked_for(parsed(f"{address.origin}/robots.txt"), clock)
        cache.set(key, known, timeout=limits.ROBOTS_KEPT if known != _NOT_NOW else 60)
    return known


def _asked_for(address: Address, clock: Clock) -> str:
    """The text of robots.txt: empty where there is none, and a mark while the site is ill."""
    for _turn in range(limits.REDIRECTS):
        with asked(address, clock, accept="text/plain") as answer:
            if answer.status in _REDIRECTS:
                address = address.joined(answer.header("location"))
                continue
            if answer.status >= 500:
                return _NOT_NOW
            if answer.status >= 300:
                return ""
            return b"".join(answer.body(limits.MOST_OF_ROBOTS)).decode("utf-8", "replace")
    return ""
