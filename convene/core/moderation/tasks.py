"""What takes its time: everything of one account taken down, or brought back. Safe to run twice."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .kinds import the_kind
from .models import Undoing, Undone

AT_ONCE = 25  # things a transaction, so that nobody waits long


@task()
def take_all_down(pk: int) -> int:
    """Take down what still stands; returns how many."""
    undoing = Undoing.objects.select_related("person", "community", "by").get(pk=pk)
    if undoing.reversed_at:
        return 0
    done = 0
    for kind in settings.MODERATED:
        while taken := _take_some(undoing, kind):
            done += taken
    Undoing.objects.filter(pk=pk, done_at=None).update(done_at=timezone.now())
    return done


@transaction.atomic
def _take_some(undoing: Undoing, kind: str) -> int:
    """The next few; 0 when nothing stands any more, or nothing of it can be taken down."""
    answers = the_kind(kind)
    keys = answers.shown_by(undoing.person, undoing.community, AT_ONCE)
    taken = [key for key in keys if answers.hide(undoing.by, key)]
    Undone.objects.bulk_create([Undone(undoing=undoing, kind=kind, key=key) for key in taken], ignore_conflicts=True)
    return len(taken)


@task()
def bring_all_back(pk: int) -> int:
    """Bring back what was taken down in one step; returns how many."""
    undoing = Undoing.objects.select_related("reversed_by").get(pk=pk)
    done = 0
    while back := _bring_some(undoing):
        done += back
    Undoing.objects.filter(pk=pk).update(restored_at=timezone.now())
    return done


@transaction.atomic
def _bring_some(undoing: Undoing) -> int:
    some = list(undoing.things.filter(restored_at=None).order_by("-pk")[:AT_ONCE])
    for one in some:
        if undoing.reversed_by:
            the_kind(one.kind).restore(undoing.reversed_by, one.key)
    return undoing.things.filter(pk__in=[one.pk for one in some]).update(restored_at=timezone.now())
