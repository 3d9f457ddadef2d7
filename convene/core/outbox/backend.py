"""The `django_tasks` API over the table of jobs: enqueued in the caller's transaction, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar, cast

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from .models import Job

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxTask(Task[P, T]):
    """A task that may carry a key: the same key is enqueued once."""

    key: str | None = None


def once(task: Task[P, T], key: str) -> Task[P, T]:
    """The task, to be enqueued only if nothing with this key was within a week: `once(cook, "cook:12").enqueue(12)`."""
    return replace(cast("OutboxTask[P, T]", task), key=key)


class OutboxTasks(BaseTaskBackend):
    """Keeps tasks as rows; `convene worker` runs them."""

    task_class = OutboxTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queues = set(params.get("QUEUES", []))  # none named: any will do

    def enqueue(self, task: Task[P, T], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[T]:
        """Write the job in the transaction that is open, or find the one that has its key."""
        self.validate_task(task)
        key = task.key if isinstance(task, OutboxTask) else None
        fields = {
            "task": task.module_path,
            "args": normalize_json(list(args)),
            "kwargs": normalize_json(dict(kwargs)),
            "queue": task.queue_name,
            "priority": task.priority,
            "next_at": task.run_after or timezone.now(),
        }
        if key is None:
            return result_of(Job.objects.create(**fields), task)
        return result_of(Job.objects.get_or_create(key=key, defaults=fields)[0], task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What became of a job. Raises TaskResultDoesNotExist."""
        job = Job.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, import_string(job.task))


def result_of(job: Job, task: Task[P, T]) -> TaskResult[T]:
    """The job, told in the words of the task API."""
    path, _, traceback = job.last_error.partition("\n")
    result: TaskResult[T] = TaskResult(
        task=task,
        id=str(job.pk),
        status=_status(job),
        enqueued_at=job.created_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.done_at or job.parked_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=path, traceback=traceback)] if path else [],
        worker_ids=[job.claimed_by] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def _status(job: Job) -> TaskResultStatus:
    if job.done_at:
        return TaskResultStatus.SUCCESSFUL
    if job.parked_at:
        return TaskResultStatus.FAILED
    is_claimed = job.claimed_until is not None and job.claimed_until > timezone.now()
    return TaskResultStatus.RUNNING if is_claimed else TaskResultStatus.READY
