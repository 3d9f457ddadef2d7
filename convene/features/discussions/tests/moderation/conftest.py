"""More of the cast: Mona moderates, Nia is new."""

from __future__ import annotations

import pytest

from convene.core.communities.models import Community
from convene.core.moderation.actions import set_policy
from convene.core.moderation.models import Standing
from convene.core.people.models import User


@pytest.fixture
def mona(person, community) -> User:
    """Moderates the public community."""
    return person("Mona Reyes", community, role="moderator")


@pytest.fixture
def nia(person, community) -> User:
    """A member of the public community since today."""
    user = person("Nia Okafor", community)
    Standing.objects.filter(person=user).delete()
    return user


@pytest.fixture
def held(topic, community, ana) -> Community:
    """The public community, where a moderator looks at everything first."""
    set_policy(ana, community, mode="held")
    return community
