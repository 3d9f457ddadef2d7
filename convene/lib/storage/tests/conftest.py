from __future__ import annotations

from collections.abc import Iterator

import pytest

from convene.lib.storage.tests import served


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A server that speaks S3."""
    with served.server() as at:
        yield at


@pytest.fixture
def bucket(s3: str) -> str:
    """The STORAGE_URL of an empty bucket."""
    return served.new_bucket(s3)
