"""Documents, read as a file that somebody brought in."""

from __future__ import annotations

import pytest

from convene.lib.documents.reading import Read, read


@pytest.fixture
def reads(tmp_path):
    """What is read of some bytes."""

    def ask(kind: str, content: bytes) -> Read:
        (tmp_path / "given").write_bytes(content)
        return read(kind, tmp_path / "given", tmp_path)

    return ask
