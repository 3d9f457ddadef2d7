"""Pages of a round cost the same for a team of two and for a large one."""

from __future__ import annotations

import pytest
from django.db import connection

from convene.features.guides import actions


@pytest.mark.parametrize(("page", "most"), [("q/purpose-priority/", 19), ("", 10), ("meeting/", 10), ("brief/", 8)])
def test_a_page_of_a_round_asks_few_queries_however_many_answer(page, most, ana, ben, joins, share, round, question, as_):
    browser, address = as_(ana), f"/community-science/guide/rounds/{round.pk}/{page}"
    asked = []
    share(ana)
    share(ben)
    actions.write(ana, round, question, said={"words": "Yes", "owner_id": ben.pk}, upon={})
    for more in (0, 8):
        for number in range(more):
            share(joins(f"Eve {number}"), number % 5, "Words")
        browser.get(address)
        with connection.execute_wrapper(lambda do, *rest: (asked[-1].append(rest[0]), do(*rest))[1]):
            asked.append([])
            assert browser.get(address).status_code == 200
    assert len(asked[0]) == len(asked[1]) <= most, [len(one) for one in asked]
