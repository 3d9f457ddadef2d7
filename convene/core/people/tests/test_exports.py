"""A copy of everything of somebody's goes with its row, whatever happens while it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from convene.core.people import actions
from convene.core.people.tasks import make_export


@pytest.mark.django_db(transaction=True)
def test_what_an_attempt_that_failed_has_left_goes_with_the_wish_for_it(ben, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1  # nobody is there

    def left() -> list[Path]:
        return [path for path in tmp_path.rglob("*") if path.is_file()]

    asked = actions.export(ben, ben)
    for _attempt in range(2):
        with pytest.raises(ConnectionError):
            make_export.call(asked.pk)
        assert len(left()) == 1
    asked.refresh_from_db()
    assert asked.made_at is None
    actions.remove_export(ben, asked)
    assert left() == []
