"""Two who write to each other at the same moment."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from convene.features.messages import actions
from convene.features.messages.actions import writing
from convene.features.messages.models import Conversation, Message

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere one writes at a time"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def slowly(monkeypatch):
    """Whoever has put a message into the database takes a moment before they tell of it."""
    tell = writing.notify

    def after_a_moment(*args, **named):
        time.sleep(0.5)
        return tell(*args, **named)

    monkeypatch.setattr(writing, "notify", after_a_moment)


def at_once(*deeds):
    """All of them, beginning together; the errors that came."""
    together = threading.Barrier(len(deeds))

    def do(deed):
        together.wait(10)
        try:
            deed()
        except OperationalError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [error for error in pool.map(do, deeds) if error]


def test_two_who_write_to_each_other_first_at_once_have_one_conversation(ana, ben, slowly):
    assert not at_once(
        lambda: actions.start(ana, [ben], body="Hello, Ben."), lambda: actions.start(ben, [ana], body="Hello, Ana.")
    )
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 2)


def test_who_writes_anew_does_not_wait_for_who_answers(ana, ben, two, slowly):
    assert not at_once(
        lambda: actions.start(ana, [ben], body="One more thing."), lambda: actions.write(ben, two, body="And I.")
    )
    assert sorted(two.messages.values_list("number", flat=True)) == [1, 2, 3, 4]
