"""Where mails without a believable date stand among those of their file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

from django.utils import timezone

from ....lib.mail.message import Message
from .source import Source

LOOKED_AT = 100  # messages at the start of a file, when the first has no date
SECOND = timedelta(seconds=1)


class Clock:
    """Goes through a file: a mail without a date comes right after the one before it.

    At the start of a file it comes right before the first that has one; where none has, the age of the file counts.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.last: datetime | None = None

    def time(self, message: Message) -> datetime:
        """When the message was written, or where it is placed."""
        if message.date is not None:
            self.last = message.date
        elif self.last is None:
            self.last = self._start()
        else:
            self.last += SECOND
        return self.last

    def _start(self) -> datetime:
        for before, raw in enumerate(islice(self.source.messages(), LOOKED_AT)):
            date = self.source.parse(raw).date
            if date is not None:
                return date - SECOND * before
        path = self.source.path
        there = next(place for place in (path, *path.parents) if place.exists())  # a ZIP file, of what is in it
        changed = datetime.fromtimestamp(int(there.stat().st_mtime), UTC)
        return min(changed, timezone.now())
