"""A community of six that is asked things."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.features.polls import actions


@pytest.fixture
def six(person, community):
    return [person(f"Voter {letter}", community) for letter in "ABCDEF"]


@pytest.fixture
def ask(ana, community):
    """Asks the community, as Ana, for a week."""

    def ask(**terms):
        said = {"kind": "proposal", "title": "Lend the kits", "details": "We lend them.", "tells_all": True}
        said["closes_at"] = timezone.now() + dt.timedelta(days=7)
        return actions.ask(terms.pop("by", ana), terms.pop("place", community), **said | terms)

    return ask
