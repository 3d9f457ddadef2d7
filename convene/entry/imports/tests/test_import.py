"""`convene import mbox` from the outside: what it prints, how it ends, and what it never does."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.features.discussions.models import Post, Topic

from .made import mail

PROJECT = Path(__file__).resolve().parents[4]


def bring_in(*words: object) -> tuple[int, str, str]:
    """The command in this process: exit code, what it printed, and what it complained of."""
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command("import", "mbox", *map(str, words), stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


def test_it_says_what_it_did(mbox, community):
    code, out, complaints = bring_in(mbox, "--community", community.slug)
    assert (code, complaints) == (0, "")
    assert "3 read, 3 added in 2 new topics, 0 already there, 0 refused" in out
    assert "In all: 3 read, 3 added to Citizen Science in 2 new topics" in out


def test_json_is_one_object_a_file_and_nothing_else(mbox, tmp_path, community):
    (tmp_path / "second.mbox").write_text(
        mail(3, "Opening hours") + "From x@y.example Mon Mar  4 10:00:00 2019\n\nJust words.\n\n"
    )
    code, out, complaints = bring_in(tmp_path, "--community", community.slug, "--json")
    assert (code, complaints) == (0, "")
    first, second = (json.loads(line) for line in out.splitlines())
    assert first == {
        "file": str(mbox), "read": 3, "added": 3, "duplicates": 0, "repaired": 0, "refused": 0, "topics": 2,
        "repairs": {}, "refusals": {},
    }  # fmt: skip
    assert (second["read"], second["added"], second["duplicates"], second["refused"]) == (2, 0, 1, 1)
    assert second["refusals"] == {"no_headers": 1}


def test_a_dry_run_says_the_same_and_changes_nothing(mbox, community):
    words = (mbox, "--community", community.slug, "--json")
    foretold = bring_in(*words, "--dry-run")
    assert not Topic.objects.exists()
    assert not Entry.objects.filter(verb="discussions.imported").exists()
    assert bring_in(*words) == foretold
    assert (
        "3 would be added"
        in bring_in(mbox, "--community", Community.objects.create(slug="b", name="B").slug, "--dry-run")[1]
    )


def test_an_archived_community_takes_archives(mbox, community):
    Community.objects.update(state="archived")
    assert bring_in(mbox, "--community", community.slug)[0] == 0
    assert Post.objects.count() == 3


def test_a_zip_as_groups_io_gives_it_is_read_as_it_is(mbox, tmp_path, community):
    with zipfile.ZipFile(tmp_path / "messages.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.write(mbox, "messages.mbox")
    code, out, complaints = bring_in(tmp_path / "messages.zip", "--community", community.slug, "--json")
    report = json.loads(out)
    assert (code, complaints, report["file"]) == (0, "", f"{tmp_path}/messages.zip/messages.mbox")
    assert (report["read"], report["added"], report["topics"]) == (3, 3, 2)
    again = json.loads(bring_in(mbox, "--community", community.slug, "--json")[1])
    assert (again["added"], again["duplicates"]) == (0, 3)


def _png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("notes.txt", "No mail here.")


def _pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("No mail here.")


WRONG = {
    "a picture": (_png, "is a PNG picture, not a mail archive"),
    "a packed file": (_zip, "is a ZIP file without mail"),
    "a document": (_pdf, "is a PDF document, not a mail archive"),
    "an empty file": (Path.touch, "is empty: there is no mail in it"),
    "blank lines": (lambda path: path.write_text("\n\n\n"), "is empty: there is no mail in it"),
    "prose": (lambda path: path.write_text("Dear diary,\nnothing happened.\n"), "not a mail archive"),
    "a folder without mail": (_folder, "is a folder without mail"),
    "nothing": (lambda path: None, "There is nothing at"),
}


@pytest.mark.parametrize(("make", "said"), WRONG.values(), ids=WRONG)
def test_what_is_no_archive_gets_one_sentence(make, said, tmp_path, mbox, community):
    make(tmp_path / "given")
    code, out, complaints = bring_in(mbox, tmp_path / "given", "--community", community.slug, "--json")
    assert (code, out) == (2, "")
    assert said in complaints
    assert complaints.count("\n") == 1
    assert not Topic.objects.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_gets_one_sentence(mbox, community):
    mbox.chmod(0)
    code, out, complaints = bring_in(mbox, "--community", community.slug)
    assert (code, out, complaints.count("\n")) == (2, "", 1)
    assert "cannot be read" in complaints


def test_a_community_that_is_not_there_is_named_with_the_nearest(mbox, community):
    code, out, complaints = bring_in(mbox, "--community", "citizen-sience")
    assert (code, out) == (2, "")
    assert complaints == "There is no community “citizen-sience”. Did you mean “citizen-science”?\n"
    assert bring_in(mbox, "--community", "xyz")[2].startswith("There is no community “xyz”. ")
