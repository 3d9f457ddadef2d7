"""JSON-LD, OAI-PMH, and bytes of no kind at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.records import Fault, NotRecords, Record, read
from convene.lib.records.oai import read_answer
from convene.lib.records.reading import read_bytes

DATA = Path(os.environ.get("CONVENE_DATA", Path(__file__).resolve().parents[5] / "shared/data")) / "resources"
needs_amb = pytest.mark.skipif(not (DATA / "lrmi-amb").exists(), reason="needs resources/lrmi-amb beside the project")
needs_oai = pytest.mark.skipif(not (DATA / "oai-pmh-sickle").exists(), reason="needs resources/oai-pmh-sickle")
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">%s]><x>&b;</x>'


@needs_amb
def test_every_valid_description_of_the_profile_is_read_without_a_remark() -> None:
    files = sorted((DATA / "lrmi-amb/examples/valid").glob("*.json"))
    assert len(files) > 25
    for path in files:
        (one,) = read(path)
        assert isinstance(one, Record), (path.name, one)
        assert one.title
        assert one.url or one.doi, path.name
        assert not one.remarks, (path.name, one.remarks)


@needs_amb
def test_every_invalid_description_of_the_profile_is_refused_or_remarked_upon() -> None:
    files = sorted((DATA / "lrmi-amb/examples/invalid").glob("*.json"))
    assert len(files) > 30
    silent = [path.name for path in files for one in read(path) if isinstance(one, Record) and not one.remarks]
    silent.remove("wrongContextLink.json")  # it speaks schema.org, which is another vocabulary, and fine
    assert not silent


@needs_amb
def test_a_description_is_read_with_what_it_says() -> None:
    (one,) = read(DATA / "lrmi-amb/examples/valid/tutoryExample.json")
    assert isinstance(one, Record)
    assert (one.title[:12], one.authors, one.publisher) == ("Arbeitsblatt", ["HerunterS"], "Tutory")
    assert (one.subjects, one.languages, one.date) == (["Französisch", "Niveau A2"], ["fr"], "2019-07-02")
    assert one.licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (one.kinds[0], one.audiences) == ("worksheet", ["student"])


def test_what_the_pages_of_a_library_say_of_themselves_is_read(reading) -> None:
    said = {"@context": "https://schema.org", "@type": "LearningResource", "url": "https://example.org/library/7/",
            "name": "Roles", "abstract": "Fits the second meeting.", "author": {"@type": "Organization", "name": "Delta"},
            "inLanguage": ["en", "es"], "isAccessibleForFree": True, "learningResourceType": ["Template"],
            "about": [{"@type": "DefinedTerm", "name": "Partnerships"}]}  # fmt: skip
    (one,), _none = reading(json.dumps({"@context": "https://schema.org", "@graph": [said]}))
    assert (one.title, one.authors, one.abstract) == ("Roles", ["Delta"], "Fits the second meeting.")
    assert (one.kinds, one.subjects, one.also) == (["Template"], ["Partnerships"], {"cost": ["free"]})


@needs_oai
def test_a_stored_answer_is_read_with_deleted_records_and_where_it_goes_on() -> None:
    answer = read_answer((DATA / "oai-pmh-sickle/ListRecords.xml").read_bytes())
    assert answer.token == "ListRecords2.xml"
    assert answer.at == "2013-02-27T09:10:56Z"
    records = [one for one in answer.records if isinstance(one, Record)]
    assert records[0].is_deleted
    assert (records[1].title, records[1].url) == ("Sample Title", "http://test.example.com/publication/1585322")
    assert (records[1].authors, records[1].date, records[1].kinds) == (["John Doe"], "2010", ["article", "text"])


@needs_oai
def test_every_stored_answer_can_be_read() -> None:
    for path in sorted((DATA / "oai-pmh-sickle").glob("*.xml")):
        read_answer(path.read_bytes())


@pytest.mark.parametrize(("body", "why"), [
    (LAUGHS % "", "definitions of its own"),
    (LAUGHS % '<!ENTITY f SYSTEM "file:///etc/passwd">', "definitions of its own"),
    ("<html></html>", "not an answer of an OAI-PMH"),
    ("<OAI-PMH", "not well-formed"),
    ("<a>" * 100_000, "not well-formed"),
    ('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badArgument">No &lt;such&gt;</error></OAI-PMH>',
     "badArgument. No <such>"),
])  # fmt: skip
def test_xml_that_is_no_answer_is_refused_in_words(reading, body, why) -> None:
    with pytest.raises(NotRecords, match=why):
        reading(body)


def test_xml_never_opens_a_file(tmp_path, reading) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("opensesame")
    body = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">&f;</OAI-PMH>'
    with pytest.raises(NotRecords) as refused:
        reading(body)
    assert "opensesame" not in refused.value.sentence


def test_files_that_are_not_there_or_are_folders_are_refused_in_words(tmp_path) -> None:
    for path, why in ((tmp_path / "none.csv", "There is no file"), (tmp_path, "is a folder")):
        with pytest.raises(NotRecords, match=why):
            list(read(path))


BEGINNINGS = [b"", b"Title,URL\n", b"TY  - GEN\nTI  - ", b"@misc{a, title={", b"[{\"title\":", b"{\"@context\":\"https://schema.org\",",
              b"PK\x03\x04", b"<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">", b"\xff\xfe", b"\xef\xbb\xbf"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_end_in_records_faults_or_one_sentence(beginning, rest) -> None:
    try:
        found = list(read_bytes(beginning + rest))
    except NotRecords:
        return
    assert all(isinstance(one, Fault) or one.title or one.is_deleted for one in found)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "name", "type", "prefLabel", "family", "date-parts", "en"]), inner, max_size=3
    ), max_leaves=5,
)  # fmt: skip
NAMES = ["name", "title", "author", "creator", "issued", "about", "license", "encoding", "caption", "keywords", "DOI", "inLanguage",
         "audience", "hasPart", "dateCreated", "isAccessibleForFree", "url", "id", "keyword", "type"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8), st.booleans())
def test_json_with_anything_anywhere_is_a_record_or_a_fault(value, is_amb) -> None:
    described = {"@context": ["https://w3id.org/kim/amb/context.jsonld", {"@language": "de"}]} if is_amb else {}
    try:
        found = list(read_bytes(json.dumps({**described, **value}).encode()))
    except NotRecords:
        return
    assert all(isinstance(one, Record | Fault) for one in found)
