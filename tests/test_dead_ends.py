"""Whoever signs in after pressing a button comes to an address that is no page, and is shown the way back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from convene.features.dialogues import actions as dialogues
from convene.features.dialogues.tests.conftest import SEEDS, said
from convene.features.polls import actions as polls

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


@pytest.mark.parametrize(("address", "page"), [
    ("begin", ""), ("vote", ""), ("seed", "manage/"), ("publish", "manage/"), ("close", "manage/"),
    ("decide", "queue/"), ("set-aside", "watch/"), ("names", "results/"), ("data/7/remove", "data/"),
    ("places/kiosk/7/end", "places/"), ("paper/take-back", "paper/"),
])  # fmt: skip
def test_what_only_takes_something_in_leads_to_the_dialogue(address, page, ana, community, as_):
    here = dialogues.convene(ana, community, said=said(), seeds=SEEDS)
    dialogues.publish(ana, here)
    path = here.get_absolute_url()
    browser = as_(ana)
    answer = browser.get(f"{path}{address}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{path}{page}")
    assert "This was not done yet." in browser.get(answer["Location"]).text
    assert browser.put(f"{path}{address}/").status_code == 405
    visitor = Client().get(f"{path}{address}/", follow=True)
    assert visitor.status_code == 200
    assert "This was not done yet." not in visitor.text


@pytest.mark.parametrize("address", ["vote/", "close/"])
def test_what_only_takes_something_in_leads_to_the_poll(address, ana, community, as_):
    closes_at = timezone.now() + dt.timedelta(days=7)
    poll = polls.ask(ana, community, kind="sense_check", title="Lend the kits?", details="", closes_at=closes_at)
    answer = as_(ana).get(f"{poll.get_absolute_url()}{address}")
    assert (answer.status_code, answer["Location"]) == (302, poll.get_absolute_url())
    assert as_(ana).get("/polls/mail/")["Location"] == "/polls/"


@pytest.mark.parametrize(("address", "page"), [
    ("/introductions/7/agree/", "/introductions/7/"), ("/mentoring/7/accept/", "/mentoring/7/"),
    ("/mentoring/enrol/mentor/hide/", "/mentoring/"),
])  # fmt: skip
def test_what_only_takes_something_in_leads_to_the_page_of_its_button(address, page, ana, as_):
    answer = as_(ana).get(address)
    assert (answer.status_code, answer["Location"]) == (302, page)
