"""`convene import institutions` from the outside: what it prints, how it ends, and what it never does."""

from __future__ import annotations

import io
import json
import time

import pytest
from django.core.management import call_command

from convene.core.institutions.models import Institution, Pair
from convene.core.ledger.models import Entry

HEAD = "Name,City,Country,URL,Lat,Lon\n"
COUNTED = ("added", "changed", "unchanged", "repeated", "refused")


def bring_in(*words: object) -> tuple[int, str, str]:
    """The command in this process: exit code, what it printed, and what it complained of."""
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command("import", "institutions", *map(str, words), stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


@pytest.fixture
def listed(tmp_path):
    """Writes a list and brings it in; gives what the report for machines says."""

    def bring(text: str | bytes, *words: str, name: str = "list.csv") -> dict:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        code, out, complaints = bring_in(path, "--json", *words)
        assert (code, complaints) == (0, "")
        told = json.loads(out)
        assert told["read"] == sum(told[key] for key in COUNTED)
        return told

    return bring


def test_a_list_comes_in_and_the_same_list_again_adds_nothing(db, listed):
    text = HEAD + "Museo del Río,Puebla,México,rio.example.org,19.04,-98.2\nHUT OF SCIENCE,Oslo,NO,,,\n"
    assert listed(text)["added"] == 2
    river = Institution.objects.get(name="Museo del Río")
    assert (river.place, river.country, river.website) == ("Puebla", "MX", "https://rio.example.org")
    assert (river.latitude, river.longitude, river.kind) == (19.04, -98.2, "museum")
    hut = Institution.objects.get(country="NO")
    assert (hut.name, hut.kind, hut.latitude) == ("Hut of Science", "science", None)
    lines = Entry.objects.count()
    assert listed(text)["unchanged"] == 2
    assert (Institution.objects.count(), Entry.objects.count()) == (2, lines)


def test_nothing_is_written_when_one_only_looks(db, listed):
    told = listed(HEAD + "Museo,Puebla,MX,,,\n", "--dry-run")
    assert told["added"] == 1
    assert not Institution.objects.exists()
    assert not Entry.objects.filter(verb="institutions.imported").exists()


def test_what_changed_in_the_list_changes_here_unless_its_people_wrote_it(db, listed):
    listed("id,name,city\n1,Old Hall,Rome\n2,Dome,Turin\n")
    Institution.objects.filter(source_id="2").update(edited_at="2026-01-01T00:00Z")
    told = listed("id,name,city\n1,New Hall,Rome\n2,Domes,Turin\n")
    assert (told["changed"], told["unchanged"]) == (1, 1)
    assert set(Institution.objects.values_list("name", flat=True)) == {"New Hall", "Dome"}
    assert Institution.objects.get(source_id="1").find_as == " new hall rome"


def test_what_may_be_one_is_proposed_and_stays_two(db, listed):
    listed("name,city\nThe Dome Inc.,Turin\nTide Pool,Bari\n", "--set", "country=IT", name="a.csv")
    told = listed("name,city\nDOME,Turin\nDome,Milan\nTide Pool,\n", "--set", "country=Italy", name="b.csv")
    assert (told["added"], told["likely_duplicates"]) == (3, 2)
    assert Institution.objects.count() == 5
    assert Pair.objects.filter(settled_at=None).count() == 2


def test_one_identifier_for_several_institutions_keeps_all_of_them(db, listed):
    text = "id,name\n7,Hall of Tides\n7,Hall of Winds\n7,Hall of Tides\n"
    told = listed(text)
    assert (told["added"], told["repeated"]) == (2, 1)
    assert listed(text)["added"] == 0


def test_rows_that_cannot_be_read_are_refused_one_by_one(db, listed):
    told = listed(HEAD + ",Puebla,MX,,,\n=HYPERLINK(1),a,MX,,,\nGood Hall,a,Atlantis,not an address,95,10,\nBad,a,b,c,d,e,f\n")
    assert (told["added"], told["refused"]) == (1, 3)
    assert [one["place"] for one in told["faults"]] == ["line 2", "line 3", "line 5"]
    assert told["remarks"] == {
        "the country is not known": 1,
        "the website is no web address, and was left out": 1,
        "the coordinates are no point on earth, and were left out": 1,
    }


def test_a_quote_that_does_not_end_is_told_of_and_swallows_nothing_in_silence(db, listed):
    told = listed('name\nGood Hall\n"Never ends\n' + "Hall\n" * 20)
    assert (told["added"], told["refused"]) == (1, 1)
    assert told["faults"][0]["why"] == "Its name runs over many lines: a quote is missing."


def test_columns_can_be_named_and_other_letters_are_read(db, listed):
    told = listed("Wer;Wo\nSchülerlabor;Köln\n".encode("cp1252"), "--map", "Wer=name", "--map", "Wo=place")
    assert told["columns"] == {"Wer": "name", "Wo": "place"}
    assert Institution.objects.get().name == "Schülerlabor"


def test_forty_columns_are_no_trouble(db, listed):
    names = ",".join(f"c{number}" for number in range(39))
    assert listed(f"name,{names}\nHall,{','.join('x' * 39)}\n")["added"] == 1


@pytest.mark.parametrize(("content", "options", "why"), [
    ("a,b\n1,2\n", (), "No column holds the names of the institutions"),
    ("name\nx\n", ("--map", "nothing"), "--map takes a column and a field"),
    ("name\nx\n", ("--map", "Nom=name"), "There is no column “Nom”"),
    ("name\nx\n", ("--map", "name=colour"), "A column cannot hold “colour”"),
    ("name\nx\n", ("--set", "country=Atlantis"), "“Atlantis” is no country"),
    ("name\nx\n", ("--set", "colour=red"), "There is no “colour” to set"),
    ("", (), "This file is empty"),
    ('{"a": 1}', (), "This is no table"),
])  # fmt: skip
def test_a_list_that_cannot_be_read_ends_with_its_sentence(db, tmp_path, content, options, why):
    path = tmp_path / "list.csv"
    path.write_text(content)
    code, out, complaints = bring_in(path, *options)
    assert (code, out) == (2, "")
    assert why in complaints
    assert not Institution.objects.exists()


def test_no_file_is_no_traceback(db, tmp_path):
    code, _out, complaints = bring_in(tmp_path / "none.csv")
    assert code == 2
    assert "There is no file" in complaints


def test_museums_of_two_countries_come_in_with_one_command_each(db, real_data, tmp_path):
    folder = real_data("institutions")
    french, american = folder / "museums-france-museofile/musees-de-france.csv", tmp_path / "us.csv"
    rows = (folder / "museums-us-imls/museums.csv").read_text().splitlines(keepends=True)
    american.write_text("".join(rows[:3001]))
    began = time.process_time()
    code, out, _none = bring_in(american, "--json")
    speed = 3000 / (time.process_time() - began)
    told = json.loads(out)
    assert (code, told["read"], told["added"], told["source"]) == (0, 3000, 3000, "imls")
    assert speed > 1000, speed
    first = Institution.objects.get(source_id="8401900496")
    assert (first.name, first.place, first.country) == ("Pioneer Historical Society Inc", "Iowa", "US")
    code, out, _none = bring_in(french, "--json")
    told = json.loads(out)
    assert (told["read"], told["added"], told["refused"]) == (1222, 1222, 0)
    assert Institution.objects.filter(country="FR").exclude(latitude=None).count() == 1222
    grenoble = Institution.objects.get(name="Musée dauphinois")
    assert grenoble.place == "Grenoble, Auvergne-Rhône-Alpes"
