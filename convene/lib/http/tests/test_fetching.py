from __future__ import annotations

import gzip
import resource
import subprocess
import threading
import time
import zlib

import pytest

from convene.lib.http import fetch_file, fetch_page, limits, look
from convene.lib.http.faults import NotFetched

from . import town as places

PAGE = b"<!doctype html><title>Heat Watch</title>"


def refusal(url: str, ask=fetch_page, **how: object) -> str:
    with pytest.raises(NotFetched) as refused:
        ask(url, **how)
    assert refused.value.sentence.endswith(".")
    return refused.value.code


def test_a_page_is_fetched_by_somebody_who_says_who_they_are(town):
    town.put("/page", PAGE, Content_Type="text/html; charset=ISO-8859-1")
    found = fetch_page(town.url("/page?q=a%20b#part"))
    assert (found.url, found.content_type, found.charset, found.body) == (
        town.url("/page?q=a%20b"), "text/html", "iso-8859-1", PAGE,
    )  # fmt: skip
    told = town.headers[-1]
    assert told["User-Agent"].startswith("Convene (+http")
    assert told["Host"] == f"open.example:{town.port}"
    assert not {"Cookie", "Referer", "Authorization"} & told.keys()


def test_a_redirect_may_hold_what_an_address_should_not(town):
    town.leads("/a", "/caf\xe9 one?q=a b#x")
    town.put("/caf%C3%A9%20one", PAGE)
    assert fetch_page(town.url("/a")).url == town.url("/caf%C3%A9%20one?q=a%20b")


def test_redirects_are_followed_to_their_end_and_no_further(town):
    for number in range(8):
        town.leads(f"/{number}", f"/{number + 1}")
    town.put("/8", PAGE)
    assert fetch_page(town.url("/3")).url == town.url("/8")
    assert refusal(town.url("/2")) == "circles"
    town.leads("/round", "/round")
    assert refusal(town.url("/round")) == "circles"


@pytest.mark.parametrize("page", [places.never_ends, places.never_begins])
def test_what_never_ends_is_left_in_time(page, town, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 1.5)
    town.put("/robots.txt", status=404)
    town.pages["/slow"] = page
    begun = time.monotonic()
    assert refusal(town.url("/slow")) == "slow"
    assert look(town.url("/slow")).state in {"away", "well"}
    assert time.monotonic() - begun < 6


def test_of_a_page_that_goes_on_and_on_the_beginning_is_kept(town):
    town.pages["/flood"] = places.floods
    assert len(fetch_page(town.url("/flood")).body) == limits.MOST_OF_A_PAGE


def test_a_packed_bomb_takes_no_memory(town):
    town.put("/bomb", places.bomb(), Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(fetch_page(town.url("/bomb")).body) == limits.MOST_OF_A_PAGE
    assert refusal(town.url("/bomb"), fetch_file, most=5_000_000) == "large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(PAGE, mtime=0)), ("deflate", zlib.compress(PAGE)), ("identity", PAGE), ("", PAGE)],
)
def test_what_is_packed_is_unpacked(encoding, packed, town):
    town.put("/page", packed, Content_Encoding=encoding)
    assert fetch_page(town.url("/page")).body == PAGE


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", b"not packed"), ("br", b"x"), ("gzip, gzip", gzip.compress(PAGE, mtime=0))]
)
def test_what_cannot_be_unpacked_is_refused(encoding, body, town):
    town.put("/page", body, Content_Encoding=encoding)
    assert refusal(town.url("/page")) == "garbled"


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [(404, "gone", "gone"), (410, "gone", "gone"), (401, "shut", "shut"), (403, "shut", "shut"), (429, "busy", "busy"), (500, "away", "away"),
     (503, "away", "away"), (418, "refused", "away"), (304, "refused", "away"), (204, "kind", "well")],
)  # fmt: skip
def test_every_answer_has_its_sentence(status, code, state, town):
    town.put("/page", status=status, Content_Type="")
    assert refusal(town.url("/page")) == code
    places.cache.clear()
    assert look(town.url("/page")).state == state


def test_what_is_no_page_is_not_read_as_one(town):
    town.put("/plan.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    assert refusal(town.url("/plan.pdf")) == "kind"


def test_a_file_is_fetched_whole_with_its_name(town):
    town.put("/a/plan%20b.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    town.put(
        "/get", b"%PDF-1.7", Content_Type="application/pdf", Content_Disposition='attachment; filename="the plan.pdf"'
    )
    assert fetch_file(town.url("/a/plan%20b.pdf"), most=100).name == "plan b.pdf"
    found = fetch_file(town.url("/get"), most=8)
    assert (found.name, found.content_type, found.body) == ("the plan.pdf", "application/pdf", b"%PDF-1.7")
    assert refusal(town.url("/get"), fetch_file, most=7) == "large"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff" * 50,
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n",
        b"SSH-2.0-x\r\n",
    ],
)
def test_what_does_not_speak_the_language_is_refused(said, town):
    town.put("/robots.txt", status=404)
    town.pages["/page"] = lambda door: door.wfile.write(said) and None
    assert refusal(town.url("/page")) in {"garbled", "away"}
    assert look(town.url("/page")).state == "away"


def test_a_site_that_does_not_answer_or_does_not_exist_is_told_apart(town):
    assert refusal(town.url(host="nowhere.example")) == "unknown"
    assert look(town.url(host="nowhere.example")).state == "gone"
    town.names["silent.example"] = ["127.0.0.1"]
    silent = places.server(town, "127.0.0.1", 0, [])
    port = silent.server_address[1]
    silent.server_close()
    limits.PORTS |= {port}
    assert refusal(f"http://silent.example:{port}/") == "away"


def test_a_certificate_that_nobody_signed_is_refused(town, tmp_path):
    pair = tmp_path / "pair.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=open.example", "-keyout", str(pair), "-out", str(tmp_path / "c.pem")],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    pair.write_bytes(pair.read_bytes() + (tmp_path / "c.pem").read_bytes())
    door = places.private_server(town, str(pair))
    threading.Thread(target=door.serve_forever, daemon=True).start()
    limits.PORTS |= {door.server_address[1]}
    assert refusal(f"https://open.example:{door.server_address[1]}/") == "insecure"
    door.shutdown()
    door.server_close()
    assert town.asked == []


def test_what_a_site_asks_of_programs_is_respected(town):
    town.put("/robots.txt", b"User-agent: *\nDisallow: /private\nAllow: /private/open\n", Content_Type="text/plain")
    town.put("/private/page", PAGE)
    town.put("/private/open/page", PAGE)
    assert refusal(town.url("/private/page")) == "asks_not"
    assert fetch_page(town.url("/private/open/page")).body == PAGE
    assert look(town.url("/private/page")).state == "shut"
    assert town.asked.count("GET /robots.txt") == 1
    assert "GET /private/page" not in town.asked


def test_a_site_whose_rules_cannot_be_read_is_left_alone(town):
    town.put("/robots.txt", status=500)
    town.put("/page", PAGE)
    assert refusal(town.url("/page")) == "away"
    assert "GET /page" not in town.asked


def test_a_site_that_has_had_enough_is_left_alone_as_long_as_it_says(town):
    town.put("/page", status=429, Retry_After="120")
    assert refusal(town.url("/page")) == "busy"
    asked = len(town.asked)
    town.put("/page", PAGE)
    assert refusal(town.url("/page")) == "busy"
    assert len(town.asked) == asked


def test_one_host_is_asked_no_more_than_once_in_a_while(town, monkeypatch):
    monkeypatch.setattr(limits, "GAP", 1)
    town.put("/page", PAGE)
    begun = time.monotonic()
    for _turn in range(3):
        fetch_page(town.url("/page"))
    assert time.monotonic() - begun > 1.8


def test_a_link_is_looked_at_without_fetching_what_is_there(town):
    town.put("/page", PAGE)
    assert look(town.url("/page")).state == "well"
    assert town.asked[-1] == "HEAD /page"
    town.put("/old", status=405)
    assert look(town.url("/old")).state == "away"
    assert town.asked[-2:] == ["HEAD /old", "GET /old"]


def test_only_what_has_moved_for_good_has_moved(town):
    town.put("/new", PAGE)
    town.leads("/a", "/new", 301)
    town.leads("/b", "/new", 302)
    town.leads("/c", "/a", 302)
    town.leads("/d", "/b", 308)
    assert [(look(town.url(path)).state, look(town.url(path)).url) for path in ("/a", "/b", "/c", "/d")] == [
        ("moved", town.url("/new")), ("well", ""), ("well", ""), ("moved", town.url("/b")),
    ]  # fmt: skip
