"""The screen on the wall of a room: it shows to all what was promised to all, and nothing before."""

from __future__ import annotations

import pytest

from convene.features.dialogues.models import Dialogue
from convene.features.dialogues.tasks import draw_all

from .towns import ONE, TEXTS, over, vote_as


def test_the_wall_shows_the_question_the_way_in_and_what_people_think(town, client) -> None:
    draw_all()
    page = client.get(f"{town.get_absolute_url()}wall/").text
    assert town.question in page
    assert f"testserver{town.get_absolute_url()}" in page
    assert 'class="qr"' in page
    assert "A · 20 people" in page
    assert TEXTS[8] in page
    assert "manage/" not in page


@pytest.mark.usefixtures("within_a_second")
def test_it_is_sent_again_only_when_it_has_changed(town, client, django_assert_max_num_queries) -> None:
    draw_all()
    address = f"{town.get_absolute_url()}wall/"
    mark = client.get(address).text.partition("?seen=")[2].partition('"')[0]
    with django_assert_max_num_queries(2):
        assert client.get(f"{address}?seen={mark}").status_code == 204
    vote_as(town, ONE, 5)
    draw_all()
    assert client.get(f"{address}?seen={mark}").status_code == 200


def test_fewer_than_five_are_no_number(dialogue, device, votes, client) -> None:
    address = f"{dialogue.get_absolute_url()}wall/"
    for _turn in range(4):
        votes(device(), 1)
    assert "Fewer than five people have voted" in client.get(address).text
    votes(device(), 1)
    assert "<b>5</b> people have voted" in client.get(address).text


@pytest.mark.parametrize("results", ["closed", "convener"])
def test_what_is_not_shown_to_all_yet_is_not_on_the_wall_for_those_who_convene(results, convened, ana, as_) -> None:
    here = convened(seeds=TEXTS, results=results)
    vote_as(here, ONE, 20)
    draw_all()
    browser, address = as_(ana), f"{here.get_absolute_url()}wall/"
    page = browser.get(address).text
    assert "is shown here when voting is over" in page
    assert not [text for text in TEXTS if text in page]
    assert 'class="room"' not in page
    over(here)
    draw_all()
    page = browser.get(address).text
    assert [text for text in TEXTS if text in page]


def test_those_who_run_it_have_the_queue_at_hand(dialogue, device, ana, as_, client) -> None:
    device().post(f"{dialogue.get_absolute_url()}say/", {"text": "Plant willows along the water."})
    page = as_(ana).get(f"{dialogue.get_absolute_url()}wall/").text
    assert "Read statements (1)" in page
    assert "willows" not in page
    assert "Read statements" not in client.get(f"{dialogue.get_absolute_url()}wall/").text


def test_a_small_map_stands_where_everybody_may_see_the_result(town, client) -> None:
    draw_all()
    for path in ("/dialogues/", town.get_absolute_url()):
        assert 'class="room sketch"' in client.get(path).text
    Dialogue.objects.filter(pk=town.pk).update(results="convener")
    for path in ("/dialogues/", town.get_absolute_url()):
        assert 'class="room sketch"' not in client.get(path).text
