"""`convene import library` from the outside: what it prints, how it ends, and what it never does."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from convene.core.files.models import File
from convene.core.ledger.models import Entry
from convene.core.tags.actions import adopt
from convene.features.library.models import Resource

TABLE = "Was,URL\nRollen,https://example.org/r\n,https://example.org/none\n"
BIB = "@misc{a, title={Roles}, url={https://example.org/r}}\n@misc{b, title={Sensors}, doi={10.1000/1}}\n"


@pytest.fixture(autouse=True)
def _terms(db):
    adopt(None)


def bring_in(*words: object) -> tuple[int, str, str]:
    """The command in this process: exit code, what it printed, and what it complained of."""
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command("import", "library", *map(str, words), stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


def test_it_says_what_it_did_record_by_record(tmp_path, community):
    table, bib = tmp_path / "list.csv", tmp_path / "list.bib"
    table.write_text(TABLE)
    bib.write_text(BIB)
    words = (table, bib, "--community", community.slug, "--map", "Was=title")
    code, foretold, complaints = bring_in(*words, "--dry-run")
    assert (code, complaints) == (0, "")
    assert not Resource.objects.exists()
    code, out, complaints = bring_in(*words)
    assert (code, complaints) == (0, "")
    assert f"{table}: 2 read, 1 added, 0 here already, 1 refused" in out
    assert "  line 3: It has no title." in out
    assert f"{bib}: 2 read, 1 added, 1 here already, 0 refused" in out
    assert "In all: 2 added to the library of Citizen Science, 1 here already, 1 refused. 2 wait for review" in out
    assert "2 read, 1 added, 0 here already, 1 refused" in foretold
    code, out, _none = bring_in(*words)
    assert "In all: 0 added" in out


def test_json_is_one_object_a_list(tmp_path, community):
    path = tmp_path / "list.bib"
    path.write_text(BIB + "@misc{c, title={Never")
    code, out, _none = bring_in(path, "--community", community.slug, "--json")
    assert code == 0
    assert json.loads(out) == {
        "file": str(path), "read": 3, "added": 2, "ready": 0, "duplicates": 0, "refused": 1, "gone": 0,
        "renewed": 0, "due": 0,
        "faults": [{"place": "line 3",
                    "why": "This entry is never closed: a brace is missing, or there is one too many."}],
        "remarks": {},
    }  # fmt: skip


@pytest.mark.parametrize(("content", "options", "why"), [
    ("a,b\n1,2\n", (), "No column holds the titles"),
    ("Title\nx\n", ("--map", "nothing"), "--map takes a column and a field"),
    ("Title\nx\n", ("--map", "Titel=title"), "There is no column “Titel”"),
    ("", (), "empty"),
    ("{", (), "not JSON"),
])  # fmt: skip
def test_a_list_that_cannot_be_read_ends_everything_before_it_begins(tmp_path, community, content, options, why):
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_text("Title\nRoles\n")
    bad.write_text(content)
    code, out, complaints = bring_in(good, bad, "--community", community.slug, *options)
    assert (code, out) == (2, "")
    assert why in complaints
    assert not Resource.objects.exists()


def test_a_folder_without_lists_and_a_community_that_is_not_there_are_refused(tmp_path, community):
    assert bring_in(tmp_path, "--community", community.slug)[0] == 2
    assert "Did you mean" in bring_in(tmp_path, "--community", "citizen-sience")[2]


def test_the_federal_toolkit_becomes_a_library_with_its_case_studies_and_files(
    real_data, community, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    folder = real_data("resources/citizenscience-gov-toolkit")
    code, out, complaints = bring_in(folder, "--community", community.slug)
    assert (code, complaints) == (0, "")
    assert Resource.objects.count() > 85
    assert set(Resource.objects.values_list("state", flat=True)) == {"waiting"}
    guide = Resource.objects.get(title="Guide to Citizen Science")
    assert guide.authors == "UK Environmental Observation Framework"
    assert guide.links == [["", "http://www.nhm.ac.uk/content/dam/nhmwww/take-part/Citizenscience/citizen-science-guide.pdf"]]
    bird = Resource.objects.get(title="eBird: Crowdsourcing Bird Data")
    assert [one.file.name for one in bird.held.all()] == ["eBird-crowdsourcing-bird-data.pdf"]
    assert set(bird.terms.values_list("slug", flat=True)) >= {"case-study", "cc0", "en"}
    assert bird.year == 2016
    assert File.objects.filter(purpose="library").exclude(attached_at=None).count() > 8
    entries = Entry.objects.count()
    assert "In all: 0 added" in bring_in(folder, "--community", community.slug)[1]
    assert Entry.objects.count() == entries
