from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convene.lib.database.checks import file_system, postgres_faults, sqlite_faults
from convene.lib.database.driver import is_safe_for_wal
from convene.lib.database.settings import database

WITHOUT_DRIVER = """
import sys
sys.modules["pysqlite3"] = None
import sqlite3, django
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from convene.lib.database import driver
from convene.lib.database.checks import faults
django.setup()
from django.db import connection
version = driver.sqlite_version()
assert version == sqlite3.sqlite_version_info
call_command("check", databases=["default"])
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode")
    print("journal", *cursor.fetchone())
    cursor.execute("PRAGMA journal_mode=WAL")
print("safe", driver.is_safe_for_wal(version))
try:
    call_command("check", databases=["default"])
    print("accepted")
except SystemCheckError as refusal:
    print("refused", str(refusal))
"""

MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
server:/export /srv/files nfs4 rw 0 0
//nas/share /srv/files/my\\040share cifs rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 46, 1), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_a_version_with_the_fault_is_refused_in_wal_mode(version, is_safe):
    assert is_safe_for_wal(version) is is_safe
    assert bool(sqlite_faults(version, "wal", 2, None)) is not is_safe
    assert not sqlite_faults(version, "delete", 2, None)


def test_without_the_driver_an_old_sqlite_does_without_wal_and_is_refused_with_it(tmp_path):
    environment = os.environ | {
        "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "convene.config.settings",
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_DRIVER], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    if "safe True" in run.stdout:
        assert "journal wal" in run.stdout
        assert "accepted" in run.stdout
    else:
        assert "journal delete" in run.stdout
        assert "refused" in run.stdout
        assert "can lose what was written in WAL mode" in run.stdout


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/home/a", "ext4"), ("/srv/files/a", "nfs4"), ("/srv/files/my share/a", "cifs"), ("/srv/filesystem", "ext4")],
)
def test_the_file_system_of_a_file_is_that_of_the_nearest_mount(path, kind):
    assert file_system(Path(path), MOUNTS) == kind


def test_less_than_full_synchrony_is_refused():
    assert "power" in sqlite_faults((3, 53, 4), "wal", 1, Path("/tmp/a"))[0]
    assert "synchronous_commit" in postgres_faults("off", "on")[0]
    assert "fsync" in postgres_faults("on", "off")[0]
    assert not postgres_faults("remote_apply", "on")


def test_an_address_says_how_long_to_wait_for_a_lock(tmp_path):
    assert database("", tmp_path / "a")["OPTIONS"]["timeout"] == 20
    assert database(f"sqlite:///{tmp_path}/b?timeout=1.5", tmp_path / "a")["OPTIONS"]["timeout"] == 1.5
