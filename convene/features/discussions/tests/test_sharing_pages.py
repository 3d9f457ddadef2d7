"""Pages about shared topics: lists of either community, home, the pages that ask first, and what they cost."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convene.core.communities.models import Community
from convene.core.moderation.models import Report
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Share, Topic
from convene.features.discussions.personal import forget, given
from convene.features.discussions.queries import community_page, similar_topics
from convene.features.discussions.schedule import count_guests


@pytest.fixture
def other(db) -> Community:
    """A second public community."""
    return Community.objects.create(slug="makers", name="Makers", line="Making", state="operating")


@pytest.fixture
def fay(person, other) -> User:
    """A member of the second community alone."""
    return person("Fay Adeyemi", other)


@pytest.fixture
def ana(ana, other) -> User:
    """Leads the first community and the second."""
    other.memberships.create(person=ana, role="leader")
    return ana


@pytest.fixture
def shared(ana, ben, community, other) -> Topic:
    """Ben's question, which the second community shows as well."""
    topic = actions.start(ben, community, title="Which sensor?", body="It drifts.", kind="question")
    return actions.share(ana, topic, other)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def row(page: str, title: str) -> str:
    return next(one for one in re.findall(r'<li class="topic.*?</li>', page, re.DOTALL) if title in one)


@pytest.mark.parametrize("show", ["", "?show=unanswered", "?show=unresolved"])
def test_both_lists_show_it_and_say_where_else_it_is(show, shared, client):
    here = row(client.get(f"/c/citizen-science/{show}").text, "Which sensor?")
    there = row(client.get(f"/c/makers/{show}").text, "Which sensor?")
    assert "also in Makers" in here
    assert "also in Citizen Science" in there
    assert shared.get_absolute_url() in here
    assert shared.get_absolute_url() in there


def test_the_archive_of_both_shows_what_was_archived(ana, shared, client):
    actions.archive(ana, fresh(shared))
    assert "also in Citizen Science" in client.get("/c/makers/?show=archived").text
    assert "Which sensor?" not in client.get("/c/makers/").text


def test_the_number_above_a_list_counts_what_stands_in_it(shared, client):
    page = client.get("/c/makers/").text
    assert "1 topic<" in page
    assert re.search(r"Unanswered\s*<span class=\"num\">1<", page)


def test_guests_stand_among_the_others_by_their_last_post_and_pins_hold_at_home(ana, fay, community, other):
    for number in range(30):
        here, there = [
            actions.start(ana, place, title=f"{place.name} {number:02}", body="word") for place in (community, other)
        ]
        actions.share(ana, here, other)
        if number == 5:
            actions.pin(ana, fresh(here))
        if number == 3:
            actions.pin(ana, there)
    seen = [community_page(fay, fresh(other), "", number) for number in (1, 2, 3, 4)]
    titles = [one.title for page in seen for one in page[:20]]
    expected = [f"{name} {number:02}" for number in range(29, -1, -1) for name in ("Makers", "Citizen Science")]
    expected.remove("Makers 03")
    assert titles == ["Makers 03", *expected]
    assert [len(page) for page in seen] == [21, 21, 20, 0]
    assert not next(one for one in seen[2] if one.title == "Citizen Science 05").marks


def test_a_member_of_the_other_community_finds_it_at_home(fay, shared, as_, ben):
    page = as_(fay).get("/").text
    line = row(page, "Which sensor?")
    assert "Citizen Science" in line
    assert "also in Makers" in line
    assert "Waiting for a first reply" in page
    assert "Which sensor?" in as_(fay).get("/mine/?show=new").text
    assert row(as_(ben).get("/").text, "Which sensor?")


def test_whoever_belongs_to_both_finds_it_once(ana, shared, as_):
    assert len(re.findall(r"<h3>(?:(?!</h3>).)*Which sensor", as_(ana).get("/").text, re.DOTALL)) == 1


def test_the_address_in_the_other_community_leads_home(shared, client):
    answer = client.get(f"/c/makers/t/{shared.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, shared.get_absolute_url())


def test_members_of_the_other_community_reply_vote_report_and_keep_drafts(ana, fay, shared, community, other, as_):
    Community.objects.update(visibility="listed")
    Share.objects.update(reach="members")
    shared = fresh(shared)
    actions.add_hands(User.objects.get(handle="ben-osei"), shared.posts.get(), question="Which?", options=["A", "B"])
    browser, address = as_(fay), shared.get_absolute_url()
    assert browser.get(address).status_code == 200
    assert browser.post(f"{address}draft/", {"body": "Warm"}).status_code == 200
    assert "Warm" in browser.get("/mine/?show=drafts").text
    assert browser.post(f"{address}1/hands/vote/", {"choice": "0"}).status_code == 302
    assert browser.post(f"{address}reply/", {"body": "Warm it up"}).status_code == 302
    assert Post.objects.get(body="Warm it up").author == fay
    post = shared.posts.get(number=1)
    answer = browser.post(f"/moderation/report/discussions.post/{post.pk}/", {"reason": "spam"})
    assert (answer.status_code, Report.objects.count()) == (302, 1)
    assert "/c/citizen-science/" in browser.get("/mine/?show=wrote").text


def test_private_topics_are_found_by_those_alone_whom_they_were_shared_with(ana, cleo, fay, nobody, shared, client, as_):
    Community.objects.update(visibility="listed")
    Share.objects.update(reach="members")
    pages = ("/c/makers/", "/c/citizen-science/", "/", "/c/-/similar/?title=Sensor+which", shared.get_absolute_url())
    for browser in (client, as_(cleo)):
        assert not [page for page in pages if "Which sensor?" in browser.get(page, follow=True).text]
    assert [len(similar_topics(one, "Which sensor?")) for one in (nobody, cleo, fay, ana)] == [0, 0, 1, 1]
    post = shared.posts.get()
    assert [Post.objects.visible_to(one).filter(pk=post.pk).count() for one in (nobody, cleo, fay)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("home", "there", "says"),
    [
        ("public", "public", "Everyone can read it already"),
        ("listed", "listed", "More people will be able to read it: 2 members of Makers"),
        ("listed", "public", "Everyone will be able to read it, without an account too"),
    ],
)
def test_a_page_says_first_who_will_read_it(home, there, says, ana, ben, fay, community, other, as_):
    Community.objects.filter(pk=community.pk).update(visibility=home)
    Community.objects.filter(pk=other.pk).update(visibility=there, member_count=2)
    topic = actions.start(ben, fresh(community), title="Which sensor?", body="It drifts.")
    browser, address = as_(ana), topic.get_absolute_url()
    assert "Share with another community" in browser.get(address).text
    page = browser.get(f"{address}share/?community=makers").text
    assert says in page
    assert Share.objects.count() == 0
    reach = re.search(r'name="reach" value="(\w*)"', page)[1]
    if reach:
        assert browser.post(f"{address}share/", {"community": "makers", "reach": ""}).status_code == 422
    sent = {"community": "makers", "reach": reach}
    assert browser.post(f"{address}share/", sent, follow=True).text.count("also in Makers") == 1
    assert browser.post(f"{address}share/", sent).status_code == 422, "it is shown there already"
    page = browser.post(f"{address}unshare/", {"community": "makers"}, follow=True).text
    assert "also in Makers" not in page
    assert browser.post(f"{address}unshare/", {"community": "makers"}).status_code == 302


def test_what_cannot_be_chosen_is_said_in_a_sentence(ana, ben, community, hidden, as_):
    topic = actions.start(ben, community, title="Which sensor?", body="It drifts.")
    for slug in ("directors", "citizen-science", "nowhere", "<b>", "fundraisers" * 20):
        answer = as_(ana).get(f"{topic.get_absolute_url()}share/?community={slug}")
        assert answer.status_code == 422
        assert "Choose one from the list." in answer.text
    answer = as_(ben).get(f"{topic.get_absolute_url()}share/")
    assert "You belong to no other open community" in answer.text


def test_whoever_took_it_out_and_reads_it_no_more_stands_in_their_own_community(ana, person, shared, other, as_):
    gil = person("Gil Novak", other, role="moderator")
    Community.objects.update(visibility="listed")
    Share.objects.update(reach="members")
    answer = as_(gil).post(f"{shared.get_absolute_url()}unshare/", {"community": "makers"})
    assert answer["Location"] == "/c/makers/"


def test_what_was_shared_is_in_ones_export_and_forgotten_with_the_account(ana, shared):
    section = next(one for one in given(ana) if one.name == "shared")
    assert section.rows[0]["with"] == "Makers"
    forget(ana, "keep")
    assert Share.objects.get().by is None


@pytest.mark.parametrize("path", ["topic", "/c/makers/", "/", "/mine/", "/mine/?show=new"])
def test_shared_topics_cost_a_page_one_query_however_many_there_are(path, ana, ben, fay, community, other, as_):
    browser, asked = as_(fay), []
    for more in (0, 3, 12):
        for number in range(more):
            topic = actions.start(ben, community, title=f"Sensor {more} {number}", body="It drifts.")
            actions.share(ana, topic, other)
            actions.follow(fay, fresh(topic), level="watching")
        here = Topic.objects.order_by("-pk").first() or actions.start(ben, community, title="Alone", body="Here")
        address = here.get_absolute_url() if path == "topic" else path
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[2] <= asked[0] + (1 if path == "topic" else 2)  # an empty list asks for no communities


def test_before_a_shared_topic_moves_those_who_go_on_reading_are_not_called_lost(ana, dora, fay, shared, as_):
    Community.objects.update(visibility="listed")
    Share.objects.update(reach="members")
    actions.reply(fay, fresh(shared), body="Warm it up")
    for visibility, is_told in (("listed", True), ("hidden", False)):
        Community.objects.create(slug=visibility, name=visibility.title(), line="L", state="operating", visibility=visibility)
        page = as_(dora).get(f"{shared.get_absolute_url()}move/?community={visibility}").text
        told, _is_lost, lost = page[page.index('id="outcome"') :].partition("They cannot read there")
        assert ("Fay Adeyemi" in told, "Fay Adeyemi" in lost) == (is_told, not is_told)


def test_counts_follow_what_a_change_of_visibility_did(shared, community, other):
    Community.objects.filter(pk=community.pk).update(visibility="listed")
    assert count_guests.func() == 1
    assert (fresh(other).shared_count, fresh(other).shared_unanswered_count) == (0, 0)
