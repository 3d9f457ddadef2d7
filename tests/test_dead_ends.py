"""Whoever signs in after pressing a button comes to an address that is no page, and is shown the way back."""

from __future__ import annotations

import pytest

WAYS_BACK = [
    ("/read/", "/"),
    ("/notifications/read/", "/notifications/"),
    ("/communities/citizen-science/join/", "/communities/"),
    ("/c/citizen-science/t/{topic}/close/", "/c/citizen-science/t/{topic}/"),
    ("/c/citizen-science/t/{topic}/1/react/", "/c/citizen-science/t/{topic}/1/"),
]


@pytest.mark.parametrize(("address", "back"), WAYS_BACK)
def test_an_address_that_only_takes_something_in_shows_the_way_back(address, back, as_, ben, topic):
    answer = as_(ben).get(address.format(topic=topic.pk))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    text = answer.content.decode()
    assert "This was not done yet." in text
    assert f'href="{back.format(topic=topic.pk)}"' in text
