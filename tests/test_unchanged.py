"""A page that a member holds is sent again after everything that changes it, and only then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Topic

PAGES = ("/", "/c/citizen-science/", "/communities/")


@pytest.fixture
def held(transactional_db, settings, as_, ben, ana, community, topic):
    """Ben's browser, which holds his pages: `held(path)` asks again and gives the status and the page."""
    settings.DEVELOPMENT = False
    browser = as_(ben)
    for path in PAGES:
        browser.get(path)  # sets the cookie for forms
    tags = {}

    def ask(path):
        page = browser.get(path, headers={"If-None-Match": tags.get(path, "")})
        tags[path] = page.headers.get("ETag", "")
        return page.status_code, page.text

    for path in PAGES:
        assert ask(path)[0] == 200
        assert ask(path)[0] == 304
    return ask


def others_write(ana, topic):
    actions.reply(ana, topic, body="With a reference sensor.")


def somebody_starts(ana, topic):
    actions.start(ana, topic.community, title="A new one", body="Text.")


CHANGES = {
    "a reply": others_write,
    "a topic": somebody_starts,
    "a title": lambda ana, topic: actions.retitle(ana, topic, title="How often?"),
    "a pin": lambda ana, topic: actions.pin(ana, topic),
    "an end": lambda ana, topic: actions.close(ana, topic),
    "a topic taken down": lambda ana, topic: actions.hide_topic(ana, topic),
    "a name": lambda ana, topic: people.edit_profile(ana, ana, name="Ana Lima-Sousa"),
    "a state": lambda ana, topic: communities.set_state(ana, topic.community, state="archived"),
    "a role": lambda ana, topic: communities.set_role(
        ana, topic.community, User.objects.get(handle="ben-osei"), role="moderator"
    ),
    "a removal": lambda ana, topic: communities.remove_member(
        ana, topic.community, User.objects.get(handle="ben-osei")
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_others_do_makes_every_page_new(change, held, ana, topic):
    CHANGES[change](ana, topic)
    for path in PAGES:
        assert held(path)[0] == 200
        assert held(path)[0] == 304


def test_what_is_shown_is_what_there_is_now(held, ana, ben, topic):
    others_write(ana, topic)
    assert "1 new" in held("/")[1]
    assert "1 new" in held("/c/citizen-science/")[1]
    topic.refresh_from_db()
    ben.refresh_from_db()
    actions.mark_read(ben, topic, upto=2)  # leaves no line in the ledger
    for path in ("/", "/c/citizen-science/"):
        status, page = held(path)
        assert (status, "1 new" in page) == (200, False)
        assert held(path)[0] == 304
    actions.mark_read(ben, topic, upto=1)  # nobody unreads
    assert held("/")[0] == 304
    people.edit_profile(ana, ana, name="Ana Lima-Sousa")
    assert "Ana Lima-Sousa" in held("/c/citizen-science/")[1]
    actions.hide_topic(ana, topic)
    assert topic.title not in held("/c/citizen-science/")[1]
    actions.restore_topic(ana, topic)
    assert topic.title in held("/c/citizen-science/")[1]


def test_what_the_reader_does_makes_their_pages_new(held, ben, ana, topic):
    others_write(ana, topic)
    for change in (
        lambda: actions.follow(ben, topic, level="muted"),
        lambda: actions.catch_up(ben),
        lambda: people.set_preferences(ben, ben, language="en", time_zone="Asia/Tokyo"),
        lambda: User.objects.filter(pk=ben.pk).update(unread_notifications=7),
        lambda: communities.leave(ben, topic.community),
    ):
        held("/")
        assert held("/")[0] == 304
        change()
        assert held("/")[0] == 200


def test_whoever_is_suspended_or_removed_sees_nothing_old(held, ana, dora, ben, hidden, topic):
    people.suspend(dora, ben, reason="Spam.")
    assert "How do you calibrate?" not in held("/")[1] or "Sign in" in held("/")[1]
    assert held("/communities/")[0] == 200


def test_a_hidden_community_is_never_in_another_readers_page(held, ana, hidden, as_):
    actions.start(ana, hidden, title="In confidence", body="Between us.")
    assert "Directors" in as_(ana).get("/communities/").text
    assert "In confidence" in as_(ana).get("/").text
    for path in PAGES:
        page = held(path)[1]
        assert "Directors" not in page
        assert "In confidence" not in page


def test_an_hour_later_the_page_is_new(held, time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(hours=1, minutes=1))
    assert held("/")[0] == 200


def test_pages_that_are_kept_ask_little(held, ana, as_, django_assert_max_num_queries):
    for path, most in (("/", 3), ("/c/citizen-science/", 4), ("/communities/", 3)):
        with django_assert_max_num_queries(2):
            assert held(path)[0] == 304
        browser = as_(ana)
        browser.get(path)
        with django_assert_max_num_queries(most):
            assert browser.get(path).status_code == 200


def test_rows_are_right_in_a_process_that_keeps_them(held, ana, ben, topic, as_):
    """Two readers of the same lists, each with their own place in it."""
    others_write(ana, topic)
    assert "1 new" in as_(ben).get("/c/citizen-science/").text
    assert " new</a>" not in as_(ana).get("/c/citizen-science/").text
    assert "1 new" in as_(ben).get("/").text
    assert (Topic.objects.count(), Post.objects.count()) == (1, 2)
