"""OpenSearch's language: what an index is, what a row is there, and how it is asked. Nothing here asks.

It is given tokens as they are, like the others: no analyzer of its own cuts them.

source: https://docs.opensearch.org/latest/query-dsl/
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from .base import Match, Row, Where

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked, Group, Term

Json = dict[str, Any]

TITLE = 4.0  # how much more a word counts in a title
PATIENCE = "1500ms"  # of the server with itself
EXPANSIONS = 1_000  # words that the end of a phrase may begin
_TEXT = {"type": "text", "analyzer": "whitespace"}
_KEPT = ["kind", "obj", "part"]
INDEX: Json = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "1s"}},
    "mappings": {
        "dynamic": "strict",
        "_source": {"includes": _KEPT},  # the words are found and cannot be read
        "properties": {
            "number": {"type": "long"},
            "kind": {"type": "keyword"},
            "obj": {"type": "long", "index": False},
            "part": {"type": "long", "index": False},
            "scope": {"type": "long"},
            "author": {"type": "long"},
            "state": {"type": "long"},
            "title": _TEXT,
            "words": _TEXT,  # of title, body and context: a phrase does not go on from one into the next
        },
    },
}


THERE: Json = {"query": {"exists": {"field": "kind"}}}  # all but what was taken out


def document(row: Row) -> Json:
    """A row as it stands in the index."""
    said: Json = {
        "number": row.id, "kind": row.kind, "obj": row.obj, "part": row.part, "scope": row.scope, "state": row.state,
        "title": row.title, "words": [text for text in (row.title, row.body, row.context) if text],
    }  # fmt: skip
    return said if row.author is None else {**said, "author": row.author}


def changes(targets: Iterable[str], versions: dict[int, int], rows: dict[int, Row]) -> list[tuple[int, list[Json]]]:
    """What to write to bring documents into step, each with its number; those without a row lose all they had.

    The server keeps what it has where that is newer, so that nothing that comes late or twice does harm. Nothing is
    deleted: the server would soon forget which version that had, and a bulk that deletes makes up a missing index.
    """
    found = []
    for target in targets:
        for doc, version in versions.items():
            about = {"_index": target, "_id": str(doc), "version": version, "version_type": "external"}
            found.append((doc, [{"index": about}, document(rows[doc]) if doc in rows else {"number": doc}]))
    return found


def newest(asked: Asked, where: Where, most: int, without: Collection[int], *, in_titles: bool = False) -> Json:
    """Ask for the newest rows that fit."""
    field = "title" if in_titles else "words"
    query = {"filter": [_wanted(asked, field), *_filters(where)], "must_not": _unwanted(asked, field, without)}
    return _asking(query, most, [{"number": "desc"}])


def best(asked: Asked, where: Where, most: int, without: Collection[int]) -> Json:
    """Ask for the rows that fit best."""
    query = {
        "must": [_wanted(asked, "words")],
        "should": [{"bool": {"should": [_group(group, "title") for group in asked.groups], "boost": TITLE}}],
        "filter": _filters(where),
        "must_not": _unwanted(asked, "words", without),
    }
    return _asking(query, most, ["_score", {"number": "desc"}])


def matches(hits: Iterable[tuple[int, Json]]) -> list[Match]:
    """The rows that were found. Raises KeyError, TypeError or ValueError where these are none."""
    return [Match(number, str(kept["kind"]), int(kept["obj"]), int(kept["part"])) for number, kept in hits]


def _asking(query: Json, most: int, order: list[Any]) -> Json:
    return {
        "query": {"bool": query}, "size": most, "sort": order, "_source": _KEPT, "track_total_hits": False,
        "timeout": PATIENCE,
    }  # fmt: skip


def _filters(where: Where) -> list[Json]:
    exact = {"kind": where.kind, "scope": where.place, "author": where.author, "state": where.state}
    filters: list[Json] = [{"term": {field: {"value": value}}} for field, value in exact.items() if value is not None]
    if where.scopes is not None:
        filters.append({"terms": {"scope": list(where.scopes)}})
    if where.since is not None:
        filters.append({"range": {"number": {"gte": where.since}}})
    return filters


def _wanted(asked: Asked, field: str) -> Json:
    groups = [_group(group, field) for group in asked.groups]
    return {"bool": {"should": groups, "minimum_should_match": len(groups) - asked.is_loose}}


def _unwanted(asked: Asked, field: str, without: Collection[int]) -> list[Json]:
    numbers = [{"terms": {"number": sorted(without)}}] if without else []
    return [*(one for term in asked.without for one in _ways(term, field)), *numbers]


def _group(group: Group, field: str) -> Json:
    """Any of its terms: what fits best counts."""
    return {"dis_max": {"queries": [one for term in group for one in _ways(term, field)]}}


def _ways(term: Term, field: str) -> list[Json]:
    ways: list[Json] = [
        {"match_phrase": {field: {"query": " ".join(way)}}} if len(way) > 1 else {"term": {field: {"value": way[0]}}}
        for way in term.ways
    ]
    if len(term.beginning) > 1:
        said = {"query": " ".join(term.beginning), "max_expansions": EXPANSIONS}
        ways.append({"match_phrase_prefix": {field: said}})
    elif term.beginning:
        ways.append({"prefix": {field: {"value": term.beginning[0]}}})
    return ways
