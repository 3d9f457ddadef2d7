"""Claim rows for a while. Who goes silent loses its claim, and somebody else does the work."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .models import Job, JobQuerySet, Lease, Letter, LetterQuerySet

LEASE = timedelta(seconds=30)
FARTHEST = timedelta(minutes=15)
PUT_OFF = timedelta(hours=2)


def new_holder() -> str:
    """A name for this worker that no other has, and that says where it runs."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def claim_jobs(holder: str, *, most: int, lease: timedelta = LEASE) -> list[Job]:
    """Claim up to `most` due jobs.

    A job that was tried before is claimed alone, so that one which kills its worker takes no other with it.
    """
    now = timezone.now()
    if not JobQuerySet(Job).due(now).exists():
        return []  # looking costs no write lock
    with transaction.atomic():
        found = list(JobQuerySet(Job).due(now).select_for_update(skip_locked=True)[:most])
        fresh = [job for job in found if not job.attempts]
        taken = found[:1] if found and found[0].attempts else fresh
        for job in taken:
            job.claimed_by, job.claimed_until, job.attempts = holder, now + lease, job.attempts + 1
        Job.objects.filter(pk__in=[job.pk for job in taken]).update(
            claimed_by=holder, claimed_until=now + lease, started_at=now, attempts=F("attempts") + 1
        )
    return taken


def claim_letters(holder: str, *, most: int, lease: timedelta = LEASE) -> list[Letter]:
    """Claim up to `most` due letters, at most one of each thread to each person."""
    now = timezone.now()
    if not LetterQuerySet(Letter).due(now).exists():
        return []
    with transaction.atomic():
        taken = list(LetterQuerySet(Letter).due(now).select_for_update(skip_locked=True)[:most])
        for letter in taken:
            letter.claimed_by, letter.claimed_until = holder, now + lease
        mine = Letter.objects.filter(pk__in=[letter.pk for letter in taken])
        mine.update(claimed_by=holder, claimed_until=now + lease)
    return taken


def renew(rows: Sequence[Job | Letter], *, lease: timedelta = LEASE) -> None:
    """Keep what is claimed for another while, unless somebody else has it by now."""
    until = timezone.now() + lease
    for model in {type(row) for row in rows}:
        mine = [row for row in rows if isinstance(row, model)]
        model._default_manager.filter(pk__in=[row.pk for row in mine], claimed_by=mine[0].claimed_by).exclude(
            claimed_until=None
        ).update(claimed_until=until)


def put_back(rows: Sequence[Job | Letter]) -> None:
    """Give back what was claimed and not begun, so that another need not wait for the lease to end."""
    for row in rows:
        mine = type(row)._default_manager.filter(pk=row.pk, claimed_by=row.claimed_by)
        if isinstance(row, Job):
            mine.update(claimed_by="", claimed_until=None, attempts=F("attempts") - 1)
        else:
            mine.update(claimed_by="", claimed_until=None)


def hold(name: str, holder: str, *, lease: timedelta = LEASE) -> bool:
    """Take or keep something that one process at a time holds; false while another has it."""
    now = timezone.now()
    free = Lease.objects.filter(Q(holder=holder) | Q(until__lt=now), name=name)
    if free.update(holder=holder, until=now + lease):
        return True
    _, created = Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": now + lease})
    return created


def set_right() -> int:
    """Mend what was written while the clock of the machine ran ahead; returns how many rows were waiting for it.

    No claim lasts longer than `FARTHEST` and no letter is put off for longer than `PUT_OFF`, whatever the clock said.
    """
    now = timezone.now()
    ahead, jobs, letters = now + FARTHEST, JobQuerySet(Job).waiting(), LetterQuerySet(Letter).waiting()
    soon = jobs.filter(next_at__lte=F("created_at") + FARTHEST)  # and not meant for later
    wrong: list[tuple[QuerySet[Any], dict[str, datetime]]] = [
        (jobs.filter(claimed_until__gt=ahead), {"claimed_until": now}),
        (soon.filter(created_at__gt=ahead), {"next_at": now, "created_at": now}),
        (letters.filter(claimed_until__gt=ahead), {"claimed_until": now}),
        (letters.filter(next_at__gt=now + PUT_OFF), {"next_at": now}),
        (Lease.objects.filter(until__gt=ahead), {"until": now - timedelta(seconds=1)}),
    ]
    return sum(rows.update(**right) for rows, right in wrong if rows.exists())


def let_go(name: str, holder: str) -> None:
    """Leave what one process at a time holds to the next."""
    Lease.objects.filter(name=name, holder=holder).delete()
