"""Dumps and JSON files are read piece by piece, whatever their layout and their damage."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest

from convene.lib.forums import rows as dumps
from convene.lib.forums import values as jsons
from convene.lib.forums.rows import rows
from convene.lib.forums.values import values

from .made import row


@pytest.mark.parametrize("between", ["", "\n", "\r\n  ", "<!-- <b> -->", "<other Id='9'/>"])
@pytest.mark.parametrize("chunk", [7, 64, 262_144])
def test_rows_are_found_in_any_layout(tmp_path, monkeypatch, between, chunk):
    monkeypatch.setattr(dumps, "CHUNK", chunk)
    path = tmp_path / "Posts.xml"
    texts = ["plain", "a > b & \"c\" 'd'", "<row Id='7'/>", "ä ö 🙂", "line\nbreak"]
    path.write_text(
        "<posts>" + between.join(row(Id=number, Body=text) for number, text in enumerate(texts)) + "</posts>"
    )
    found = list(rows(path))
    assert [one.fields and one.fields["Body"] for one in found] == texts
    assert found[-1].end == path.stat().st_size
    assert [one.end for one in found] == sorted(one.end for one in found)


def test_a_row_without_end_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(dumps, "LONGEST", 5_000)
    path = tmp_path / "Posts.xml"
    path.write_text("<posts>" + row(Id=1) + row(Id=2, Body="x" * 600_000) + row(Id=3) + "</posts>")
    found = list(rows(path))
    assert [one.fields["Id"] for one in found if one.fields] == ["1", "3"]
    assert {one.fault for one in found if one.fields is None} == {"too_large"}


def test_memory_does_not_grow_with_a_dump(tmp_path):
    path = tmp_path / "Posts.xml"
    most = []
    for count in (4_000, 40_000):
        path.write_text(
            "<posts>" + "\n".join(row(Id=number, Body="word " * 50) for number in range(count)) + "</posts>"
        )
        tracemalloc.start()
        assert sum(1 for _row in rows(path)) == count
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most[1] < most[0] * 1.2


WAYS = {
    "alone": lambda each: json.dumps(each[0]),
    "alone, spread out": lambda each: json.dumps(each[0], indent=0),
    "a list": json.dumps,
    "a list, spread out": lambda each: json.dumps(each, indent=2),
    "one a line": lambda each: "\n".join(map(json.dumps, each)),
    "one a line, with gaps": lambda each: "\n\n".join(map(json.dumps, each)) + "\n\n",
    "marked": lambda each: "\ufeff" + json.dumps(each),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("chunk", [5, 262_144])
def test_values_are_found_in_any_layout(tmp_path, monkeypatch, way, chunk):
    monkeypatch.setattr(jsons, "CHUNK", chunk)
    each = [{"id": number, "posts": [{"id": 1, "text": 'a\n{"b": ü'}, {"id": 2}]} for number in range(30)]
    path = tmp_path / "topics.json"
    path.write_text(WAYS[way](each), encoding="utf-8")
    assert [one.value for one in values(path)] == (each[:1] if "alone" in way else each)


@pytest.mark.parametrize(
    "text",
    ["{" * 100_000, "[" * 100_000, '{"a":' * 100_000, '[{"a": 1}', '{"a": 1', "nonsense", '{"a": ' + "9" * 5_000 + "}"],
)
def test_what_is_damaged_ends_soon_and_says_so(tmp_path, text):
    path = tmp_path / "topics.json"
    path.write_text(text)
    started = time.monotonic()
    assert [one.fault for one in values(path)][-1] in {"damaged", "damaged_file"}
    assert time.monotonic() - started < 5


def test_a_value_that_is_too_large_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(jsons, "LONGEST", 10_000)
    monkeypatch.setattr(jsons, "CHUNK", 1_000)
    path = tmp_path / "topics.jsonl"
    path.write_text('{"a": 1}\n{"a": "' + "x" * 50_000 + '"}\n{"a": 2}')
    assert [(one.value, one.fault) for one in values(path)] == [({"a": 1}, None), (None, "too_large"), ({"a": 2}, None)]
    path.write_text('[{"a": 1}, {"a": "' + "x" * 50_000)
    assert [one.fault for one in values(path)] == [None, "too_large"]
