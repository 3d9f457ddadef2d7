from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.mail import mbox as mbox_module
from convene.lib.mail.archive import NotAnArchive, find_archives, read_archive
from convene.lib.mail.sniff import Kind

from .mails import mail, mbox

ONE, TWO = mail("First.\n"), mail("Second.\n", Message_ID="<two@museum.example>")


def bodies(path: Path) -> list[bytes]:
    return [raw.data.partition(b"\n\n")[2].strip() for raw in read_archive(path)]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "line",
    [
        "From ana@museum.example Mon Jan  2 10:11:12 2006",
        "From ana at museum.example  Mon Jan  2 10:11:12 2006",
        "From dev-return-5-ana=museum.example@lists.example  Mon Jan 02 10:11:12 2006",
        "From ana@museum.example Mon Jan  2 10:11:12 CET 2006",
        "From ana@museum.example Mon Jan  2 10:11:12 2006 +0100",
        "From MAILER-DAEMON Mon, 2 Jan 2006 10:11:12 +0100",
        "From 1234567890@xxx Mon Jan 02 10:11:12 +0000 2006",
        "From luc\u00eda at “museum.example”  Mon Jan  2 10:11:12 2006",
        "From - Mon Jan 02 10:11:12 2006",
        "From ana@museum.example 2006-01-02 10:11:12",
        "From ",
        "From",
    ],
)
def test_the_odd_lines_of_archivers_part_messages(tmp_path, line):
    assert bodies(write(tmp_path / "a.mbox", mbox(ONE, TWO, line=line))) == [b"First.", b"Second."]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_both_line_ends_are_read(tmp_path, ending):
    path = write(tmp_path / "a.mbox", mbox(ONE, TWO).replace(b"\n", ending))
    assert len(list(read_archive(path))) == 2


def test_a_missing_blank_line_does_not_glue_two_messages(tmp_path):
    glued = mbox(ONE).rstrip(b"\n") + b"\n" + mbox(TWO)
    assert bodies(write(tmp_path / "a.mbox", glued)) == [b"First.", b"Second."]


def test_words_that_begin_with_from_do_not_part_a_message(tmp_path):
    body = (
        "We came.\n\nFrom the beginning it rained.\n\nFrom here\nNote: bring boots.\n\nFrom Monday Jan 2 on we stay.\n"
    )
    path = write(tmp_path / "a.mbox", b"From ana@museum.example Mon Jan  2 10:11:12 2006\n" + mail(body))
    assert len(list(read_archive(path))) == 1


def test_from_lines_that_were_quoted_come_back(tmp_path):
    body = "From us to you.\n>From them.\n"
    assert bodies(write(tmp_path / "a.mbox", mbox(mail(body)))) == [body.strip().encode()]


def test_a_stated_length_protects_an_unquoted_from_line(tmp_path):
    inner = mbox(ONE).rstrip(b"\n") + b"\n"
    holder = mail(inner.decode(), Content_Length=str(len(inner)))
    line = b"From ana@museum.example Mon Jan  2 10:11:12 2006\n"
    assert len(list(read_archive(write(tmp_path / "a.mbox", line + holder + b"\n" + mbox(TWO))))) == 2


def test_a_wrong_stated_length_is_not_believed(tmp_path):
    wrong = mail("First.\n", Content_Length="3")
    assert bodies(write(tmp_path / "a.mbox", mbox(wrong, TWO))) == [b"First.", b"Second."]


def test_reading_goes_on_where_it_stopped(tmp_path):
    path = write(tmp_path / "a.mbox", mbox(*[mail(f"Number {number}.\n") for number in range(20)]))
    (archive,) = find_archives(path)
    every = list(archive.messages())
    for raw in every[:-1]:
        rest = list(archive.messages(start=raw.end))
        assert [other.offset for other in rest] == [other.offset for other in every if other.offset >= raw.end]
    assert every[-1].end == path.stat().st_size
    assert list(archive.messages(start=every[-1].end)) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("ab \n>From:", max_size=200), min_size=1, max_size=6), st.integers(20, 300))
def test_where_the_chunks_end_changes_nothing(texts, chunk):
    data = mbox(*[mail(text) for text in texts])
    whole = [(raw.offset, raw.data) for raw in mbox_module.split_mbox(io.BytesIO(data))]
    before = mbox_module.CHUNK
    mbox_module.CHUNK = chunk
    try:
        again = [(raw.offset, raw.data) for raw in mbox_module.split_mbox(io.BytesIO(data))]
    finally:
        mbox_module.CHUNK = before
    assert again == whole
    assert len(whole) == len(texts)


def test_a_packed_mbox_is_read_and_can_be_gone_on_with(tmp_path):
    path = write(tmp_path / "a.mbox.gz", gzip.compress(mbox(ONE, TWO)))
    first, second = read_archive(path)
    (archive,) = find_archives(path)
    assert [raw.data for raw in archive.messages(start=first.end)] == [second.data]


def test_a_packed_file_that_ends_early_gives_what_is_there_and_says_so(tmp_path):
    messages = [mail(f"{number} {'x' * number}\n") for number in range(3000)]
    path = write(tmp_path / "a.mbox.gz", gzip.compress(mbox(*messages))[:-400])
    *_, last = read_archive(path)
    assert last.fault == "damaged_file"


def test_a_file_that_unpacks_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("convene.lib.mail.files.FREE_BYTES", 1_000_000)
    path = write(tmp_path / "a.mbox.gz", gzip.compress(mbox(ONE) + b"x\n" * 4_000_000))
    *_, last = read_archive(path)
    assert last.fault == "packed_too_tightly"


def test_a_giant_message_is_refused_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(mbox_module, "MAX_MESSAGE_BYTES", 2_000_000)
    giant = mail("x" * 79 + "\n") + (b"y" * 79 + b"\n") * 600_000
    path = write(tmp_path / "a.mbox", mbox(ONE) + mbox(giant) + mbox(TWO))
    del giant
    tracemalloc.start()
    found = [(raw.fault, len(raw.data)) for raw in read_archive(path)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [fault for fault, _ in found] == [None, "too_large", None]
    assert peak < 16_000_000


def test_memory_stays_flat(tmp_path):
    path = write(tmp_path / "a.mbox", mbox(*[mail("word " * 1000 + "\n")] * 5000))
    tracemalloc.start()
    count = sum(1 for _ in read_archive(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5000
    assert peak < 8_000_000 < path.stat().st_size


def test_a_folder_gives_every_archive_in_it(tmp_path):
    (tmp_path / "more").mkdir()
    write(tmp_path / "2006-January.txt", mbox(ONE, TWO))
    write(tmp_path / "more" / "one.eml", ONE)
    write(tmp_path / "more" / "packed.mbox.gz", gzip.compress(mbox(TWO)))
    write(tmp_path / "README.md", b"# Not mail\n\nSubject to change.\n")
    write(tmp_path / "index.html", b"<!doctype html><html></html>")
    write(tmp_path / "empty.mbox", b"")
    maildir = tmp_path / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    write(maildir / "cur" / "1.a:2,S", ONE)
    write(maildir / "new" / "2.b", TWO)
    write(maildir / "tmp" / "3.c", TWO)
    found = find_archives(tmp_path)
    assert [(archive.path.name, archive.kind, len(list(archive.messages()))) for archive in found] == [
        ("2006-January.txt", Kind.MBOX, 2),
        ("Maildir", Kind.MAILDIR, 2),
        ("one.eml", Kind.MESSAGE, 1),
        ("packed.mbox.gz", Kind.MBOX, 1),
    ]
    assert [raw.end for raw in found[1].messages()] == [1, 2]
    assert len(list(found[1].messages(start=1))) == 1


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.mbox", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not_mail", "PNG picture"),
        ("a.mbox", b"", "empty", "no mail in it"),
        ("a.mbox", b"\n \n\n", "empty", "no mail in it"),
        ("a.txt", b"Dear diary\n\nIt rained.\n", "not_mail", "text file without any mail"),
        ("a.html", b"<html><body>From ana</body></html>", "not_mail", "web page"),
        ("a.json", b'{"from": "ana"}', "not_mail", "JSON file"),
        ("a.mbox", b"\x00\x01\x02" * 400, "not_mail", "another kind"),
        ("a.mbox.gz", b"\x1f\x8b\x08\x00broken", "not_mail", "damaged gzip"),
    ],
)
def test_a_file_without_mail_gets_one_clear_sentence(tmp_path, name, data, code, words):
    with pytest.raises(NotAnArchive, match=words) as refused:
        find_archives(write(tmp_path / name, data))
    assert refused.value.code == code
    assert "\n" not in str(refused.value)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("_", ".").replace("..", "/"), data)
    return path


def test_archives_in_a_zip_are_read_as_if_unpacked(tmp_path):
    path = zipped(
        tmp_path / "messages.zip",
        list_mbox=mbox(ONE, TWO),
        more__b_mbox=mbox(ONE),
        note_txt=b"Hello",
        _hidden=mbox(ONE),
    )
    first, second = find_archives(path)
    assert (str(first.path), str(second.path)) == (f"{path}/list.mbox", f"{path}/more/b.mbox")
    assert (first.file, second.file) == (path, path)
    raws = list(first.messages())
    assert [raw.data for raw in raws] == [
        raw.data for raw in find_archives(write(tmp_path / "a.mbox", mbox(ONE, TWO)))[0].messages()
    ]
    assert [raw.data for raw in first.messages(start=raws[0].end)] == [raws[1].data]
    assert 0 < raws[-1].used <= path.stat().st_size
    assert len(find_archives(tmp_path)) == 3, "in a folder too"


def test_a_zip_that_unpacks_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("convene.lib.mail.files.FREE_BYTES", 100_000)
    path = zipped(tmp_path / "bomb.zip", list_mbox=mbox(ONE) + b"x\n" * 4_000_000)
    *_, last = read_archive(path)
    assert last.fault == "packed_too_tightly"


def test_a_damaged_zip_costs_no_other_file_of_a_folder(tmp_path):
    whole = zipped(tmp_path / "b.zip", list_mbox=mbox(ONE) * 50).read_bytes()
    write(tmp_path / "b.zip", whole[: len(whole) // 2])
    write(tmp_path / "a.mbox", mbox(ONE))
    assert len(find_archives(tmp_path)) == 1
    with pytest.raises(NotAnArchive, match="cannot be read: it is damaged"):
        find_archives(tmp_path / "b.zip")
    for at in range(40, len(whole), 23):  # one bit wrong, anywhere
        write(tmp_path / "c.zip", whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with suppress(NotAnArchive):
            list(read_archive(tmp_path / "c.zip"))


def test_a_zip_without_mail_says_so(tmp_path):
    with pytest.raises(NotAnArchive, match="a ZIP file without mail"):
        find_archives(zipped(tmp_path / "a.zip", note_txt=b"Hello"))


@pytest.mark.parametrize("feed", [
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel/></rss>',
    b'<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
])  # fmt: skip
def test_a_feed_is_no_discussion(tmp_path, feed):
    with pytest.raises(NotAnArchive, match="is a news feed, which holds headlines and no discussion"):
        find_archives(write(tmp_path / "a.xml", feed))


def test_a_path_without_anything_and_a_folder_without_mail_are_told_apart(tmp_path):
    with pytest.raises(NotAnArchive, match="There is nothing at"):
        find_archives(tmp_path / "no.mbox")
    with pytest.raises(NotAnArchive, match="a folder without mail"):
        find_archives(tmp_path)


def test_a_file_that_may_not_be_read_is_said_so(tmp_path, monkeypatch):
    path = write(tmp_path / "a.mbox", mbox(ONE))

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotAnArchive, match="cannot be read: permission denied"):
        find_archives(path)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000))
def test_no_bytes_can_break_the_reader(data):
    total = b"".join(raw.data for raw in mbox_module.split_mbox(io.BytesIO(data)))
    assert len(total) <= len(data)
