from __future__ import annotations

import datetime as dt

import pytest
from markupsafe import Markup

from convene.features.discussions.cards import Cards
from convene.features.discussions.queries import PostRow

NASTY = '%s "> <script>alert(1)</script> \ue0000\ue001 {{ 7 * 7 }}'


def row(**changes) -> PostRow:
    known = {
        "pk": 7, "number": 3, "html": "<p>Fifty percent: 50 %s.</p>", "created_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        "edited_at": None, "hidden_at": None, "is_imported": False, "reactions": {}, "reply_to": None, "author_id": 5,
        "author": "Ana", "handle": "ana", "institution": "",
    }  # fmt: skip
    return PostRow(**(known | changes))


def drawn(reader: int | None = 1, mine=(), may=(True, True, True, False, True), answer=None, **changes) -> str:
    cards = Cards(near=Markup(""), page=1, answer=answer, reader=reader, mine=set(mine), may=may)
    return str(cards.draw([row(**changes)]))


def test_what_people_call_themselves_is_text_wherever_it_stands():
    card = drawn(author=NASTY, institution=NASTY)
    assert "<script>" not in card
    assert card.count("%s &#34;&gt; &lt;script&gt;") == 3  # by whom, from where, and what a quotation says
    assert "\ue0000\ue001" in card, "a mark in somebody's name is no gap"


def test_a_posts_own_html_is_put_in_as_it_is():
    assert '<div class="prose"><p>Fifty percent: 50 %s.</p></div>' in drawn()


@pytest.mark.parametrize(
    ("changes", "has", "lacks"),
    [
        ({}, "Quote", "Edit"),
        ({"reader": 5}, ">Edit<", "Good idea"),
        ({"may": (False, False, False, True, True), "hidden_at": 1}, "Bring it back", "Ana"),
        ({"hidden_at": 1}, "taken down", "Bring it back"),
        ({"number": 1}, "Copy the link", "Choose as the answer"),
        ({"answer": 7}, "Not the answer after all", "Choose as the answer"),
        ({"reactions": {"heart": 12}}, '<span class="num">12</span>', 'aria-pressed="true"'),
        ({"reactions": {"heart": 12}, "mine": [(7, "heart")]}, 'aria-pressed="true"', "kind=heart"),
        ({"reactions": {"idea": 2}, "reader": None, "may": (False,) * 5}, "</span>2</span>", "button"),
        ({"may": (False,) * 4 + (True,)}, 'aria-label="Report post 3"', "button"),
        ({"may": (False,) * 4 + (True,), "reader": 5}, "Fifty percent", "Report"),
        ({"may": (False,) * 5, "reader": None}, "Fifty percent", "Report"),
        ({"reply_to": 1}, "In reply to post 1", "history/"),
        ({"reply_to": 2, "edited_at": 1}, "history/", "In reply to"),
        ({"author": None, "handle": None, "author_id": None, "reader": None}, "A former member", ">Edit<"),
    ],
)
def test_a_card_says_what_its_reader_may_see_and_do(changes, has, lacks):
    card = drawn(**changes)
    assert has in card
    assert lacks not in card
