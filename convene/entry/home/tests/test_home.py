"""What a member finds at home."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.entry.home import queries
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Reading, Topic
from convene.lib.errors import NotAllowed


@pytest.fixture
def eva(person, community):
    """A member who said "all read" a day ago."""
    return person("Eva Blum", community, caught_up_at=timezone.now() - dt.timedelta(days=1))


def fresh(person):
    return {row.title: row.unread_since(person.caught_up_at) for row in queries.news(person).rows}


def place(topic, *days_ago):
    """Give the posts of a topic their days."""
    for number, days in enumerate(days_ago, 1):
        Post.objects.filter(topic=topic, number=number).update(created_at=timezone.now() - dt.timedelta(days=days))
    first, last = (timezone.now() - dt.timedelta(days=days_ago[at]) for at in (0, -1))
    Topic.objects.filter(pk=topic.pk).update(created_at=first, last_post_at=last)


def test_a_topic_of_today_is_new_with_all_its_posts(eva, ana, topic):
    actions.reply(ana, topic, body="With a reference sensor.")
    assert fresh(eva) == {"How do you calibrate?": 2}


def test_a_topic_never_opened_counts_only_what_came_after_all_read(eva, ana, topic):
    actions.reply(ana, topic, body="With a reference sensor.")
    actions.reply(ana, topic, body="And twice a year.")
    place(topic, 9, 8, 0)
    assert fresh(eva) == {"How do you calibrate?": 1}


def test_what_was_read_is_not_new(eva, ana, topic):
    actions.mark_read(eva, topic, upto=1)
    assert fresh(eva) == {"How do you calibrate?": 0}
    actions.reply(ana, topic, body="With a reference sensor.")
    assert fresh(eva) == {"How do you calibrate?": 1}


def test_an_old_topic_is_not_new(eva, topic):
    place(topic, 9)
    assert fresh(eva) == {"How do you calibrate?": 0}


def test_muted_topics_and_those_of_other_communities_stay_away(eva, ana, topic, hidden):
    actions.start(ana, hidden, title="In confidence", body="Between us.")
    actions.follow(eva, topic, level="muted")
    assert fresh(eva) == {}
    assert "In confidence" not in [row.title for row in queries.news(eva).asked]


def test_a_topic_taken_down_stays_away(eva, ana, topic):
    actions.hide_topic(ana, topic)
    news = queries.news(eva)
    assert (news.rows, news.asked) == ([], [])


def test_mark_all_read_leaves_nothing_new(eva, ana, topic, as_):
    actions.reply(ana, topic, body="With a reference sensor.")
    page = as_(eva).get("/")
    assert "1 topic in your communities has something new" in page.text
    assert "2 new" in page.text
    as_(eva).post("/read/")
    page = as_(eva).get("/")
    assert "You have read everything" in page.text
    assert " new</a>" not in page.text


def test_a_question_without_a_reply_waits_in_the_side(eva, ana, topic, as_):
    page = as_(eva).get("/").text
    assert "one question waits for a first reply" in page
    assert "Waiting for a first reply" in page
    actions.reply(ana, topic, body="With a reference sensor.")
    assert "Waiting for a first reply" not in as_(eva).get("/").text


@pytest.mark.parametrize(
    ("hour", "greeting"), [(6, "Good morning"), (13, "Good afternoon"), (20, "Good evening"), (3, "Good evening")]
)
def test_the_greeting_follows_the_readers_clock(hour, greeting, eva, as_, time_machine):
    eva.time_zone = "Asia/Tokyo"
    eva.save()
    time_machine.move_to(dt.datetime(2026, 11, 20, hour, tzinfo=dt.timezone(dt.timedelta(hours=9))), tick=False)
    assert f"{greeting}, Eva" in as_(eva).get("/").text


def test_without_communities_home_offers_some_to_join(cleo, community, listed, hidden, as_):
    page = as_(cleo).get("/").text
    assert "/communities/citizen-science/join/" in page
    assert "Fundraisers" not in page
    assert "Directors" not in page


def test_leaders_are_shown_who_waits_for_them(ana, cleo, listed, as_):
    communities.ask_to_join(cleo, listed, answer="At a dome.")
    page = as_(ana).get("/").text
    assert "1 person asks to join Fundraisers." in page
    assert "/communities/fundraisers/requests/" in page
    assert "asks to join" not in as_(cleo).get("/").text


def test_twenty_topics_a_page_and_the_rest_behind(eva, ben, community, as_):
    for number in range(23):
        actions.start(ben, community, title=f"Topic {number:02}", body="Text.")
    assert as_(eva).get("/").text.count('<li class="topic') == 20
    assert as_(eva).get("/?page=2").text.count('<li class="topic') == 3
    assert as_(eva).get("/?page=3").status_code == 404
    assert as_(eva).get("/?page=x").status_code == 404


def test_my_topics_in_four_lists(eva, ana, topic, community, as_):
    actions.follow(eva, topic, level="watching")
    actions.start(eva, community, title="My own", body="Text.")
    actions.save_draft(eva, community, None, title="Half a thought", body="It began")
    browser = as_(eva)
    assert "How do you calibrate?" in browser.get("/mine/").text
    assert "My own" in browser.get("/mine/?show=started").text
    assert "How do you calibrate?" not in browser.get("/mine/?show=started").text
    assert "My own" in browser.get("/mine/?show=wrote").text
    assert "Half a thought" in browser.get("/mine/?show=drafts").text
    assert browser.get("/mine/?show=others").status_code == 404


def test_who_lost_a_community_finds_nothing_of_it_at_home(ana, hidden, person, as_):
    member = person("Mia Bell", hidden)
    secret = actions.start(ana, hidden, title="In confidence", body="Between us.")
    actions.follow(member, secret, level="watching")
    actions.save_draft(member, hidden, secret, body="My answer")
    assert "In confidence" in as_(member).get("/mine/").text
    communities.remove_member(ana, hidden, member)
    for path in ("/", "/mine/", "/mine/?show=drafts"):
        page = as_(member).get(path).text
        assert "In confidence" not in page
        assert "Directors" not in page
    with pytest.raises(NotAllowed):
        actions.reply(member, secret, body="Still here?")


@pytest.mark.parametrize("topics", [2, 25])
def test_home_asks_the_database_six_times(topics, eva, ana, ben, community, as_, django_assert_max_num_queries):
    for number in range(topics):
        actions.start(ben, community, title=f"Topic {number}", body="Text.", kind="question")
    Reading.objects.filter(person=eva).delete()
    for who in (eva, ana):
        browser = as_(who)
        browser.get("/")
        with django_assert_max_num_queries(6):
            assert browser.get("/").status_code == 200
        with django_assert_max_num_queries(3):
            assert browser.get("/mine/").status_code == 200
