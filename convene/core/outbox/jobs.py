"""Run a job that was claimed, and keep what became of it."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext
from django_tasks.utils import get_module_path, normalize_json

from ..ledger.actions import record
from . import retries
from .backend import result_of
from .models import Job, JobQuerySet

logger = logging.getLogger(__name__)
WORKER_DIED = "builtins.SystemError\nThe worker died each time while it ran this."


def run(job: Job) -> dict[str, Any]:
    """Run the task; returns the values to keep, to be given to `keep`."""
    if job.attempts > retries.JOB_ATTEMPTS:
        return _parked(job, job.last_error or WORKER_DIED)
    try:
        returned = _call(job)
    except (Exception, SystemExit) as error:  # noqa: BLE001 whatever it is, it is kept and tried again
        trace = "".join(traceback.format_exception(error)).replace("\0", "")
        report = f"{get_module_path(type(error))}\n{trace}"
        if job.attempts >= retries.JOB_ATTEMPTS:
            return _parked(job, report)
        logger.warning("Attempt %d of %s failed: %s", job.attempts, job, error)
        return {"next_at": timezone.now() + retries.before_job(job.attempts), "last_error": report}
    return {"done_at": timezone.now(), "result": returned, "last_error": ""}


def keep(job: Job, outcome: dict[str, Any]) -> bool:
    """Write down what `run` returned and end the claim; false when somebody else has claimed the job meanwhile."""
    with transaction.atomic():
        mine = JobQuerySet(Job).waiting().filter(pk=job.pk, claimed_by=job.claimed_by)
        kept = mine.update(claimed_until=None, **outcome)
        if kept and "parked_at" in outcome:
            record(None, "outbox.parked", job, facts={"task": job.task, "attempts": job.attempts})
    return bool(kept)


def unpark(jobs: JobQuerySet) -> int:
    """Let parked jobs try again from the beginning; returns how many."""
    return jobs.parked().update(parked_at=None, attempts=0, next_at=timezone.now(), claimed_until=None)


def _call(job: Job) -> Any:
    task: Task[..., Any] = import_string(job.task)
    context = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
    return normalize_json(task.call(*context, *job.args, **job.kwargs))


def _parked(job: Job, report: str) -> dict[str, Any]:
    logger.error("Parked %s after %d attempts: %s", job, job.attempts, report.rstrip().rpartition("\n")[2])
    return {"parked_at": timezone.now(), "last_error": report}
