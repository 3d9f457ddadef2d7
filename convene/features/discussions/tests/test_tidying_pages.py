"""Pages that tidy up, and old addresses that lead on."""

from __future__ import annotations

import re

import pytest

from convene.core.communities.models import Community
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Topic


@pytest.fixture
def makers(ana) -> Community:
    """A second community that Ana leads."""
    makers = Community.objects.create(slug="makers", name="Makers", line="Making", state="operating")
    makers.memberships.create(person=ana, role="leader")
    return makers


@pytest.fixture
def talk(ana, ben, community) -> Topic:
    """Thirty posts, the even ones by Ana."""
    topic = actions.start(ben, community, title="Sensors and sandwiches", body="Sensors?")
    for number in range(2, 31):
        actions.reply(ana if number % 2 == 0 else ben, topic, body=f"Post number {number}")
    topic.refresh_from_db()
    return topic


def test_a_leader_moves_a_topic_after_seeing_what_happens(as_, ana, ben, talk, makers, client):
    browser, old = as_(ana), talk.get_absolute_url()
    assert "Makers" in browser.get(f"{old}move/").text
    preview = browser.get(f"{old}move/?community=makers").text
    assert "30 posts move" in preview
    assert "Ben Osei" in preview
    assert browser.post(f"{old}move/", {"community": "makers"})["Location"] == f"/c/makers/t/{talk.pk}/"
    assert client.get(f"{old}?page=2")["Location"] == f"/c/makers/t/{talk.pk}/?page=2"
    assert client.get(f"{old}7/")["Location"] == f"/c/makers/t/{talk.pk}/?page=1#post-7"
    assert client.get(f"/c/directors/t/{talk.pk}/").status_code == 404, "it never stood there"


def test_a_place_that_one_does_not_lead_is_refused_in_one_sentence(as_, ana, talk, db):
    Community.objects.create(slug="others", name="Others", line="Others", state="operating")
    page = as_(ana).post(f"{talk.get_absolute_url()}move/", {"community": "others"})
    assert page.status_code == 422
    assert "you do not look after it" in page.text


def test_posts_are_chosen_and_split_off_without_a_script(as_, ana, talk, client, community):
    browser, address = as_(ana), talk.get_absolute_url()
    page = browser.get(f"{address}split/?post=3").text
    assert re.findall(r'value="(\d+)" checked', page) == ["3"]
    assert 'value="1"' not in re.findall(r"<fieldset.*?</fieldset>", page, re.DOTALL)[0]
    page = browser.get(f"{address}split/?post=3&post=4&post=22&go=1").text
    assert "3 posts are chosen" in page
    form = {"post": ["3", "4", "22"], "title": "Sandwiches", "kind": "question", "community": community.slug}
    made = Topic.objects.get(pk=re.findall(r"/t/(\d+)/", browser.post(f"{address}split/", form)["Location"])[0])
    assert (made.title, made.kind, made.post_count) == ("Sandwiches", "question", 3)
    assert client.get(f"{address}22/")["Location"] == f"{made.get_absolute_url()}?page=1#post-3"
    first, second = client.get(f"{address}?page=1").text, client.get(f"{address}?page=2").text
    assert "2 posts were moved by Ana Lima to “Sandwiches”." in first
    assert "1 post was moved by Ana Lima to “Sandwiches”." in second
    assert browser.get(f"{address}split/?go=1").text.count("Choose the posts that are to move first.") == 1


def test_a_page_whose_posts_have_all_gone_says_where(as_, ana, ben, talk, community):
    actions.split(ana, talk, community, numbers=range(21, 31), title="The end")
    for browser in (as_(ben), as_(ana)):
        page = browser.get(f"{talk.get_absolute_url()}?page=2")
        assert page.status_code == 200
        assert "10 posts were moved by Ana Lima" in page.text


def test_a_topic_is_joined_to_one_that_is_searched_for(as_, ana, ben, talk, topic, client):
    browser, old = as_(ana), talk.get_absolute_url()
    page = browser.get(f"{old}merge/", {"target": "calibrate how"}).text
    assert f'name="into" value="{topic.pk}"' in page
    assert "Nothing was found" in browser.get(f"{old}merge/", {"target": "bicycles"}).text
    for asked in ({"into": topic.pk}, {"target": f"https://example.org{topic.get_absolute_url()}?page=1#post-1"}):
        assert "What will happen" in browser.get(f"{old}merge/", asked).text
    page = browser.get(f"{old}merge/", {"into": talk.pk})
    there = browser.post(f"{old}merge/", {"into": topic.pk})["Location"]
    assert there == f"{topic.get_absolute_url()}?page=1#post-2"
    assert client.get(old)["Location"] == there
    assert client.get(f"{old}?page=2")["Location"] == f"{topic.get_absolute_url()}?page=2#post-22"
    assert client.get(f"{old}30/")["Location"] == f"{topic.get_absolute_url()}?page=2#post-31"


def test_a_topic_is_not_joined_to_itself(as_, ana, talk):
    page = as_(ana).post(f"{talk.get_absolute_url()}merge/", {"into": talk.pk})
    assert page.status_code == 422
    assert page.text.count("A topic cannot be joined to itself. Choose another one.") >= 1


def test_a_reply_on_its_way_finds_the_topic_where_it_is_now(as_, ana, ben, talk, topic):
    stale = talk.get_absolute_url()
    actions.merge(ana, talk, topic)
    answer = as_(ben).post(f"{stale}reply/", {"body": "On my way", "reply_to": "3"})
    post = Post.objects.get(body="On my way")
    assert (post.topic, post.reply_to.body) == (topic, "Post number 3")
    assert answer["Location"] == f"{topic.get_absolute_url()}?page=2#post-{post.number}"


def test_an_old_address_leads_nobody_where_they_may_not_read(client, as_, ana, ben, dora, talk, hidden):
    old = talk.get_absolute_url()
    actions.split(ana, talk, hidden, numbers=[3], title="In confidence")
    for browser in (client, as_(ben)):
        assert browser.get(f"{old}3/").status_code == 404
        page = browser.get(f"{old}?page=1").text
        assert "a place that you cannot read" in page
        assert "In confidence" not in page
    actions.move(ana, Topic.objects.get(pk=talk.pk), hidden)
    assert as_(ben).get(old).status_code == client.get(old).status_code == 404
    assert as_(dora).get(old).status_code == 302


def test_addresses_lead_on_through_several_moves(client, ana, talk, topic, makers):
    first = f"{talk.get_absolute_url()}5/"
    made = actions.split(ana, talk, makers, numbers=[4, 5], title="Apart")
    second = f"{made.get_absolute_url()}2/"
    actions.merge(ana, made, topic)
    actions.move(ana, Topic.objects.get(pk=topic.pk), makers)
    for old in (first, second):
        assert client.get(old)["Location"].startswith(f"/c/makers/t/{topic.pk}/")
    assert client.get(made.get_absolute_url())["Location"] == f"/c/makers/t/{topic.pk}/?page=1#post-2"


def test_an_address_that_never_was_is_not_found(client, talk):
    assert client.get(f"{talk.get_absolute_url()}99/").status_code == 404
    assert client.get(f"/c/nowhere/t/{talk.pk}/").status_code == 404
