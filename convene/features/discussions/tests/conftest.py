"""Archives are brought in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from convene.core.communities.models import Community
from convene.features.discussions.archives import run
from convene.features.discussions.archives.report import FileReport
from convene.lib.mail.archive import find_archives


@pytest.fixture
def bring_in(tmp_path, community):
    """Imports sources, each as a file of its own, and gives the reports."""

    def do(*sources: str | bytes | Path, into: Community = community, dry_run: bool = False) -> list[FileReport]:
        archives = []
        for number, source in enumerate(sources):
            path = source if isinstance(source, Path) else tmp_path / f"{timezone.now().timestamp()}-{number}.mbox"
            if not isinstance(source, Path):
                path.write_bytes(source.encode() if isinstance(source, str) else source)
            archives += find_archives(path)
        reports = list(run.import_archives(None, into, archives, dry_run=dry_run))
        for report in reports:
            assert report.read == report.added + report.duplicates + report.refused
            assert sum(report.refusals.values()) == report.refused
            assert report.repaired <= report.added
        return reports

    return do
