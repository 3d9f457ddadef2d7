"""Lines of the schedule: which task, and when. One worker of many keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import Task

from .backend import once
from .models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Run `task` every so many minutes, counted from midnight UTC."""

    minutes: int
    task: Task[..., Any]

    def last_due(self, now: datetime) -> datetime:
        """The latest moment up to `now` at which it was to run."""
        step = self.minutes * 60
        return datetime.fromtimestamp(now.timestamp() // step * step, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Run `task` each day at `at` ("03:30"), in the time zone of the site."""

    at: str
    task: Task[..., Any]

    def last_due(self, now: datetime) -> datetime:
        """The latest moment up to `now` at which it was to run."""
        here = now.astimezone(timezone.get_default_timezone())
        due = datetime.combine(here.date(), time.fromisoformat(self.at), here.tzinfo)
        return due if due <= here else due - timedelta(days=1)


Line = Every | Daily


def strike(lines: Sequence[Line], now: datetime) -> int:
    """Enqueue what is due, each moment once however many ask; a moment that was missed is made up for once."""
    keys = {f"{line.task.module_path}@{line.last_due(now).astimezone(UTC):%Y-%m-%dT%H:%M}": line for line in lines}
    known = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys.keys() - known:
        once(keys[key].task, key).enqueue()
    return len(keys) - len(known)
