"""An archive of three mails."""

from __future__ import annotations

from pathlib import Path

import pytest

from .made import mail


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    path = tmp_path / "list.mbox"
    path.write_text(mail(1) + mail(2, "Re: Sensors", "In-Reply-To: <1@list.example>") + mail(3, "Opening hours"))
    return path
