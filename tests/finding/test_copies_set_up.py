"""How a server for the search is named, and what is said of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from copied import ANSWERS

from convene.config.doctor_services import search_server
from convene.core.search import copies
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.models import Doc, Progress
from convene.lib.opensearch.faults import Gone
from convene.lib.opensearch.place import place


def test_the_doctor_says_what_there_is_and_what_is_wrong(on, settings, ana, community, monkeypatch):
    bring_up_to_date()
    rows = Doc.objects.count()
    assert next(search_server()).says == f"OpenSearch 3.3.0 searches {rows:,} rows"
    begin_anew()
    Progress.objects.update(copied="")
    assert "is being filled" in next(search_server()).says
    on.fails = lambda _method, _path: ANSWERS["401"]
    finding = next(search_server())
    assert finding.level == "wrong"
    assert "the database searches" in finding.says
    on.stop()
    assert next(search_server()).level == "wrong"
    monkeypatch.setattr(copies, "is_there", lambda: False)
    assert "[opensearch] is not installed" in next(search_server()).says
    assert not copies.is_on()
    settings.SEARCH_URL = ""
    assert list(search_server()) == []


@pytest.mark.parametrize("url", ["opensearch://host:9200", "https://host:9200/name", "opensearch:///name", "opensearch://host/Name", "opensearch://host/a/b", "opensearch://host/-x"])
def test_an_address_that_is_none_is_told_of_when_a_process_starts(url):
    with pytest.raises(ValueError, match="SEARCH_URL must look like"):
        place(url)


def test_an_address_is_taken_apart():
    there = place("opensearch://us%40er:p%2Fw@search.example.org/science?ca=/etc/ca.pem")
    assert (there.host, there.port, there.name, there.user, there.password) == ("search.example.org", 9200, "science", "us@er", "p/w")
    assert (there.is_tls, there.ca, str(there)) == (True, "/etc/ca.pem", "search.example.org:9200/science")
    assert not place("opensearch://127.0.0.1:9201/x?tls=0").is_tls


def test_what_is_missing_is_told_from_what_does_not_answer(on):
    there = copies.server()
    with pytest.raises(Gone):
        there.ask({"query": {"bool": {}}, "size": 1, "sort": ["_score"], "_source": [], "track_total_hits": False, "timeout": "1s"})
    about = {"_index": "book", "_id": "1", "version": 1, "version_type": "external"}
    with pytest.raises(Gone):
        there.write([{"index": about}, {"number": 1}], is_awaited=False)
    assert not on.indexes


def test_the_client_is_read_by_no_process_that_does_not_need_it():
    script = (
        "import sys, django; django.setup(); import convene.config.urls, convene.config.worker;"
        "from convene.core.search import copies; copies.finder(); copies.note([1]);"
        "print('opensearchpy' in sys.modules)"
    )
    said = subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "convene.config.settings", "DATA_DIR": "/tmp/nowhere", "SECRET_KEY": "x" * 50, "PATH": "", "DEVELOPMENT": "1", "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert said.stdout.strip() == "False"
