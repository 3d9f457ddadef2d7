from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import TaskResultDoesNotExist

from convene.core.ledger.models import Entry
from convene.core.outbox import claims, jobs, retries
from convene.core.outbox.backend import once
from convene.core.outbox.clock import Daily, Every, strike
from convene.core.outbox.models import Job, JobQuerySet, Lease
from convene.core.outbox.tasks import sweep_jobs, sweep_sessions
from convene.core.outbox.worker import work_off

from . import chores

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_a_task_is_done_and_its_result_can_be_read():
    result = chores.add.enqueue(2, two=3)
    assert result.status == TaskResultStatus.READY
    assert work_off() == 1
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == 5
    assert chores.add.get_result(result.id).attempts == 1


def test_a_result_that_never_was_is_said_to_be_missing():
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result("999999")


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_takes_its_task_along():
    with transaction.atomic():
        chores.add.enqueue(1, 1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_same_key_is_enqueued_once():
    first = once(chores.add, "sum:1").enqueue(1, 1)
    second = once(chores.add, "sum:1").enqueue(2, 2)
    assert first.id == second.id
    assert second.args == [1, 1]
    work_off()
    assert once(chores.add, "sum:1").enqueue(1, 1).status == TaskResultStatus.SUCCESSFUL


def test_what_matters_more_comes_first_and_what_is_for_later_waits(tmp_path):
    path = str(tmp_path / "order")
    chores.note.using(priority=-5).enqueue(path, "third")
    chores.note.enqueue(path, "second")
    chores.note.using(priority=50).enqueue(path, "first")
    chores.note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(path, "tomorrow")
    assert work_off() == 3
    assert (tmp_path / "order").read_text().split() == ["first", "second", "third"]


def test_a_task_that_fails_is_tried_again_later_and_parked_in_the_end():
    result = chores.fail.enqueue("no such thing")
    for attempt in range(1, retries.JOB_ATTEMPTS + 1):
        assert work_off() == 1
        job = Job.objects.get()
        assert job.attempts == attempt
        assert work_off() == 0, "not before its time"
        Job.objects.update(next_at=timezone.now())
    assert job.parked_at
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is ValueError
    assert "no such thing" in result.errors[0].traceback
    assert Entry.objects.get(verb="outbox.parked").facts == {
        "task": "convene.core.outbox.tests.chores.fail",
        "attempts": retries.JOB_ATTEMPTS,
    }
    assert work_off() == 0
    assert jobs.unpark(JobQuerySet(Job)) == 1
    assert work_off() == 1


def test_a_task_that_no_longer_exists_is_kept_with_the_reason():
    Job.objects.create(task="convene.gone.away")
    work_off()
    assert "ModuleNotFoundError" in Job.objects.get().last_error


def test_waits_grow_and_are_spread():
    waits = [[retries.before_job(attempt).total_seconds() for _ in range(50)] for attempt in range(1, 8)]
    assert all(max(shorter) < min(longer) for shorter, longer in zip(waits[:6], waits[1:], strict=False))
    assert all(len(set(some)) > 40 for some in waits)


def test_a_claim_is_respected_until_it_ends():
    chores.add.enqueue(1, 1)
    (mine,) = claims.claim_jobs("first", most=5)
    assert claims.claim_jobs("second", most=5) == []
    claims.renew([mine])
    with time_machine.travel(timezone.now() + claims.LEASE + timedelta(seconds=1)):
        (theirs,) = claims.claim_jobs("second", most=5)
    assert not jobs.keep(mine, {"done_at": timezone.now()}), "the first has lost it"
    assert jobs.keep(theirs, jobs.run(theirs))
    assert Job.objects.get().attempts == 2


def test_what_is_put_back_is_free_at_once_and_counts_no_attempt():
    chores.add.enqueue(1, 1)
    claims.put_back(claims.claim_jobs("first", most=5))
    (job,) = claims.claim_jobs("second", most=5)
    assert job.attempts == 1


def test_what_was_tried_before_is_claimed_alone():
    for _ in range(4):
        chores.add.enqueue(1, 1)
    oldest = Job.objects.order_by("pk")[0]
    Job.objects.filter(pk=oldest.pk).update(attempts=1)
    assert [job.pk for job in claims.claim_jobs("first", most=5)] == [oldest.pk]
    assert len(claims.claim_jobs("first", most=5)) == 3


def test_a_job_that_killed_its_worker_again_and_again_is_parked_without_being_run():
    chores.kill_worker.enqueue()
    Job.objects.update(attempts=retries.JOB_ATTEMPTS)
    work_off()
    assert "died" in Job.objects.get(parked_at__isnull=False).last_error


def test_one_holds_the_schedule_until_it_goes_silent():
    assert claims.hold("schedule", "first")
    assert claims.hold("schedule", "first")
    assert not claims.hold("schedule", "second")
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert claims.hold("schedule", "second")
    claims.let_go("schedule", "second")
    assert claims.hold("schedule", "first")


def test_each_line_of_the_schedule_runs_once_at_its_time(settings):
    lines = (Every(minutes=5, task=chores.add), Daily(at="07:30", task=chores.count))
    with time_machine.travel(NOON, tick=False) as clock:
        assert strike(lines, timezone.now()) == 2
        assert strike(lines, timezone.now()) == 0, "another worker asks again"
        clock.shift(timedelta(minutes=6))
        assert strike(lines, timezone.now()) == 1
        clock.shift(timedelta(days=3))
        assert strike(lines, timezone.now()) == 2, "what was missed is made up for once"


def test_a_daily_line_follows_the_clock_of_the_site():
    line = Daily(at="07:30", task=chores.add)  # New York: four hours behind UTC in May, five in December
    assert line.last_due(NOON) == datetime(2026, 5, 4, 11, 30, tzinfo=UTC)
    assert line.last_due(datetime(2026, 12, 4, 12, 0, tzinfo=UTC)) == datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


def test_done_jobs_are_forgotten_after_a_week_and_parked_ones_are_not():
    week = timezone.now() - timedelta(days=8)
    Job.objects.create(task="old", done_at=week)
    Job.objects.create(task="parked", parked_at=week)
    Job.objects.create(task="new", done_at=timezone.now())
    assert sweep_jobs.call() == 1
    assert set(Job.objects.values_list("task", flat=True)) == {"parked", "new"}


def test_sessions_that_have_expired_are_forgotten(client, person):
    client.force_login(person("Ana Ruiz"))
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        sweep_sessions.call()
    assert not client.session.exists(client.session.session_key)
