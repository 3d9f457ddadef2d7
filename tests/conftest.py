"""Sites of their own for the tests that start processes, and a disk for those that keep files and mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import Model, Site


@pytest.fixture(scope="session")
def model(tmp_path_factory, blank, django_db_blocker) -> Iterator[Model]:
    model = Model(tmp_path_factory.mktemp("model"), blank)
    yield model
    model.close()


@pytest.fixture
def site(model, tmp_path, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock():
        site = model.copy(tmp_path)
        try:
            yield site
        finally:
            site.close()
            model.forget(site)


@pytest.fixture
def disk(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    settings.EMAIL_BACKEND = "convene.core.outbox.mail.OutboxBackend"
    return settings.MEDIA_ROOT
