from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convene.lib.mail.subjects import base_subject, is_reply, thread_key, title_of
from convene.lib.mail.threads import Header, assign_threads

START = datetime(2006, 1, 1, tzinfo=UTC)


def header(key: str, *references: str, day: float | None = 0, subject: str = "", author: str = "ana") -> Header:
    when = None if day is None else START + timedelta(days=day)
    return Header(key, references, thread_key(subject), is_reply(subject), author, when)


def groups(headers: list[Header], **more: object) -> set[frozenset[str]]:
    found: dict[object, set[str]] = {}
    for key, placed in assign_threads(headers, **more).items():
        found.setdefault(placed.thread, set()).add(key)
    return {frozenset(keys) for keys in found.values()}


def test_references_make_a_thread():
    placed = assign_threads([header("a"), header("b", "a", day=1), header("c", "a", "b", day=2), header("d", day=3)])
    assert [placed[key].thread for key in "abcd"] == ["a", "a", "a", "d"]
    assert [placed[key].parent for key in "abcd"] == [None, "a", "b", None]


def test_siblings_of_a_missing_parent_share_a_thread():
    assert groups([header("b", "gone"), header("c", "gone", day=1)]) == {frozenset("bc")}


def test_a_missing_message_in_between_does_not_break_a_thread():
    placed = assign_threads([header("a"), header("c", "a", "gone", day=2)])
    assert placed["c"].thread == "a"
    assert placed["c"].parent == "a"


def test_a_reply_without_references_joins_the_last_message_with_its_subject():
    assert groups([header("a", subject="Kits"), header("b", day=10, subject="AW: [cop] kits ")]) == {frozenset("ab")}


def test_replies_join_one_after_another():
    headers = [header(name, day=20 * number, subject="Re: Kits") for number, name in enumerate("abcd")]
    assert groups(headers) == {frozenset("abcd")}


def test_the_same_subject_much_later_is_another_thread():
    assert len(groups([header("a", subject="Kits"), header("b", day=90, subject="Re: Kits")])) == 2


def test_the_same_subject_that_is_no_reply_is_another_thread():
    assert len(groups([header("a", subject="News"), header("b", day=20, subject="News")])) == 2


def test_a_mail_sent_again_within_the_day_joins_the_first():
    assert len(groups([header("a", subject="News"), header("b", day=0.1, subject="News")])) == 1
    assert len(groups([header("a", subject="News"), header("b", day=0.1, subject="News", author="ben")])) == 2


def test_a_reply_whose_clock_is_behind_still_finds_what_it_answers():
    assert (
        len(groups([header("a", day=0.2, subject="Kits"), header("b", day=0, subject="Re: Kits", author="ben")])) == 1
    )


def test_a_reply_without_a_date_joins_when_there_is_only_one_it_could_mean():
    one, reply = header("a", subject="Kits"), header("b", day=None, subject="Re: Kits")
    assert len(groups([one, reply])) == 1
    assert len(groups([one, header("c", day=200, subject="Kits"), reply])) == 3


def test_a_reply_whose_parent_is_there_is_not_moved_by_its_subject():
    found = groups([header("a"), header("b", day=1, subject="Kits"), header("c", "a", day=2, subject="Re: Kits")])
    assert found == {frozenset("ac"), frozenset("b")}


def test_messages_join_the_threads_that_were_imported_before():
    placed = assign_threads(
        [header("b", "a"), header("c", "gone", day=1), header("d", day=3, subject="Re: Kits")],
        known={"a": 7},
        known_subjects={"kits": [(START, 9)]},
    )
    assert [placed[key].thread for key in "bcd"] == [7, "c", 9]
    assert placed["b"].parent == "a"


def test_a_message_that_shows_that_two_threads_are_one_names_both():
    placed = assign_threads([header("c", "a", "b")], known={"a": 1, "b": 2})
    assert (placed["c"].thread, placed["c"].also) == (1, (2,))


def test_references_in_a_circle_end():
    placed = assign_threads([header("a", "b"), header("b", "a"), header("c", "c")])
    assert placed["a"].thread == placed["b"].thread
    assert {placed["a"].parent, placed["b"].parent} == {None, "b"}
    assert placed["c"].parent is None


NAMES = st.sampled_from("abcdefgh")
HEADERS = st.lists(
    st.builds(
        header,
        NAMES,
        NAMES,
        day=st.one_of(st.none(), st.floats(0, 120)),
        subject=st.sampled_from(["", "Kits", "Re: Kits", "News", "Re: News"]),
        author=st.sampled_from(["ana", "ben"]),
    )
    | st.builds(header, NAMES, day=st.floats(0, 120), subject=st.sampled_from(["Kits", "Re: Kits", "News"])),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@example(
    [header("a", day=0, subject="News"), header("c", "e", subject="News"), header("c", "e", subject="Re: News")],
    random.Random(0),
)
@given(HEADERS, st.randoms(use_true_random=False))
def test_the_order_of_messages_changes_nothing(headers, chance):
    shuffled = headers[:]
    chance.shuffle(shuffled)
    assert assign_threads(shuffled) == assign_threads(headers)


@settings(max_examples=80, deadline=None)
@given(HEADERS)
def test_every_message_is_placed_in_a_thread_that_is_named_after_one_of_its_members(headers):
    placed = assign_threads(headers)
    assert set(placed) == {each.key for each in headers}
    for place in placed.values():
        assert placed[str(place.thread)].thread == place.thread


def test_ten_thousand_messages_are_placed_quickly():
    chance = random.Random(1)
    headers = [
        header(str(n), *([str(chance.randrange(n))] if n % 3 else []), day=n / 50, subject=f"Re: {n % 500}")
        for n in range(1, 10_001)
    ]
    started = time.process_time()
    assert len(assign_threads(headers)) == 10_000
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("subject", "base", "replies"),
    [
        ("Kits", "Kits", False),
        ("Re: Kits", "Kits", True),
        ("RE : RE: re[2]: Kits", "Kits", True),
        ("[cop-water] Re: [cop-water] Kits", "Kits", True),
        ("AW: WG: Kits", "Kits", True),
        ("SV: VS: Kits", "Kits", True),
        ("Fwd: Kits", "Kits", False),
        ("Kits (fwd)", "Kits", False),
        ("Kits (was: Re: Nets)", "Kits", False),
        ("回复：Kits", "Kits", True),
        ("Отв: Kits", "Kits", True),
        ("Réf: Kits", "Kits", True),
        ("[SPAM] Re^2: Kits", "Kits", True),
        ("Re:", "Re:", True),
        ("[cop-water]", "[cop-water]", False),
        ("Regarding: Kits", "Regarding: Kits", False),
        ("", "", False),
    ],
)
def test_signs_of_replying_are_taken_off(subject, base, replies):
    assert (base_subject(subject), is_reply(subject)) == (base, replies)


def test_a_heading_loses_the_tag_of_its_own_list_only():
    assert title_of("Re: [cop-water] [ANN] New kits", "cop-water.lists.example") == "[ANN] New kits"
    assert title_of("[users@httpd] Re: Kits", "users.httpd.example") == "Kits"
    assert title_of("[R] Kits", "cop-water.lists.example") == "[R] Kits"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_no_subject_breaks_anything(subject):
    assert base_subject(base_subject(subject)) or not subject.strip()
    thread_key(subject)
    title_of(subject, "a.b")
