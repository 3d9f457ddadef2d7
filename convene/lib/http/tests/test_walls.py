"""Nobody can send the site to a place behind its walls."""

from __future__ import annotations

from contextlib import suppress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.http import fetch_page, look
from convene.lib.http.addresses import is_out_there, parsed
from convene.lib.http.faults import NotFetched

NUMBERS = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "0x7f.1", "0", "0.0.0.0", "0.0.0.1", "00000177.1", "10.0.0.1", "10.255.255.255", "167772161", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.1.254", "3232235521", "0xc0a80001", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
    "169.254.170.2", "168.63.129.16", "100.64.0.1", "100.100.100.200", "198.18.0.1", "198.51.100.1", "203.0.113.7", "192.0.2.1",
    "192.0.0.192", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "127.0.0.1.",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]",
    "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]",
    "[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[fc00::1]", "[fd00::1]",
    "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "[5f00::1]", "[::ffff:0:127.0.0.1]",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "localhost", "LOCALHOST", "localhost.", "ⓛocalhost",
]  # fmt: skip
OTHERS = [
    "", "x", "//127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:70/_x", "ftp://127.0.0.1/", "dict://127.0.0.1:11211/",
    "ldap://127.0.0.1/", "jar:http://127.0.0.1!/", "data:text/html,x", "javascript:alert(1)", "unix:/var/run/x.sock",
    "http://", "http:///x", "http://@127.0.0.1/", "http://example.org@127.0.0.1/", "http://127.0.0.1@example.org/",
    "http://example.org:22/", "http://example.org:6379/", "http://example.org:99999/", "http://example.org:-1/",
    "http://example.org:80:80/", "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "http://127.0.0.1%2f.example.org/",
    "http://example.org\r\nX: y/", "http://example.org/\r\nHost: inside", "http://example.org/ HTTP/1.1", "http://[::1/",
    "http://[v1.fe80]/", "http://" + "a" * 64 + ".org/", "http://" + "a." * 130 + "org/", "http://example.org/" + "a" * 3_000,
    "http://\x00.org/", "http://.example.org/", "http://xn--.org/", "https://[fe80::1%25eth0]/", "http://[::1%2525]/",
]  # fmt: skip


@pytest.fixture
def knocks(monkeypatch) -> list[str]:
    """Every connection that is tried."""
    tried: list[str] = []

    def knock(_self, host, port, *_rest):
        tried.append(f"{host}:{port}")
        raise httpcore.ConnectError("not in this test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", knock)
    return tried


@pytest.mark.parametrize(
    "url", [*(f"http://{one}/" for one in NUMBERS), *(f"https://{one}:8443/x" for one in NUMBERS[:30]), *OTHERS]
)
def test_no_address_leads_inside(url, knocks):
    with pytest.raises(NotFetched) as refused:
        fetch_page(url)
    assert knocks == []
    assert refused.value.code in {"address", "inside", "unknown", "away", "slow"}
    assert refused.value.sentence.endswith(".")
    assert look(url).state in {"shut", "gone", "away"}
    assert knocks == []


def test_there_are_enough_of_them():
    assert len(NUMBERS) + 30 + len(OTHERS) >= 120


@pytest.mark.parametrize("text", ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "2a00:1450:4001:80b::200e"])
def test_what_is_out_there_may_be_asked(text):
    assert is_out_there(text)


def test_a_name_of_which_one_address_is_inside_is_not_asked(town):
    town.names["both.example"] = ["127.0.0.1", "127.0.0.2"]
    with pytest.raises(NotFetched) as refused:
        fetch_page(town.url(host="both.example"))
    assert refused.value.code == "inside"
    assert town.asked == town.entered == []


@pytest.mark.parametrize("to", ["http://inside.example:{port}/", "//inside.example:{port}/", "http://127.0.0.2:{port}/", "http://2130706434:{port}/",
                                "http://[::1]:{port}/", "file:///etc/passwd", "gopher://inside.example:{port}/", "http://inside.example:22/"])  # fmt: skip
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leads_inside(to, status, town):
    town.names |= {"127.0.0.2": ["127.0.0.2"], "2130706434": ["127.0.0.2"], "::1": ["::1"]}
    town.leads("/a", "/b", status)
    town.leads("/b", to.format(port=town.port), status)
    with pytest.raises(NotFetched) as refused:
        fetch_page(town.url("/a"))
    assert refused.value.code in {"inside", "address"}
    assert look(town.url("/a")).state in {"shut", "gone"}
    assert town.entered == []


def test_the_rules_for_robots_lead_nowhere_inside_either(town):
    town.leads("/robots.txt", town.url("/robots.txt", "inside.example"))
    with pytest.raises(NotFetched):
        fetch_page(town.url("/page"))
    assert town.entered == []


def test_a_name_that_changes_after_it_was_checked_changes_nothing(town):
    answers = iter(["127.0.0.1"] * 2)
    town.names["turns.example"] = lambda: [next(answers, "127.0.0.2")]
    town.put("/page", b"<title>Here</title>")
    assert fetch_page(town.url("/page", "turns.example")).body == b"<title>Here</title>"
    with pytest.raises(NotFetched) as refused:
        fetch_page(town.url("/page", "turns.example"))
    assert refused.value.code == "inside"
    assert town.entered == []


@pytest.mark.parametrize("fault", [OSError("resolver is gone"), UnicodeError("label"), TimeoutError()])
def test_when_names_cannot_be_looked_up_nothing_is_asked(fault, town):
    def fails():
        raise fault

    town.names["broken.example"] = fails
    with pytest.raises(NotFetched) as refused:
        fetch_page(town.url(host="broken.example"))
    assert refused.value.code in {"away", "slow"}
    assert town.asked == town.entered == []


@given(st.text(max_size=80))
def test_any_words_are_an_address_or_refused(text):
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        with suppress(NotFetched):
            address = parsed(url)
            assert str(address).isascii()
            assert parsed(str(address)) == address
