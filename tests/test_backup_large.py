"""A backup of a hundred thousand posts: how long it takes, and in how much memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sites import Site
from test_backup import parts

MEMORY = 200  # megabytes
MEASURED = """
import json, resource, subprocess, sys, time
begun = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "said": done.stderr, "seconds": time.monotonic() - begun,
                  "processor": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss // 1024}))
"""


def measured(site: Site, *words: str) -> dict[str, Any]:
    """Run a command of Convene to its end; what it took."""
    command = [sys.executable, "-c", MEASURED, str(Path(sys.executable).parent / "convene"), *words]
    done = subprocess.run(command, env=site.environment, capture_output=True, text=True, check=True, cwd=site.folder)
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["code"] == 0, found
    print(f"{words[0]}: {found['seconds']:.0f} s, {found['processor']:.0f} s of a core, {found['megabytes']} MB")
    assert found["megabytes"] < MEMORY
    return found


@pytest.mark.slow
def test_a_hundred_thousand_posts_are_kept_and_come_back_in_little_memory(site, tmp_path, real_data):
    data, here = real_data("discussions").parent, Path(__file__).parent.parent
    if not (data.parent / "bench").exists():
        pytest.skip("the data set of the benchmark is not beside the project")
    environment = site.environment | {"CONVENE_DATA": str(data), "PYTHONPATH": str(here)}
    fill = [sys.executable, "-m", "benchmarks.fill", "100000"]
    subprocess.run(fill, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=here)
    measured(site, "backup", str(tmp_path / "large.backup"))
    (tmp_path / "there").mkdir()
    there = Site(tmp_path / "there", f"sqlite:///{tmp_path}/there/convene.sqlite3")
    measured(there, "restore", str(tmp_path / "large.backup"))
    measured(there, "backup", str(tmp_path / "again.backup"))
    first, second = (parts(tmp_path / name) for name in ("large.backup", "again.backup"))
    assert sum(part["rows"] for part in first.values()) > 200_000
    assert first == second
