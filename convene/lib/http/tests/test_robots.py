from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.http.robots import Rule, allows, rules_for

TEXT = """
# for all
User-agent: *
Disallow: /admin
Disallow: /*.pdf$
Allow: /admin/help

User-agent: Other
User-agent: CONVENE
Disallow: /only-us   # a note
Crawl-delay: 5

User-agent: Third
Disallow: /
"""


@pytest.mark.parametrize(
    ("name", "target", "allowed"),
    [
        ("Someone", "/", True),
        ("Someone", "/admin/x", False),
        ("Someone", "/admin/help", True),
        ("Someone", "/a/plan.pdf", False),
        ("Someone", "/a/plan.pdf?x", True),
        ("Convene", "/admin", True),
        ("Convene", "/only-us/x", False),
        ("Other", "/only-us", False),
        ("Third", "/anything", False),
    ],
)
def test_the_longest_line_meant_for_us_counts(name, target, allowed):
    assert allows(rules_for(name, TEXT), target) is allowed


@pytest.mark.parametrize(
    ("pattern", "target", "fits"),
    [("/", "/x", True), ("/a", "/b", False), ("/a*c", "/abbc/d", True), ("/a*c$", "/abbcd", False), ("/a$", "/a", True),
     ("/a$", "/ab", False), ("*/x", "/y/x", True), ("/*", "/", True), ("$", "/", False), ("/a*b*c$", "/a1b2c", True),
     ("/aa*aa$", "/aaa", False)],
)  # fmt: skip
def test_patterns_fit_as_the_standard_says(pattern, target, fits):
    assert Rule(pattern, allows=False).fits(target) is fits


@given(st.text(max_size=400))
def test_any_text_is_read(text):
    assert allows(rules_for("Convene", text), "/") in {True, False}


def test_a_hostile_pattern_costs_nothing():
    begun = time.monotonic()
    rules = rules_for("Convene", "User-agent: *\n" + f"Disallow: /{'a*' * 1000}b$\n" * 1_000)
    assert allows(rules, "/" + "a" * 2_000)
    assert time.monotonic() - begun < 3
