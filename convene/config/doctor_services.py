"""What may be wrong with what a site leans on: cache, mail, live process, the outbox and its workers."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error
from django.utils import timezone

from ..core.files.shelf import kept
from ..core.outbox.models import Job, JobQuerySet, Lease, Letter, LetterQuerySet
from ..core.outbox.postman import Postman, ServerUnavailable
from ..core.search import copies
from ..core.search.engines.opensearch import THERE
from ..core.search.state import FAR, behind, being_written, count_rows, is_copied, refused, understood, unsent
from ..lib.clamav import Clamd, Unanswered
from ..lib.opensearch.faults import Away as NotThere
from ..lib.sense import is_there
from ..lib.storage.lending import Away
from .findings import Finding, fine, note, wrong

LAG = timedelta(minutes=5)
RECENT = timedelta(days=7)


def cache_server() -> Iterator[Finding]:
    """The cache, where one is named."""
    if not settings.CACHE_URL:
        yield fine("Cache", "in the memory of each process")
        return
    cache.set("doctor", "was here", 10)
    if getattr(getattr(cache, "_cache", None), "is_alone", False):
        yield wrong("Cache", "The server at CACHE_URL does not answer; pages are made without it.", "Start it.")
    else:
        yield fine("Cache", "the server at CACHE_URL answers")


def storage() -> Iterator[Finding]:
    """Where files are kept."""
    try:
        yield fine("Files", kept().examine())
    except Away as fault:
        do = "Correct STORAGE_URL, or what its key may do." if settings.STORAGE_URL else "Let Convene write there."
        yield wrong("Files", str(fault), do)


def scanner() -> Iterator[Finding]:
    """The virus scanner, where one is named."""
    if not settings.CLAMAV_URL:
        return
    try:
        yield fine("Virus scanner", Clamd(settings.CLAMAV_URL, patience=5).version())
    except (Unanswered, ValueError) as fault:
        says = f"clamd cannot be asked, and until it can no file is taken in: {fault}"
        yield wrong("Virus scanner", says, "Start clamd, or correct CLAMAV_URL.")


def mail() -> Iterator[Finding]:
    """The mail server."""
    if not settings.MAIL_URL and settings.DEVELOPMENT:
        yield fine("Mail", f"kept, to be read at {settings.SITE_URL}/mail/")
    elif not settings.MAIL_URL:
        yield wrong("Mail", "No mail leaves: nobody can sign up.", "Set MAIL_URL to smtp://user:password@host:587?tls=1")
    else:
        try:
            yield fine("Mail", f"{Postman(settings.MAIL_URL, patience=10).greet()} answers")
        except (ServerUnavailable, ValueError) as error:
            yield wrong("Mail", f"The mail server cannot be used: {error}", "Correct MAIL_URL or start the server.")


def live() -> Iterator[Finding]:
    """The process that tells open pages of changes."""
    if not settings.LIVE_URL:
        return
    try:
        with urllib.request.urlopen(f"{settings.LIVE_URL}/health/", timeout=2) as answer:  # noqa: S310 our own setting
            yield fine("Live", answer.read().decode())
    except OSError as error:
        says = f"{settings.LIVE_URL} does not answer ({error}); pages work and show changes when reloaded."
        yield note("Live", says, "Run: convene live")


def outbox() -> Iterator[Finding]:
    """Work and mail that wait, and who does it."""
    now = timezone.now()
    try:
        waiting = JobQuerySet(Job).due(now).filter(next_at__lt=now - LAG).count()
        waiting += LetterQuerySet(Letter).due(now).filter(next_at__lt=now - LAG).count() if settings.MAIL_URL else 0
        parked = list(JobQuerySet(Job).parked().order_by("-parked_at").values_list("task", "last_error")[:100])
        failed = LetterQuerySet(Letter).failed().filter(failed_at__gt=now - RECENT).order_by("-failed_at")
        reasons = list(failed.values_list("last_error", flat=True)[:100])
        seen = Lease.objects.filter(name="schedule", until__gt=now - timedelta(seconds=30)).exists()
    except Error:
        return  # the database says so itself
    if not seen:
        yield (wrong if waiting else note)("Worker", "None was seen in the last minute.", "Run: convene worker")
    else:
        yield fine("Worker", "at work")
    if waiting:
        says = f"{waiting} tasks or mails wait for more than 5 minutes."
        yield wrong("Outbox", says, "Start another: convene worker")
    else:
        yield fine("Outbox", "nothing is late")
    if parked:
        task, error = parked[0]
        says = f"{len(parked)} tasks failed again and again, the last is {task}: {_last_line(error)}"
        yield wrong("Parked tasks", says, "When the cause is gone, run: convene outbox retry")
    if reasons:
        says = f"{len(reasons)} mails were refused this week, the last: {_last_line(reasons[0])}"
        yield note("Refused mails", says, "Look at the addresses, and whether others take us for spam.")


def search() -> Iterator[Finding]:
    """How far the index of the search has come."""
    try:
        lines, kind, rows = behind(), being_written(), count_rows()
    except Error:
        return
    if lines is None:
        yield note("Search", "Nothing is in the index yet.", "The worker makes it: convene worker")
    elif lines > FAR:
        yield note("Search", f"The index is {lines:,} lines behind the ledger.", "Start a worker: convene worker")
    elif kind:
        yield fine("Search", f"{rows:,} rows in the index, being written anew")
    else:
        yield fine("Search", f"{rows:,} rows in the index")


def search_server() -> Iterator[Finding]:
    """The server that searches, where one is named."""
    about = "OpenSearch"
    if not settings.SEARCH_URL:
        return
    if not copies.is_on():
        says = "SEARCH_URL is set, but the extra [opensearch] is not installed: the database searches."
        yield wrong(about, says, "Install it as docs/how-to/search.md says, or unset SEARCH_URL.")
        return
    there = copies.server()
    try:
        name = there.greet()
        count = there.count(THERE) if is_copied() else None
        waits, refusals = unsent(), refused()
    except NotThere as error:
        says = f"It cannot be asked, and until it can the database searches: {error}"
        yield wrong(about, says, f"Start the server at {there.place.host}:{there.place.port}, or correct SEARCH_URL.")
        return
    except Error:
        return
    if refusals:
        says = f"{name} does not take every row, and does not find what it has not taken; missing: {refusals:,}"
        yield wrong(about, says, "Look into its log; then run: convene reindex")
    if count is None:
        says = f"{name} is being filled, {waits:,} rows to go; the database searches until then."
        yield note(about, says, "The worker does it: convene worker")
    else:
        yield fine(about, f"{name} searches {count:,} rows" + (f"; {waits:,} to be written" if waits else ""))


def meaning() -> Iterator[Finding]:
    """Whether things are found by their meaning too."""
    about = "Search by meaning"
    if not settings.SEARCH_BY_MEANING:
        yield fine(about, "off; SEARCH_BY_MEANING=1 turns it on" if is_there() else "off")
    elif not is_there():
        says = "SEARCH_BY_MEANING is on, but the extra [semantic] is not installed: things are found by their words."
        yield wrong(about, says, "Install it as docs/how-to/run.md says, or unset SEARCH_BY_MEANING.")
    else:
        try:
            rows, known = count_rows(), understood()
        except Error:
            return
        yield fine(about, "on" if known >= rows else f"on; the worker has understood {known:,} of {rows:,} rows")


def _last_line(text: str) -> str:
    return text.rstrip().rpartition("\n")[2][:200]
