"""The whole site in one file, and back: on either database, while it runs, and never half."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sites import Site, Sites, until
from truth import lies

from convene.core.outbox.models import Job, Letter
from convene.core.people.models import User
from convene.entry.keeping import archive
from convene.features.discussions.models import Reaction, Topic
from convene.lib.errors import NotPossible

HERE = Path(__file__).parent


def told(site: Site) -> dict[str, Any]:
    """Let people live on a site."""
    done = subprocess.run(
        [sys.executable, HERE / "living.py"], env=site.environment, capture_output=True, text=True, check=False,
        cwd=HERE.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def backup(sites: Sites, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A backup of a site on which people live."""
    folder = tmp_path_factory.mktemp("backup")
    with django_db_blocker.unblock(), another(sites, folder / "site", "as here") as site:
        told(site)
        made = site.run("backup", str(folder / "site.backup"))
    assert made.returncode == 0, made.stderr
    assert "is whole" in made.stdout
    return folder / "site.backup"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small backup that was never a site."""
    path = tmp_path / "small.backup"
    rng = random.Random(1)
    with archive.writing(path) as writer:
        writer.add("tables/people.user.jsonl", [b'[1,"a"]\n' * 500, b'[2,"b"]\n'], is_text=True, rows=501, last=2)
        writer.add("files/ab/abc/whole", [rng.randbytes(20_000)], is_text=False)
        writer.seal({"version": "0", "tables": {}})
    return path


def parts(path: Path) -> dict[str, Any]:
    """What a backup says of its parts."""
    with archive.opened(path) as opened:
        return opened.parts


@contextmanager
def another(sites: Sites, folder: Path, kind: str) -> Iterator[Site]:
    """One more empty site: on SQLite, or on the database of this run."""
    folder.mkdir()
    if kind == "sqlite":
        yield Site(folder, f"sqlite:///{folder}/convene.sqlite3")
        return
    site = sites.make(folder)
    try:
        yield site
    finally:
        site.close()
        sites.forget(site)


@pytest.fixture(autouse=True)
def _reachable(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_a_site_moves_to_sqlite_and_back_and_is_the_same_by_every_hash(backup, sites, tmp_path):
    before = parts(backup)
    assert before["tables/discussions.post.jsonl"]["rows"] == 12
    assert sum(name.startswith("files/") for name in before) == 4
    assert not {"people.session", "outbox.lease", "usersessions.usersession"} & {name[7:-6] for name in before}
    with another(sites, tmp_path / "one", "sqlite") as there:
        moved = there.run("restore", str(backup))
        assert (moved.returncode, "Restored" in moved.stdout, "SECRET_KEY" in moved.stdout) == (0, True, False), moved
        assert there.run("backup", str(tmp_path / "there.backup")).returncode == 0
        assert parts(tmp_path / "there.backup") == before
    with another(sites, tmp_path / "two", "as here") as back:
        key = "another key, also long enough for whoever looks at it"
        moved = back.run("restore", str(tmp_path / "there.backup"), SECRET_KEY=key)
        assert moved.returncode == 0, moved.stderr
        assert "SECRET_KEY is not the one" in moved.stdout
        assert back.run("backup", str(tmp_path / "back.backup")).returncode == 0
        assert parts(tmp_path / "back.backup") == before
        assert lies() == []
        assert not Job.objects.using("site").exclude(claimed_until=None).exists()
        assert not Letter.objects.using("site").exclude(claimed_until=None, claimed_by="").exists()
        last = before["tables/discussions.reaction.jsonl"]["last"]
        assert Reaction.objects.using("site").count() < last
        again = Reaction.objects.using("site").create(post_id=1, person_id=1, kind="idea")
        assert again.pk == last + 1, "no number is given twice"


def test_a_restored_site_lives(backup, sites, tmp_path, settings):
    with another(sites, tmp_path / "one", "as here") as there:
        assert there.run("restore", str(backup)).returncode == 0
        there.start("web", "--port", str(there.port))
        until(there.answers, "the restored site answers")
        assert "Topic of Person 0" in there.get("/c/here/t/1/")[2]
        address = f"/files/{next(iter(re.findall('files/../([^/]+)/w480', ' '.join(parts(backup)))))}/owls.png"
        assert there.get(address)[0] == 200
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
        person = User.objects.using("site").get(handle="person-1")
        assert person.check_password("password of 1")
        assert person.emailaddress_set.filter(verified=True).exists()
        assert there.run("doctor").returncode == 0


def test_a_backup_of_a_site_at_work_is_of_one_moment(site, sites, tmp_path):
    home = told(site)
    site.start("web", "--port", str(site.port))
    until(site.answers, "the site answers")
    stop, posted = threading.Event(), []

    def write(number: int) -> None:
        while not stop.is_set():
            answer = site.post(home["topics"][number % 4] + "reply/", {"body": "More"}, home["cookies"][number])
            posted.append(answer)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    until(lambda: len(posted) > 5, "people write")
    before = len(posted)
    made = site.run("backup", str(tmp_path / "busy.backup"))
    during = len(posted) - before
    stop.set()
    for writer in writers:
        writer.join()
    assert made.returncode == 0, made.stderr
    assert set(posted) == {302}
    assert during > 3, "nobody waits for a backup"
    with another(sites, tmp_path / "one", "as here") as there:
        assert there.run("restore", str(tmp_path / "busy.backup")).returncode == 0
        assert lies() == []
        assert Topic.objects.using("site").count() == 4


def refused(site: Site, *words: str, because: str) -> None:
    """The command ends with 2 and one plain sentence."""
    done = site.run(*words)
    assert (done.returncode, because in done.stderr) == (2, True), done
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_what_cannot_be_restored_is_refused_in_a_sentence_and_changes_nothing(backup, sites, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" * 100)
    with another(sites, tmp_path / "one", "as here") as there:
        refused(there, "restore", str(tmp_path / "photo.jpg"), because="no whole backup")
        whole, cases = backup.read_bytes(), []
        (tmp_path / "short").write_bytes(whole[: len(whole) * 2 // 3])
        cases.append(("restore", tmp_path / "short", "cut off"))
        for name, change, because in (
            ("other version", {"version": "0.0.7"}, "made by Convene 0.0.7, and this is Convene"),
            ("other tables", {"tables": {"people.user": ["id AutoField"]}}, "other tables"),
        ):
            cases.append(("restore", changed(backup, tmp_path / name, **change), because))
        wrong = changed(backup, tmp_path / "lines", rows={"tables/discussions.post.jsonl": b'[1,"not a row"]\n'})
        cases.append(("restore", wrong, "no whole backup"))
        lost = changed(backup, tmp_path / "lost", rows={"tables/discussions.topic.jsonl": b""})
        cases.append(("restore", lost, "cannot hold the backup, and nothing was changed"))
        each_refused(there, cases)
        assert not User.objects.using("site").exists()
        assert not list((there.folder / "files").rglob("*"))
        assert there.run("restore", str(backup)).returncode == 0, "it is as empty as it was"
        cases = [
            ("restore", backup, "This site is not empty"), ("backup", backup, "exists already"),
            ("backup", tmp_path / "no" / "a", "There is no folder"),
            ("backup --check", tmp_path / "nothing", "There is no file"),
        ]  # fmt: skip
        each_refused(there, cases)


ONE_AFTER_THE_OTHER = """
import contextlib, io, json, os
from django.core.management import ManagementUtility
told = []
for words in json.loads(os.environ["COMMANDS"]):
    out = io.StringIO()
    with contextlib.redirect_stderr(out):
        try:
            code = ManagementUtility(["convene", *words]).execute() or 0
        except SystemExit as end:
            code = end.code
    told.append([code, out.getvalue()])
print(json.dumps(told))
"""


def each_refused(site: Site, cases: list[tuple[str, Path, str]]) -> None:
    """Each command ends as in `refused`; they share a process, which takes a second to start."""
    commands = json.dumps([[*words.split(), str(path)] for words, path, _because in cases])
    done = site.run("shell", "-v", "0", "-c", ONE_AFTER_THE_OTHER, COMMANDS=commands)
    assert done.returncode == 0, done
    for (words, path, because), (code, told) in zip(cases, json.loads(done.stdout), strict=True):
        assert (code, because in told) == (2, True), (words, path, told)
        assert len(told.strip().splitlines()) == 1, told


def changed(path: Path, to: Path, *, rows: dict[str, bytes] | None = None, **facts: Any) -> Path:
    """A copy of a backup that somebody changed, and sealed anew."""
    with archive.opened(path) as old, archive.writing(to) as new:
        for name, known in old.parts.items():
            extra = {key: known[key] for key in known.keys() - {"size", "sha256"}}
            content = (rows or {}).get(name)
            if content is not None:
                extra["rows"] = content.count(b"\n")
            chunks = old.chunks(name) if content is None else [content]
            new.add(name, chunks, is_text=name.startswith("tables"), **extra)
        kept = {key: value for key, value in old.manifest.items() if key not in {"parts", "format"}}
        new.seal(kept | facts)
    return to


def test_no_byte_of_a_backup_can_be_changed_unnoticed(small, tmp_path):
    whole, rng = small.read_bytes(), random.Random(7)
    before = content(small)
    noticed = 0
    for _ in range(600):
        damaged = bytearray(whole)
        damaged[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        (tmp_path / "damaged").write_bytes(damaged)
        try:
            assert content(tmp_path / "damaged") == before, "what is read is what was written"
        except NotPossible:
            noticed += 1
    assert noticed > 400
    for end in {0, 1, 20, *(rng.randrange(len(whole)) for _ in range(100))}:
        (tmp_path / "short").write_bytes(whole[:end])
        with pytest.raises(NotPossible):
            content(tmp_path / "short")


def content(path: Path) -> dict[str, bytes]:
    """All parts of a backup that is whole."""
    with archive.opened(path) as backup:
        backup.verify(lambda _bytes: None)
        return {name: b"".join(backup.chunks(name)) for name in backup.parts}


@pytest.mark.parametrize(
    "name",
    ["files/../../etc/passwd", "files//etc/passwd", "/etc/passwd", "files/a/../../b", "files/.ssh/key", "tables/../x",
     "files/a\\..\\b", "files/a\nb", "files/", "files", "other/a", "files/c:/x"],
)  # fmt: skip
def test_a_file_in_a_backup_stays_in_the_folder_for_files(name, tmp_path):
    with archive.writing(tmp_path / "evil") as writer:
        writer.add(name, [b"root"], is_text=False)
        writer.seal({"tables": {}})
    with pytest.raises(NotPossible, match="no whole backup"), archive.opened(tmp_path / "evil"):
        pass


def test_what_is_in_the_file_and_not_in_the_manifest_is_refused(small):
    with zipfile.ZipFile(small, "a") as found:
        comment = found.comment
        found.writestr("files/ab/more/whole", b"more")
        found.comment = comment
    with pytest.raises(NotPossible, match="no whole backup"), archive.opened(small):
        pass


def test_a_backup_that_fails_leaves_nothing_and_one_that_is_done_is_for_its_owner_alone(small, tmp_path):
    assert small.stat().st_mode & 0o777 == 0o600
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(OSError, match="full"), archive.writing(tmp_path / "new") as writer:
        writer.add("tables/a.jsonl", full_disk(), is_text=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def full_disk() -> Iterator[bytes]:
    yield b"[1]\n"
    raise OSError(28, "the disk is full")
