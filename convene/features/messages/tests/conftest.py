"""Conversations for the tests of messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from convene.core.people.models import User

from .. import actions
from ..models import Conversation, Message


@pytest.fixture(autouse=True)
def _of_old(ana: User, ben: User, cleo: User) -> None:
    """Ana, Ben and Cleo have been here for a while, so that they may write to many."""
    for one in (ana, ben, cleo):
        one.claimed_at = timezone.now() - dt.timedelta(days=100)
        one.save(update_fields=["claimed_at"])


@pytest.fixture
def two(ana: User, ben: User) -> Conversation:
    """Ben wrote to Ana, and she answered."""
    conversation = actions.start(ben, [ana], body="Shall we lend you the *sensors*?").conversation
    actions.write(ana, conversation, body="Yes, please: forty.")
    conversation.refresh_from_db()
    return conversation


@pytest.fixture
def three(ana: User, ben: User, cleo: User) -> Conversation:
    """Ben wrote to Ana and Cleo."""
    return actions.start(ben, [ana, cleo], body="Who brings the cable?").conversation


@pytest.fixture
def crowd(person: Callable[..., User]) -> list[User]:
    """Thirteen more people."""
    return [person(f"Guest Number{number}") for number in range(13)]


def last(conversation: Conversation) -> Message:
    """The newest message."""
    return conversation.messages.order_by("-number")[0]
