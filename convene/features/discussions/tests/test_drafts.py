"""Drafts: kept for every device, and no words lost where two devices disagree."""

from __future__ import annotations

import pytest

from convene.features.discussions import actions
from convene.features.discussions.models import Draft


@pytest.fixture
def save(ben, community, topic):
    """Saves Ben's reply as a device does that knows a version."""

    def keep(body, upon=None):
        return actions.save_draft(ben, community, topic, body=body, upon=upon)

    return keep


def test_one_device_writes_on_and_nothing_is_kept_beside(save):
    assert save("Half", 0).version == 1
    assert save("Half a thought", 1).version == 2
    kept = save("Another thought altogether", 2)
    assert (kept.version, kept.other) == (3, "")
    assert save("Another thought altogether", 2).version == 3, "the same words again are no change"


def test_the_newer_words_win_and_the_others_are_kept_beside(save):
    save("At the desk: two pages", 0)
    save("At the desk: two pages and more", 1)
    kept = save("On the phone: one line", 0)
    assert (kept.body, kept.other) == ("On the phone: one line", "At the desk: two pages and more")
    desk = save("At the desk: two pages and more, and more", 2)
    assert desk.body == "At the desk: two pages and more, and more"
    assert "On the phone: one line" in desk.other
    both = save(f"{desk.body}\n\nOn the phone: one line", desk.version)
    assert both.other == "", "what was taken in is no longer beside"


def test_three_devices_lose_nothing(save):
    save("One", 0)
    save("Two", 0)
    third = save("Three", 0)
    assert {third.body, *third.other.split("\n\n")} == {"One", "Two", "Three"}


def test_an_empty_draft_lets_go_only_what_it_knows(save, ben):
    save("At the desk", 0)
    assert save("", 0).body == "At the desk"
    assert save("", 1) is None
    assert not Draft.objects.filter(person=ben).exists()


def test_a_page_brings_the_draft_its_version_and_what_stands_beside(save, ben, topic, as_):
    browser, page = as_(ben), topic.get_absolute_url()
    assert 'data-version="0"' in browser.get(page).text
    answer = browser.post(f"{page}draft/", {"body": "At the desk", "upon": "0"}).json()
    assert answer == {"version": 1, "other": ""}
    answer = browser.post(f"{page}draft/", {"body": "On the phone", "upon": "0"}).json()
    assert answer == {"version": 2, "other": "At the desk"}
    shown = browser.get(page).text
    assert 'data-version="2"' in shown
    assert 'data-other="At the desk"' in shown
    assert "At the desk" in browser.get("/mine/?show=drafts").text
    browser.post(f"{page}reply/", {"body": "Done"})
    assert not Draft.objects.filter(person=ben).exists()


def test_a_draft_is_discarded_from_the_list(save, ben, ana, community, topic, as_):
    save("Half a thought")
    actions.save_draft(ben, community, title="A topic", body="")
    actions.save_draft(ana, community, topic, body="Hers")
    browser = as_(ben)
    assert browser.get("/mine/?show=drafts").text.count("Discard") == 2
    gone = browser.post(f"{topic.get_absolute_url()}draft/", {"discard": "1"})
    assert (gone.status_code, gone["Location"]) == (302, "/mine/?show=drafts")
    browser.post(f"{community.get_absolute_url()}draft/", {"discard": "1"})
    assert list(Draft.objects.values_list("person", flat=True)) == [ana.pk]
