"""Hostile Markdown costs little, grows little, and hostile HTML too."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.text import MAX_SOURCE, CookContext, clean_html, cook
from convene.lib.text.cooking import is_heavy
from convene.lib.text.helper import HELPER
from convene.lib.text.limits import GROWTH_ALLOWANCE, HELPER_CPU, MOST_GROWTH
from convene.lib.text.tests.corpus import fuzzed, hostile
from convene.lib.text.tests.looks import faults

SLACK = 0.5  # seconds: one call into Rust is not interrupted, and work costs more beside other work
EVERYBODY = CookContext(resolve_mentions=lambda handles: dict.fromkeys(handles, "Somebody With A Long Name"))


def computing() -> float:
    """Seconds of CPU used by this process and its helper."""
    used = time.process_time()
    process = HELPER._process
    if process and (stat := Path(f"/proc/{process.pid}/stat")).exists():
        fields = stat.read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


HARDEST = r"""
    nested images|a long reference, often|a table that fills itself|mentions|strong opened and closed
    'a://'|'!['|'[a'|'- a\n'|'*_'|'> |a|\n> |-|\n'|'http://'
"""


@pytest.mark.parametrize(
    ("length", "every"), [(3_900, True), (MAX_SOURCE, False), pytest.param(MAX_SOURCE, True, marks=pytest.mark.slow)]
)
def test_hostile_markdown_cooks_in_half_a_second_or_becomes_plain_text(length, every):
    cook("> *warm* [a](b)\n\n" * 300)
    for name, source in hostile(length).items():
        if not (every or name in HARDEST):
            continue
        source = source[:MAX_SOURCE]
        before = computing()
        cooked = cook(source, EVERYBODY)
        assert computing() - before <= HELPER_CPU + SLACK, name
        assert len(cooked.html) <= len(source) * MOST_GROWTH + GROWTH_ALLOWANCE, name


@pytest.mark.parametrize(("count", "seed"), [(1_000, 7), pytest.param(5_000, 11, marks=pytest.mark.slow)])
def test_fuzzed_posts_cook_safely_and_do_not_swell(count, seed):
    for number, source in enumerate(fuzzed(count, seed)):
        cooked = cook(source, EVERYBODY)
        assert len(cooked.html) <= len(source) * MOST_GROWTH + GROWTH_ALLOWANCE
        if number % 10 == 0:
            assert faults(cooked.html) == []


def test_every_example_of_the_commonmark_specification_cooks_safely(real_data):
    examples = json.loads((real_data("badinput") / "commonmark" / "spec_tests.json").read_text(encoding="utf-8"))
    assert len(examples) > 600
    assert [example for example in examples if faults(cook(example["markdown"]).html)] == []


@pytest.mark.parametrize("part", ["<div>", "<ul><li>", "<blockquote>", "<b><i>", "<table><tr><td>", "<a href=x>", "<"])
def test_deep_html_from_outside_is_cleaned_or_flattened_in_time(part):
    started = time.monotonic()
    clean = clean_html((part * 300_000)[:300_000] + " the end")
    assert time.monotonic() - started < 4
    assert "the end" in clean


def test_ordinary_posts_are_cooked_here_and_not_in_the_helper():
    assert not is_heavy("We met the *volunteers* on Monday, see https://example.org/minutes.\n\n" * 50)
    assert not is_heavy("A long story without any markup, told at leisure. " * 600)


def test_a_helper_that_hangs_is_killed_and_replaced():
    heavy = "> *hi* [a](b)\n\n" * 400
    assert not cook(heavy).is_plain
    first = HELPER._process
    assert first is not None
    first.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    cooked = cook(heavy)
    assert cooked.is_plain
    assert "<p>&gt; *hi* [a](b)</p>" in cooked.html
    assert time.monotonic() - started < 4
    assert first.returncode == -signal.SIGKILL
    assert not cook(heavy).is_plain


def test_without_a_helper_heavy_text_is_shown_plain(monkeypatch):
    HELPER._kill()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert cook("> *hi* [a](b)\n\n" * 400).is_plain
    assert "<p>" in clean_html("<p>hi</p>" * 2_000)


def test_a_text_that_is_too_long_is_shown_plain():
    cooked = cook("*x* " * MAX_SOURCE)
    assert cooked.is_plain
    assert "<em>" not in cooked.html


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_can_be_cooked(text):
    assert faults(cook(text).html) == []
