from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from convene.lib.web.cache import ForgivingCache

from .ports import free_port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(port, tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if not program:
        pytest.skip("no valkey-server and no redis-server on this machine")
    with subprocess.Popen(
        [program, "--port", str(port), "--save", "", "--dir", str(tmp_path)], stdout=subprocess.DEVNULL
    ) as process:
        yield process
        process.kill()


def cache_at(port: int) -> ForgivingCache:
    return ForgivingCache(f"valkey://127.0.0.1:{port}/0", {})


def test_without_a_server_every_call_answers_as_if_nothing_were_kept(port):
    cache = cache_at(port)
    assert cache.get("a", "missing") == "missing"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.has_key("a") is False
    assert cache.delete("a") is False
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_without_a_server_counting_still_works_in_this_process(port):
    cache = cache_at(port)
    assert cache.add("attempts", 1, 60)
    assert not cache.add("attempts", 1, 60)
    assert cache.incr("attempts") == 2


def test_a_server_that_takes_the_call_and_says_nothing_costs_one_short_wait():
    with socket.socket() as black_hole:
        black_hole.bind(("127.0.0.1", 0))
        black_hole.listen(1)
        cache = cache_at(black_hole.getsockname()[1])
        start = time.monotonic()
        for _ in range(100):
            cache.get("a")
        assert time.monotonic() - start < 1.5


def test_a_server_that_comes_back_is_used_again_and_nothing_old_comes_back_with_it(port, request):
    cache = cache_at(port)
    cache.set("colour", "of the outage")
    request.getfixturevalue("server")
    cache._cache.breaker.rest = 0.05
    cache._cache.breaker._closed_at = 0
    deadline = time.monotonic() + 10
    while cache.get("colour") is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert cache.get("colour") is None
    cache.set("colour", "lake", 60)
    assert cache_at(port).get("colour") == "lake"
    assert cache_at(port).get_many(["colour", "none"]) == {"colour": "lake"}


def test_a_server_that_dies_is_done_without(port, server):
    cache = cache_at(port)
    deadline = time.monotonic() + 10
    while cache._cache.is_alone or cache.get("up") is None:
        cache._cache.breaker._closed_at = 0
        cache.set("up", 1)
        assert time.monotonic() < deadline
    server.kill()
    server.wait()
    assert cache.get("up", "missing") == "missing"
