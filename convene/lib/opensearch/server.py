"""What is asked of a server of OpenSearch, by its official client; whatever goes wrong becomes one of two errors.

source: https://docs.opensearch.org/latest/api-reference/
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from opensearchpy import NotFoundError, OpenSearch, OpenSearchException

from .faults import Away, Gone
from .place import Place

ASKING = 2.0  # seconds that a reader waits
WORKING = 20.0  # and a worker
logging.getLogger("opensearch").setLevel(logging.ERROR)  # what it warns of we say ourselves, once and shortly
_BUSY = {429, 502, 503, 504}


class Wrote(NamedTuple):
    """What became of one line of `write`."""

    is_done: bool
    is_refused: bool = False  # and would be again
    said: str = ""


class Server:
    """One server, and the indexes there that bear our name: `name-1`, `name-2`…"""

    def __init__(self, place: Place) -> None:
        self.place, self.name = place, place.name
        self._ours = re.compile(rf"{re.escape(place.name)}-\d+")
        self._client = OpenSearch(
            hosts=[{"host": place.host, "port": place.port}], use_ssl=place.is_tls, ca_certs=place.ca or None,
            http_auth=(place.user, place.password) if place.user else None, timeout=WORKING, max_retries=0,
        )  # fmt: skip

    def greet(self) -> str:
        """Its name and version. Raises Away."""
        with _spoken():
            version = self._client.info(params={"request_timeout": ASKING})["version"]
            if version.get("distribution") != "opensearch":
                raise Away("what answers there is not OpenSearch")
            return f"OpenSearch {version['number']}"

    def indexes(self) -> dict[str, set[str]]:
        """Our indexes, each with its aliases. Raises Away."""
        with _spoken():
            found = self._client.indices.get_alias(index=f"{self.name}-*")
            return {index: set(told["aliases"]) for index, told in found.items() if self._ours.fullmatch(index)}

    def count(self, body: Mapping[str, Any]) -> int:
        """How many documents fit. Raises Away, or Gone."""
        with _spoken():
            said = self._client.count(index=self.name, body=body, params={"request_timeout": ASKING})
            return int(said["count"])

    def make(self, index: str, alias: str, body: Mapping[str, Any]) -> None:
        """An empty index, to be written to by its alias; one of that name, or that alias, goes. Raises Away."""
        old = [one for one, aliases in self.indexes().items() if one == index or alias in aliases]
        with _spoken():
            for one in old:
                self._client.indices.delete(index=one)
            self._client.indices.create(index=index, body={**body, "aliases": {alias: {}}})

    def switch(self, index: str, begun: str) -> None:
        """At once this index bears our name, and no longer that of one `begun`; the others go. Raises Away."""
        others = [one for one in self.indexes() if one != index]
        actions: list[dict[str, Any]] = [
            {"add": {"index": index, "alias": self.name}}, {"remove": {"index": index, "alias": begun}},
            *({"remove_index": {"index": one}} for one in others),
        ]  # fmt: skip
        with _spoken():
            self._client.indices.refresh(index=index)
            self._client.indices.update_aliases(body={"actions": actions})

    def drop(self) -> None:
        """Take all that is ours away. Raises Away."""
        for index in self.indexes():
            with _spoken():
                self._client.indices.delete(index=index)

    def write(self, lines: Sequence[Mapping[str, Any]], *, is_awaited: bool) -> list[Wrote]:
        """What became of each action in the body of a bulk; `is_awaited`: not before a search finds it so.

        No index comes into being by this: each has to be named by an alias that is there. Raises Away, or Gone.
        """
        body = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        refresh = "wait_for" if is_awaited else "false"
        with _spoken():
            said = self._client.bulk(
                body=body, params={"refresh": refresh, "require_alias": "true", "request_timeout": WORKING}
            )
            return [_wrote(answer) for item in said["items"] for answer in item.values()]

    def ask(self, body: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
        """The number of each document that fits, and what is kept of it. Raises Away, or Gone."""
        params = {"allow_partial_search_results": "false", "request_timeout": ASKING}
        with _spoken():
            said = self._client.search(index=self.name, body=body, params=params)
            if said["timed_out"]:
                raise Away("it takes too long")
            return [(int(hit["_id"]), hit["_source"]) for hit in said["hits"]["hits"]]


def _wrote(answer: Mapping[str, Any]) -> Wrote:
    """source: https://docs.opensearch.org/latest/api-reference/document-apis/bulk/#response"""
    status, error = int(answer["status"]), answer.get("error") or {}
    kind, said = error.get("type", ""), f"{status} {error.get('type', '')}: {error.get('reason', '')}"
    if status == 404:
        raise Gone(said)
    if status < 300 or kind == "version_conflict_engine_exception":  # it is there in a newer one
        return Wrote(True)
    return Wrote(False, 400 <= status < 500 and status not in _BUSY, said)


@contextmanager
def _spoken() -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise Gone(_told(error)) from None
    except OpenSearchException as error:
        raise Away(_told(error)) from None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise Away(f"its answer makes no sense: {error!r}"[:200]) from None


def _told(error: OpenSearchException) -> str:
    """What it says, on one line, without what was asked."""
    return " ".join(str(error).split())[:200]
