"""What is kept until the ledger grows is never kept too long."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from convene.core.ledger.actions import record
from convene.core.ledger.head import UntilNext, head


@pytest.fixture
def somebody(transactional_db):
    return get_user_model().objects.create_user("mia@example.org", name="Mia Bell", handle="mia-bell")


def test_each_line_makes_a_new_head(somebody):
    assert head() == ""
    seen = set()
    for _line in range(3):
        record(somebody, "people.joined", somebody)
        assert head() == head()
        seen.add(head())
    assert len(seen) == 3


def test_inside_a_transaction_nothing_is_certain(somebody):
    record(somebody, "people.joined", somebody)
    with transaction.atomic():
        assert head() == ""


def test_values_are_kept_under_a_head_alone():
    read = []
    kept = UntilNext(lambda key: read.append(key) or len(read))
    assert [kept("first", 7), kept("first", 7), kept("second", 7), kept("second", 8)] == [1, 1, 2, 3]
    assert [kept("", 7), kept("", 7)] == [4, 5]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere one writes at a time")
def test_a_line_that_arrives_below_the_last_one_is_not_overlooked(somebody):
    """Two write at once: who has the lower number commits later."""
    record(somebody, "people.joined", somebody)
    has_number, go_on = threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            record(somebody, "people.joined", somebody)
            has_number.set()
            go_on.wait(10)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    assert has_number.wait(10)
    record(somebody, "people.joined", somebody)
    assert head() == ""
    go_on.set()
    slow.join(10)
    assert head() != ""
