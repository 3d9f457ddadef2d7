"""Every place for files keeps the same promises: a disk, and a bucket of a server that speaks S3."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.storage.lending import Away, Outside, Shelf, Span, span
from convene.lib.storage.settings import storage

BYTES = bytes(range(256)) * 4


def shelf(url: str, **options: object) -> Shelf:
    entry = storage(url)
    made: Shelf = import_string(entry["BACKEND"])(**entry.get("OPTIONS", {}), **options)
    return made


@pytest.fixture(params=["disk", "bucket", "folder of a bucket"])
def place(request, tmp_path, bucket) -> Shelf:
    if request.param == "disk":
        return shelf("", location=tmp_path / "files")
    return shelf(bucket if request.param == "bucket" else bucket.replace("?", "/inner/part?"))


def read(lent) -> bytes:
    return b"".join(lent.chunks)


def test_what_is_put_there_comes_back(place):
    assert place.save("ab/key/whole", ContentFile(BYTES)) == "ab/key/whole"
    assert place.exists("ab/key/whole")
    assert place.size("ab/key/whole") == 1024
    lent = place.lend("ab/key/whole")
    assert (lent.size, lent.start, lent.end, read(lent)) == (1024, 0, 1024, BYTES)
    with place.open("ab/key/whole") as file:
        assert file.read() == BYTES


def test_nothing_takes_the_place_of_what_is_there(place):
    place.save("a", ContentFile(b"one"))
    assert place.save("a", ContentFile(b"two")) != "a"
    assert read(place.lend("a")) == b"one"


def test_what_is_taken_away_is_gone_and_may_be_taken_away_again(place):
    place.save("a", ContentFile(b"one"))
    place.delete("a")
    place.delete("a")
    assert not place.exists("a")
    for ask in (place.lend, place.open, place.size):
        with pytest.raises(FileNotFoundError):
            ask("a")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=10-19", 10, 20), ("bytes=1000-", 1000, 1024), ("bytes=-24", 1000, 1024), ("bytes=0-9999", 0, 1024), ("bytes=-9999", 0, 1024)],
)  # fmt: skip
def test_a_stretch_is_lent(asked, start, end, place):
    place.save("a", ContentFile(BYTES))
    lent = place.lend("a", span(asked))
    assert (lent.size, lent.start, lent.end, read(lent)) == (1024, start, end, BYTES[start:end])


def test_a_stretch_behind_the_end_is_refused(place):
    place.save("a", ContentFile(BYTES))
    with pytest.raises(Outside):
        place.lend("a", span("bytes=1024-"))


def test_everything_that_is_there_is_named(place):
    for name in ("ab/one/whole", "ab/one/w480", "cd/two/whole"):
        place.save(name, ContentFile(b"x"))
    found = dict(place.names())
    assert set(found) == {"ab/one/whole", "ab/one/w480", "cd/two/whole"}
    assert all(abs(datetime.now(UTC) - at) < timedelta(minutes=5) for at in found.values())
    assert place.listdir("ab/one") == ([], sorted(["whole", "w480"])) or set(place.listdir("ab/one")[1]) == {
        "whole",
        "w480",
    }


def test_what_is_restored_has_its_place_in_the_end(place):
    placed: list[str] = []
    place.begin("ab/one/whole", iter([b"on", b"e"]))
    place.begin("cd/two/whole", iter([b""]))
    place.settle(["ab/one/whole", "cd/two/whole"], placed.append)
    place.clear()
    assert placed == ["ab/one/whole", "cd/two/whole"]
    assert (read(place.lend("ab/one/whole")), read(place.lend("cd/two/whole"))) == (b"one", b"")


def test_a_place_that_is_well_says_where_it_is(place):
    assert place.examine()
    assert list(place.names()) == []


def test_a_bucket_that_everybody_can_read_is_told(bucket):
    opened = shelf(bucket)
    what = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{opened.bucket}/*",
    }
    opened._client.put_bucket_policy(
        Bucket=opened.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [what]})
    )
    with pytest.raises(Away, match="Anybody can read"):
        opened.examine()


def test_a_bucket_that_is_not_there_is_told(bucket):
    with pytest.raises(Away, match="NoSuchBucket"):
        shelf(bucket.replace("/files-", "/missing-")).examine()


def test_a_server_that_does_not_answer_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        away = shelf(f"s3://key:secret@127.0.0.1:{taken.getsockname()[1]}/files?tls=0")
        for ask in (away.lend, away.delete, away.exists):
            with pytest.raises(Away, match="does not answer"):
                ask("a")
        with pytest.raises(Away):
            away.save("a", ContentFile(b"x"))


def test_a_disk_that_cannot_be_written_to_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Away, match="Nothing can be written"):
        shelf("", location=tmp_path / "file" / "files").examine()


@pytest.mark.parametrize(
    "url",
    ["s3://host/bucket", "s3://key:secret@host", "gcs://key:secret@host/bucket", "s3://key@host/bucket", "nonsense"],
)
def test_an_address_that_makes_no_sense_is_refused_with_an_example(url):
    with pytest.raises(ValueError, match="s3://key:secret@host/bucket"):
        storage(url)


def test_an_address_is_taken_apart():
    assert storage("s3://k%2F:s%40@s3.example.org/files/convene?region=eu-west-1")["OPTIONS"] == {
        "endpoint": "https://s3.example.org", "bucket": "files", "region": "eu-west-1", "key": "k/", "secret": "s@", "prefix": "convene/",
    }  # fmt: skip


@given(st.integers(0, 50), st.none() | st.integers(0, 60), st.none() | st.integers(0, 60))
def test_a_stretch_is_never_outside_of_the_file(size, first, last):
    with suppress(Outside):
        start, end = Span(first, last).within(size)
        assert 0 <= start < end <= size


@given(st.text(max_size=30))
def test_any_header_asks_for_a_stretch_or_for_all(header):
    found = span(header)
    assert found is None or span(str(found)) == found
