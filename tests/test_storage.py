"""What is promised of files is promised wherever they are kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from convene.config.doctor_services import storage as doctor
from convene.core.files import actions, limits, shelf
from convene.core.files.models import File
from convene.core.files.schedule import sweep_strays
from convene.core.files.tests import made
from convene.core.outbox.worker import work_off
from convene.entry.keeping import actions as keeping
from convene.entry.keeping.archive import opened
from convene.lib.documents.tests import made as documents
from convene.lib.storage.settings import storage
from convene.lib.storage.tests import served

BODY = bytes(range(256)) * 40


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A server that speaks S3."""
    with served.server() as at:
        yield at


@pytest.fixture
def bucket(s3: str) -> str:
    """The STORAGE_URL of an empty bucket."""
    return served.new_bucket(s3)


@pytest.fixture(params=["disk", "bucket"])
def place(request, settings, tmp_path) -> str:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGE_URL = "" if request.param == "disk" else request.getfixturevalue("bucket")
    settings.STORAGES = settings.STORAGES | {"default": storage(settings.STORAGE_URL)}
    return str(request.param)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_kept_handed_out_and_taken_away(place, ben, cleo, as_, django_capture_on_commit_callbacks):
    file = actions.take_in(ben, upload("tank.jpg", made.picture("JPEG", (700, 300))))
    assert body(as_(ben).get(file.get_absolute_url()))[:3] == b"\xff\xd8\xff"
    assert body(as_(ben).get(file.url_at(480)))[8:12] == b"WEBP"
    assert as_(cleo).get(file.get_absolute_url()).status_code == 404
    places = [file.content.name, *file.renditions.values()]
    assert all(default_storage.exists(one) for one in places)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(ben, file)
    assert not any(default_storage.exists(one) for one in places)


def test_a_document_is_read_and_drawn_where_it_lies(place, ben, as_):
    file = actions.take_in(ben, upload("plan.pdf", documents.pdf("First words")))
    work_off()
    file.refresh_from_db()
    assert (file.reading, list(file.renditions)) == ("whole", ["480", "1200"])
    assert body(as_(ben).get(file.preview_at(1200)))[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("asked", "status", "where", "first", "last"),
    [
        ("bytes=0-99", 206, "bytes 0-99/10240", 0, 100),
        ("bytes=10000-", 206, "bytes 10000-10239/10240", 10_000, 10_240),
        ("bytes=-40", 206, "bytes 10200-10239/10240", 10_200, 10_240),
        ("bytes=0-1,4-5", 200, None, 0, 10_240),
        ("lines=1-2", 200, None, 0, 10_240),
        ("bytes=99999-", 416, "bytes */10240", 0, 0),
    ],
)
def test_a_reader_may_ask_for_a_stretch(asked, status, where, first, last, place, ben, as_):
    file = actions.take_in(ben, upload("film.webm", bytes.fromhex("1a45dfa3") + BODY[4:]))
    content = bytes.fromhex("1a45dfa3") + BODY[4:]
    answer = as_(ben).get(file.get_absolute_url(), headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range"), answer["Accept-Ranges"]) == (status, where, "bytes")
    if status != 416:
        assert body(answer) == content[first:last]
        assert answer["Content-Length"] == str(last - first)


def test_a_stretch_of_a_file_that_is_not_to_be_seen_is_not_there(place, ben, cleo, as_):
    file = actions.take_in(ben, upload("a.txt", b"secret"))
    assert as_(cleo).get(file.get_absolute_url(), headers={"Range": "bytes=0-1"}).status_code == 404


def test_a_stretch_of_another_version_is_the_whole(place, ben, as_):
    file = actions.take_in(ben, upload("a.txt", b"0123456789"))
    whole = as_(ben).get(file.get_absolute_url())
    for known, status in ((whole["ETag"], 206), ('"older"', 200)):
        answer = as_(ben).get(file.get_absolute_url(), headers={"Range": "bytes=0-1", "If-Range": known})
        assert answer.status_code == status


def test_bytes_that_are_old_and_that_no_row_names_are_swept_away(place, ben, tmp_path, monkeypatch):
    file = actions.take_in(ben, upload("tank.png", made.picture(size=(700, 300))))
    (tmp_path / "x").write_bytes(b"x")
    stray = shelf.put("ab/abcdefghijklmnop/whole", tmp_path / "x")
    half = shelf.put(f"{file.key[:2]}/{file.key}/w1600", tmp_path / "x")
    other = shelf.put("exports/ab/everything.zip", tmp_path / "x")
    assert sweep_strays.call() == 0, "they may be about to be used"
    monkeypatch.setattr(limits, "KEPT_ADRIFT", -limits.KEPT_ADRIFT)
    assert sweep_strays.call() == 2
    assert not default_storage.exists(stray)
    assert not default_storage.exists(half)
    assert all(default_storage.exists(one) for one in (other, file.content.name, *file.renditions.values()))


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_one_place_is_restored_into_the_other(place, bucket, ben, settings, tmp_path):
    file = actions.take_in(ben, upload("tank.jpg", made.picture("JPEG", (700, 300))))
    before = default_storage.open(file.content.name).read()
    keeping.back_up(tmp_path / "backup", lambda _steps: None)
    names = [file.content.name, *file.renditions.values()]
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    settings.STORAGES = settings.STORAGES | {"default": storage(bucket if place == "disk" else "")}
    placed: list[str] = []
    with opened(tmp_path / "backup") as backup:
        assert sorted(backup.files) == sorted(names)
        keeping._place_files(backup, placed, lambda _steps: None)
    assert sorted(placed) == sorted(names)
    assert default_storage.open(file.content.name).read() == before


def test_the_doctor_says_where_files_are(place):
    (found,) = doctor()
    assert (found.about, found.level) == ("Files", "fine")


@pytest.fixture
def away(settings) -> None:
    """The storage does not answer."""
    settings.STORAGE_URL = "s3://key:secret@127.0.0.1:9/files?tls=0"
    settings.STORAGES = settings.STORAGES | {"default": storage(settings.STORAGE_URL)}


def test_while_the_storage_is_away_there_is_a_sentence_and_nothing_is_lost(
    ben, as_, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    file = actions.take_in(ben, upload("a.txt", b"words"))
    settings.STORAGES = settings.STORAGES | {"default": storage("s3://key:secret@127.0.0.1:9/files?tls=0")}
    browser: Client = as_(ben)
    answer = browser.get(file.get_absolute_url())
    assert answer.status_code == 503
    assert b"We cannot reach our files just now" in answer.content
    answer = browser.post("/files/", {"file": upload("b.txt", b"words")})
    assert (answer.status_code, "try again" in answer.json()["error"]) == (422, True)
    assert File.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(ben, file)
    assert not File.objects.exists()


def test_the_doctor_says_that_the_storage_is_away(away):
    (found,) = doctor()
    assert (found.about, found.level) == ("Files", "wrong")
    assert "STORAGE_URL" in found.do
