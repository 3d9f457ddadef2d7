"""Each test begins with nobody slowed down."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()
