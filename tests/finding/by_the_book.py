"""A server for tests that knows as much of OpenSearch's language as Convene speaks, as its documentation has it.

Whatever it does not know it refuses, so that what passes here is at least in the shape that is documented. It is no
OpenSearch: the same tests run against a real one where OPENSEARCH_TEST_URL names it.

source: https://docs.opensearch.org/latest/api-reference/ and https://docs.opensearch.org/latest/query-dsl/
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]
Answer = tuple[int, Any]
GAP = 100  # places between the values of a field
INTEGER = {"long", "integer", "short", "byte"}


class Refused(Exception):
    """An answer that is an error: (status, type, reason)."""


def only(body: Json, *names: str, needs: tuple[str, ...] = ()) -> Json:
    """The object, which has no other names than these."""
    if not isinstance(body, dict) or (strange := set(body) - set(names)) or (strange := set(needs) - set(body)):
        raise Refused(400, "parsing_exception", f"unknown or missing in {body!r}: {strange if isinstance(body, dict) else ''}")
    return body


class Index:
    """Documents under a mapping."""

    def __init__(self, body: Json) -> None:
        only(body, "settings", "mappings", "aliases")
        only(body["settings"]["index"], "number_of_shards", "auto_expand_replicas", "refresh_interval")
        mappings = only(body["mappings"], "dynamic", "_source", "properties")
        assert mappings["dynamic"] == "strict"
        self.includes = only(mappings["_source"], "includes")["includes"]
        self.fields: dict[str, Json] = mappings["properties"]
        for about in self.fields.values():
            only(about, "type", "analyzer", "index", needs=("type",))
            assert about["type"] in {"text", "keyword", *INTEGER}
        self.aliases = set(body["aliases"])
        self.docs: dict[str, Json] = {}
        self.versions: dict[str, int] = {}

    def put(self, key: str, document: Json, version: int) -> Answer:
        self._newer(key, version)
        for name, value in document.items():
            if name not in self.fields:
                raise Refused(400, "strict_dynamic_mapping_exception", name)
            values, kind = value if isinstance(value, list) else [value], self.fields[name]["type"]
            if any(not isinstance(one, int if kind in INTEGER else str) for one in values):
                raise Refused(400, "mapper_parsing_exception", f"failed to parse field [{name}] of type [{kind}]")
        is_new = key not in self.docs
        self.docs[key], self.versions[key] = document, version
        return 201 if is_new else 200, {"result": "created" if is_new else "updated"}

    def _newer(self, key: str, version: int) -> None:
        if version <= self.versions.get(key, -1):
            said = f"[{key}]: version conflict, current version [{self.versions[key]}] is higher or equal to [{version}]"
            raise Refused(409, "version_conflict_engine_exception", said)

    # --- what fits ---------------------------------------------------------------------------------------------------

    def worth(self, query: Json, document: Json) -> float | None:
        """How well the document fits; None where it does not."""
        (name, body), = query.items()
        if name == "bool":
            return self._bool(body, document)
        if name == "dis_max":
            fits = [one for each in only(body, "queries", needs=("queries",))["queries"] if (one := self.worth(each, document)) is not None]
            return max(fits, default=None)
        if name not in {"term", "terms", "range", "prefix", "match_phrase", "match_phrase_prefix"}:
            raise Refused(400, "parsing_exception", f"unknown query [{name}]")
        (field, said), = body.items()
        about = self.fields[field]
        assert about.get("index", True), f"{field} cannot be searched"
        return self._leaf(name, about, said, document.get(field))

    def _bool(self, body: Json, document: Json) -> float | None:
        only(body, "must", "filter", "should", "must_not", "minimum_should_match", "boost")
        needed = [self.worth(one, document) for one in [*body.get("must", ()), *body.get("filter", ())]]
        if None in needed or any(self.worth(one, document) is not None for one in body.get("must_not", ())):
            return None
        better = [one for each in body.get("should", ()) if (one := self.worth(each, document)) is not None]
        if len(better) < body.get("minimum_should_match", 0 if needed else min(1, len(body.get("should", ())))):
            return None
        return body.get("boost", 1) * (sum(needed[: len(body.get("must", ()))]) + sum(better))

    def _leaf(self, name: str, about: Json, said: Any, value: Any) -> float | None:
        if name == "terms":
            assert isinstance(said, list)
            assert len(said) <= 65_536
            return 1 if value in said else None
        if name == "range":
            assert about["type"] in INTEGER
            return 1 if value is not None and value >= only(said, "gte")["gte"] else None
        if about["type"] != "text":
            assert name == "term"
            return 1 if value == only(said, "value")["value"] else None
        places, at = [], 0  # the analyzer cuts at spaces alone
        for part in value if isinstance(value, list) else [value or ""]:
            tokens = part.split()
            places += list(enumerate(tokens, at))
            at += len(tokens) + GAP
        stands = dict(places)
        if name in {"term", "prefix"}:
            wanted = only(said, "value", needs=("value",))["value"]
            ends = {token for token in stands.values() if (token == wanted if name == "term" else token.startswith(wanted))}
            return 1 + sum(token in ends for token in stands.values()) / (10 + len(stands)) if ends else None
        words = only(said, "query", "max_expansions", needs=("query",))["query"].split()
        assert len(words) > 1
        assert ("max_expansions" in said) == (name == "match_phrase_prefix")

        def stand(start: int) -> bool:
            *firsts, last = words
            there = [stands.get(start + step) for step in range(len(words))]
            end = there[-1] or ""
            return there[:-1] == firsts and (end == last if name == "match_phrase" else bool(end) and end.startswith(last))

        return 1 if any(map(stand, stands)) else None


class Book:
    """The server; `met` is every request. Tests may have it fail.

    `fails(method, path)` is answered in its place, `loses(method, path)` after it was done, `spoils(action)` for one of many.
    """

    def __init__(self) -> None:
        self.indexes: dict[str, Index] = {}
        self.met: list[tuple[str, str]] = []
        self.fails: Callable[[str, str], tuple[int, bytes] | None] = lambda _method, _path: None
        self.loses: Callable[[str, str], tuple[int, bytes] | None] = lambda _method, _path: None
        self.spoils: Callable[[Json], Answer | None] = lambda _about: None
        self._lock = threading.Lock()
        book = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args: object) -> None:
                """Nobody reads it."""

            def speak(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                status, body = book.answer(self.command, self.path, self.rfile.read(length))
                self.send_response(status)
                self.send_header("content-type", "application/json; charset=UTF-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        for verb in ("GET", "POST", "PUT", "DELETE"):
            setattr(Handler, f"do_{verb}", Handler.speak)
        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_args: object) -> None:
                """Whoever asked has gone."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self.url = f"opensearch://127.0.0.1:{self.port}/book?tls=0"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def holds(self, word: str) -> bool:
        """Whether any index has the word."""
        return any(word in json.dumps(index.docs) for index in self.indexes.values())

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        with self._lock:
            self.met.append((method, path))
            if failed := self.fails(method, path):
                return failed
            try:
                status, said = self._answer(method, path, body.decode())
            except Refused as error:
                status, kind, reason = error.args
                cause = {"type": kind, "reason": reason}
                said = {"error": {**cause, "root_cause": [cause]}, "status": status}
            except (AssertionError, KeyError, ValueError, TypeError) as error:
                cause = {"type": "parsing_exception", "reason": repr(error)}
                status, said = 400, {"error": {**cause, "root_cause": [cause]}}
            return self.loses(method, path) or (status, json.dumps(said).encode())

    def _answer(self, method: str, path: str, body: str) -> Answer:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        steps = parts.path.strip("/").split("/")
        match method, steps:
            case "GET", [""]:
                return 200, {"version": {"distribution": "opensearch", "number": "3.3.0"}}
            case "GET", [names, "_alias"]:
                fits = re.compile(names.replace("*", ".*"))
                return 200, {name: {"aliases": dict.fromkeys(one.aliases, {})} for name, one in self.indexes.items() if fits.fullmatch(name)}
            case "PUT", [name]:
                if name in self.indexes:
                    raise Refused(400, "resource_already_exists_exception", name)
                self.indexes[name] = Index(json.loads(body))
                return 200, {"acknowledged": True}
            case "DELETE", [name]:
                if name not in self.indexes:
                    raise Refused(404, "index_not_found_exception", f"no such index [{name}]")
                del self.indexes[name]
                return 200, {"acknowledged": True}
            case "POST", ["_aliases"]:
                self._aliases(only(json.loads(body), "actions")["actions"])
                return 200, {"acknowledged": True}
            case "POST", [name, "_refresh"]:
                self._index(name)
                return 200, {"_shards": {"failed": 0}}
            case ("GET" | "POST"), [name, "_count"]:
                (field,) = only(json.loads(body)["query"]["exists"], "field").values()
                return 200, {"count": sum(field in one for one in self._index(name).docs.values())}
            case "POST", ["_bulk"]:
                only(asked, "refresh", "require_alias")
                assert asked["require_alias"] == "true"
                assert asked["refresh"] in {"wait_for", "false"}
                assert body.endswith("\n")
                return 200, self._bulk([json.loads(line) for line in body.splitlines()])
            case "POST", [name, "_search"]:
                only(asked, "allow_partial_search_results")
                return 200, self._search(self._index(name), json.loads(body))
        raise Refused(405, "method_not_allowed", f"{method} {path}")

    def _index(self, name: str) -> Index:
        found = [one for key, one in self.indexes.items() if name == key or name in one.aliases]
        if not found:
            raise Refused(404, "index_not_found_exception", f"no such index [{name}]")
        assert len(found) == 1
        return found[0]

    def _aliases(self, actions: list[Json]) -> None:
        for action in actions:  # all or nothing
            (verb, about), = action.items()
            only(about, *(("index",) if verb == "remove_index" else ("index", "alias")))
            if about["index"] not in self.indexes:
                raise Refused(404, "index_not_found_exception", about["index"])
            if verb == "remove" and about["alias"] not in self.indexes[about["index"]].aliases:
                raise Refused(404, "aliases_not_found_exception", about["alias"])
        for action in actions:
            (verb, about), = action.items()
            if verb == "remove_index":
                del self.indexes[about["index"]]
            elif verb == "add":
                self.indexes[about["index"]].aliases.add(about["alias"])
            else:
                self.indexes[about["index"]].aliases.remove(about["alias"])

    def _bulk(self, lines: list[Json]) -> Json:
        items, rest = [], iter(lines)
        for line in rest:
            about = only(line, "index", needs=("index",))["index"]
            only(about, "_index", "_id", "version", "version_type", needs=("_index", "_id", "version", "version_type"))
            assert about["version_type"] == "external"
            assert isinstance(about["_id"], str)
            document = next(rest)
            status, said = self.spoils(about) or self._do(about, document)
            items.append({"index": {"_index": about["_index"], "_id": about["_id"], "status": status, **said}})
        return {"took": 1, "errors": any("error" in one for item in items for one in item.values()), "items": items}

    def _do(self, about: Json, document: Json) -> Answer:
        try:
            if about["_index"] not in {alias for one in self.indexes.values() for alias in one.aliases}:
                said = f"no such index [{about['_index']}] and [require_alias] request flag is [true] and it is not an alias"
                raise Refused(404, "index_not_found_exception", said)
            index = self._index(about["_index"])
            return index.put(about["_id"], document, about["version"])
        except Refused as error:
            status, kind, reason = error.args
            return status, {"error": {"type": kind, "reason": reason}}

    @staticmethod
    def _search(index: Index, body: Json) -> Json:
        only(body, "query", "size", "sort", "_source", "track_total_hits", "timeout")
        assert 0 < body["size"] <= 10_000
        worth = {key: index.worth(body["query"], one) for key, one in index.docs.items()}
        found = [key for key, one in worth.items() if one is not None]
        for order in reversed(body["sort"]):
            if order == "_score":
                found.sort(key=lambda key: -worth[key])
            else:
                (field, way), = order.items()
                assert way == "desc"
                assert index.fields[field]["type"] in INTEGER
                found.sort(key=lambda key: -index.docs[key][field])
        kept = set(body["_source"]) & set(index.includes)
        hits = [{"_index": "book", "_id": key, "_source": {name: index.docs[key][name] for name in kept}} for key in found[: body["size"]]]
        return {"took": 1, "timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}}
