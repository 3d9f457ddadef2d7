"""Look whether there still is something at an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import limits, robots
from .addresses import parsed
from .asking import asked
from .faults import NotFetched
from .fetching import LASTING, REDIRECTS, TIRED, why
from .wire import Clock

State = Literal["well", "moved", "gone", "away", "shut", "busy"]
_STATES: dict[str, State] = {"gone": "gone", "unknown": "gone", "circles": "gone", "address": "gone", "busy": "busy"}
_SHUT = {"shut", "asks_not", "inside"}  # we cannot tell, and shall not be able to
_HEAD_DISLIKED = frozenset({400, 403, 404, 405, 406, 501})


@dataclass(frozen=True, slots=True)
class Look:
    """How a link is."""

    state: State  # `moved` for good; `away` for now; `shut` to programs; `busy` with others, or with us
    url: str = ""  # where it has moved for good
    status: int | None = None  # that the site answered
    sentence: str = ""


def look(url: str) -> Look:
    """Whether a link leads somewhere, asked for without its body. Never raises."""
    clock = Clock(limits.SECONDS)
    try:
        return _looked(url, clock)
    except NotFetched as fault:
        state: State = "shut" if fault.code in _SHUT else _STATES.get(fault.code, "away")
        return Look(state, status=fault.answered, sentence=fault.sentence)


def _looked(url: str, clock: Clock) -> Look:
    address = lasting = parsed(url)
    has_lasted = True
    for _turn in range(limits.REDIRECTS + 1):
        robots.ask_leave(address, clock)
        status, location, after = _answered(str(address), clock)
        if status in REDIRECTS and location:
            address = address.joined(location)
            has_lasted = has_lasted and status in LASTING
            lasting = address if has_lasted else lasting
            continue
        if status in TIRED:
            robots.leave_alone(address, after)
        if 200 <= status < 300:
            has_moved = str(lasting) != str(parsed(url))
            return Look("moved" if has_moved else "well", str(lasting) if has_moved else "", status)
        raise NotFetched(why(status), status)
    raise NotFetched("circles")


def _answered(url: str, clock: Clock) -> tuple[int, str, str]:
    """Status, where it leads, and when to come again; by GET where a site dislikes HEAD."""
    for method in ("HEAD", "GET"):
        with asked(parsed(url), clock, method=method) as answer:
            if method == "GET" or answer.status not in _HEAD_DISLIKED:
                return answer.status, answer.header("location"), answer.header("retry-after")
    raise AssertionError
