from __future__ import annotations

from collections.abc import Iterator

import pytest

from .town import Town, opened


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A small web of our own."""
    with opened(monkeypatch) as made:
        yield made
