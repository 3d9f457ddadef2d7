"""Sites of their own for the tests that start processes, and a disk for those that keep files and mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import Site, Sites


@pytest.fixture(scope="session")
def sites() -> Sites:
    return Sites()


@pytest.fixture
def site(sites, tmp_path, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock():
        site = sites.make(tmp_path)
        try:
            yield site
        finally:
            site.close()
            sites.forget(site)


@pytest.fixture
def disk(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    settings.EMAIL_BACKEND = "convene.core.outbox.mail.OutboxBackend"
    return settings.MEDIA_ROOT
