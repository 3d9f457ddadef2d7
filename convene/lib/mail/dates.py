"""When a message was written: its Date when that can be believed, else when it was received or filed."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from .headers import Headers

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
USUAL = re.compile(
    rb"(?:[A-Za-z]{3},? )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?"
    rb" (?:([+-])(\d\d)(\d\d)|GMT|UTC?|Z)(?: \([^)]*\))?"
)
ISO = re.compile(rb"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)? ?(?:([+-])(\d\d):?(\d\d)|Z|UTC)?")
ASCTIME = re.compile(
    r"\b([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}):(\d\d)(?::(\d\d))?(?: +[A-Z]{2,5}| +[+-]\d{4})? +(\d{4})(?:"
    r" +([+-])(\d\d)(\d\d))?"
)
FIRST_MAIL = datetime(1971, 1, 1, tzinfo=UTC)
SLACK = timedelta(days=1)
LATE = timedelta(days=366)
YEAR_ONE_HUNDRED = range(100, 200)


def date_of(headers: Headers, from_line: bytes, now: datetime) -> tuple[datetime | None, str | None]:
    """The moment of a message in UTC, and a note when its own Date could not be used.

    The note is what is wrong and what stands in: ``missing``, ``unreadable``, ``too_old``, ``future`` or
    ``wrong_clock``, then ``:received``, ``:envelope`` or ``:none``.
    """
    stated = headers.get("x-original-date") or headers.get("date", b"")
    own = parse_date(stated) if stated else None
    wrong = "missing" if not stated else "unreadable" if own is None else absurd(own, now)
    received = _received(headers.get("received", b"")) if b";" in headers.get("received", b"") else None
    if received is not None and absurd(received, now):
        received = None
    if not wrong and own is not None:
        if received is None or -LATE < own - received < 2 * SLACK:
            return own, None
        wrong = "wrong_clock"
    if received is not None:
        return received, f"{wrong}:received"
    filed = _envelope(from_line) if from_line else None
    if filed is not None and not absurd(filed, now):
        return filed, f"{wrong}:envelope"
    return None, f"{wrong}:none"


def parse_date(value: bytes) -> datetime | None:
    """A date as mail writes it, in UTC; None when it cannot be read."""
    usual = USUAL.fullmatch(value)
    if usual is not None:
        day, month, year, hour, minute, second, sign, hours, minutes = usual.groups()
        number = MONTHS.get(month.decode("ascii").lower())
        if number is not None:
            return _moment(
                int(year), number, int(day), int(hour), int(minute), int(second or 0), _shift(sign, hours, minutes)
            )
    iso = ISO.match(value)
    if iso is not None:
        year, month, day, hour, minute, second, sign, hours, minutes = iso.groups()
        shift = _shift(sign, hours, minutes)
        return _moment(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), shift)
    return _loose(value[:200].decode("ascii", "replace"))


def _loose(text: str) -> datetime | None:
    try:
        parsed = parsedate_tz(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parsed is None:
        return None
    year, shift = parsed[0], parsed[9] or 0
    if year in YEAR_ONE_HUNDRED:
        year += 1900
    if abs(shift) > 14 * 3600:
        shift = 0
    return _moment(year, parsed[1], parsed[2], parsed[3], parsed[4], parsed[5], shift)


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int, shift: int) -> datetime | None:
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return moment - timedelta(seconds=shift) if shift else moment
    except (ValueError, OverflowError):
        return None


def _shift(sign: bytes | None, hours: bytes | None, minutes: bytes | None) -> int:
    if sign is None or hours is None or minutes is None:
        return 0
    shift = int(hours) * 3600 + int(minutes) * 60
    if shift > 14 * 3600:
        return 0
    return -shift if sign == b"-" else shift


def _received(value: bytes) -> datetime | None:
    return parse_date(value[value.rfind(b";") + 1 :].strip())


def _envelope(line: bytes) -> datetime | None:
    text = line.decode("ascii", "replace")[:600]
    found = ASCTIME.search(text)
    if found is None:
        first_digit = re.search(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text)
        return _loose(text[first_digit.start() :]) if first_digit is not None else None
    number = MONTHS.get(found[1].lower())
    if number is None:
        return None
    shift = -_shift(b"-", found[8].encode(), found[9].encode()) if found[7] else 0
    if found[7] == "-":
        shift = -shift
    return _moment(int(found[6]), number, int(found[2]), int(found[3]), int(found[4]), int(found[5] or 0), shift)


def absurd(moment: datetime, now: datetime) -> str:
    """Why a moment cannot be believed, or nothing."""
    if moment < FIRST_MAIL:
        return "too_old"
    return "future" if moment > now + SLACK else ""


def epoch(moment: datetime | None) -> int | None:
    """Whole seconds since 1970."""
    return None if moment is None else timegm(moment.utctimetuple())
