"""The pages: from a report to its answer, and from a post that waits to its place; what leaks nowhere."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convene.core.moderation import actions
from convene.core.moderation.models import Item, Report
from convene.features.discussions.actions import archive, begin, reply, start
from convene.features.discussions.models import Post
from convene.features.discussions.moderated import POSTS

SECRET = "zebrafish"


def test_from_a_report_to_its_answer(as_, ana, ben, cleo, mona, topic):
    post = reply(ben, topic, body="Buy these.")
    address = f"/moderation/report/discussions.post/{post.pk}/"
    assert "Buy these." in as_(cleo).get(address).text
    assert as_(cleo).post(address, {}).status_code == 422
    assert as_(cleo).post(address, {"reason": "spam", "words": "It sells."}).status_code == 302
    assert as_(cleo).post(address, {"reason": "spam"}).status_code == 422
    page = as_(mona).get("/moderation/").text
    assert "It sells." in page
    assert "Cleo Park" in page
    item = Item.objects.get()
    assert as_(mona).post(f"/moderation/{item.pk}/", {"decision": "refuse", "reason": ""}).status_code == 422
    assert as_(mona).post(f"/moderation/{item.pk}/", {"decision": "refuse", "reason": "No sales."}).status_code == 302
    assert "was taken down" in as_(cleo).get("/notifications/").text
    for address in ("/notifications/", "/moderation/mine/", f"/moderation/mine/{item.pk}/"):
        told = as_(ben).get(address).text
        assert "No sales." in told
        assert "Cleo" not in told
        assert "It sells." not in told


def test_from_a_post_that_waits_to_its_place(as_, ben, held, mona, topic):
    here = topic.get_absolute_url()
    answer = as_(ben).post(
        f"{here}reply/", {"body": "A zebrafish tank.", "key": "6b1f2a0e-9d6b-4a53-9a0c-0c9f5f1d2a77"}
    )
    item = Item.objects.get()
    assert answer.url == f"{here}?page=1#held-{item.pk}"
    page = as_(ben).get(answer.url).text
    assert "usually within a day" in page
    assert SECRET in page
    as_(mona).post(f"/moderation/{item.pk}/", {"decision": "refuse", "reason": "Say which."})
    assert "Say which." in as_(ben).get(here).text
    assert as_(ben).post(f"/moderation/mine/{item.pk}/", {"body": "A zebrafish tank, 40 liters."}).url == here
    as_(mona).post(f"/moderation/{item.pk}/", {"decision": "approve"})
    post = Post.objects.get(number=2)
    assert post.body == "A zebrafish tank, 40 liters."
    assert f'id="post-{post.number}"' in as_(mona).get(here).text
    assert "held-" not in as_(ben).get(here).text


def test_what_waits_is_told_nowhere(as_, client, ana, ben, cleo, dora, held, mona, topic):
    item = reply(ben, topic, body=f"Of {SECRET} @mona-reyes")
    new = start(ben, held, title=f"About {SECRET}", body=f"Of {SECRET}")
    addresses = [
        "/", "/mine/", "/mine/?show=wrote", "/notifications/", topic.get_absolute_url(), f"/c/{held.slug}/",
        f"/c/{held.slug}/?show=unanswered", f"/communities/{held.slug}/about/", "/communities/", "/sitemap.xml", "/sitemap/places.xml", "/sitemap/topics-1.xml",
        "/people/ben-osei/", "/moderation/mine/", f"{topic.get_absolute_url()}1/history/",
    ]  # fmt: skip
    for browser in (client, as_(cleo)):
        for address in addresses:
            assert SECRET not in browser.get(address).content.decode(), address
    for one in (item, new):
        assert as_(cleo).get(f"/moderation/{one.pk}/").status_code == 404
        assert as_(cleo).get(f"/moderation/mine/{one.pk}/").status_code == 404
    assert "1 reply" not in client.get(topic.get_absolute_url()).text
    assert "1 topic" in client.get(f"/c/{held.slug}/").text
    assert SECRET in as_(mona).get("/moderation/").text
    assert SECRET in as_(ben).get(f"/c/{held.slug}/").text


def test_an_ordinary_reader_of_a_topic_asks_nothing_more(as_, ben, cleo, held, topic):
    def asked(browser):
        browser.get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            assert browser.get(topic.get_absolute_url()).status_code == 200
        return len(found)

    before = asked(as_(cleo))
    reply(ben, topic, body="Waits.")
    assert asked(as_(cleo)) == before
    assert asked(as_(ben)) <= before + 1


@pytest.mark.parametrize("tab", ["waiting", "decided", "appealed"])
def test_the_queue_asks_few_queries_however_long_it_is(tab, as_, person, community, cleo, mona, topic):
    def asked():
        browser = as_(mona)
        browser.get(f"/moderation/?show={tab}")
        with CaptureQueriesContext(connection) as found:
            assert browser.get(f"/moderation/?show={tab}").status_code == 200
        return len(found)

    def more(number):
        for _n in range(number):
            post = reply(author, topic, body="Words.")
            item = actions.report(cleo, POSTS.find(cleo, post.pk), reason="spam").item
            if tab != "waiting":
                actions.refuse(mona, item, reason="No.")
            if tab == "appealed":
                actions.appeal(author, item, words="But.")

    author = person("Otto Writer", community)
    more(2)
    few = asked()
    more(8)
    assert asked() == few <= 7


def test_everything_of_one_newcomer_is_decided_on_one_page(as_, held, mona, nia, topic):
    for n in range(3):
        reply(nia, topic, body=f"Number {n}")
    page = as_(mona).get("/moderation/people/nia-okafor/").text
    assert "Approve all 3" in page
    assert as_(mona).post("/moderation/people/nia-okafor/", {"decision": "refuse"}).status_code == 422
    assert as_(mona).post("/moderation/people/nia-okafor/", {"decision": "approve"}).status_code == 302
    assert Post.objects.filter(author=nia).count() == 3
    form = {"where": held.slug, "mode": "trusted"}
    assert as_(mona).post("/moderation/people/nia-okafor/", form).status_code == 302
    assert isinstance(reply(nia, topic, body="At once."), Post)


def test_a_leader_sets_the_policy_and_the_words_and_tries_them(as_, ana, community):
    browser = as_(ana)
    policy, words = f"/moderation/policy/{community.slug}/", f"/moderation/words/{community.slug}/"
    assert browser.post(policy, {"mode": "held", "links": "1"}).status_code == 302
    assert browser.post(policy, {"mode": "held", "hide_after": "0"}).status_code == 422
    assert browser.post(words, {"pattern": "(", "is_expression": "on", "does": "hold"}).status_code == 422
    assert browser.post(words, {"pattern": "casino*", "does": "hold"}).status_code == 302
    assert "Casinos" in browser.post(words, {"text": "Casinos are fun"}).text
    assert "Nothing is found" in browser.post(words, {"text": "Planets are fun"}).text
    assert browser.post(words, {"remove": community.pk + 10_000}).status_code == 404


def test_the_rules_are_public_and_staff_word_them(as_, client, dora):
    assert "How this place is moderated" in client.get("/rules/").text
    assert "at most 10 posts a day" in client.get("/rules/").text
    assert as_(dora).post("/texts/rules/", {"title": "Our rules", "body": "Be kind."}).status_code == 302
    assert "Be kind." in client.get("/rules/").text


def test_a_held_topic_brings_its_hands_along(ben, held, mona):
    asked = {"question": "Which?", "options": ["One", "Two"]}
    item = begin(ben, held, title="A show of hands", body="Choose.", hands=asked)
    actions.approve(mona, item)
    assert Post.objects.get(topic__title="A show of hands").hands.options == ["One", "Two"]


def test_whoever_reads_without_being_a_member_reports_from_the_page(as_, ben, cleo, topic, client):
    post, page = topic.posts.get(), topic.get_absolute_url()
    link = f'href="/moderation/report/discussions.post/{post.pk}/"'
    assert link in as_(cleo).get(page).text
    assert link not in as_(ben).get(page).text, "his own"
    assert link not in client.get(page).text, "one signs in first"
    assert as_(cleo).post(f"/moderation/report/discussions.post/{post.pk}/", {"reason": "spam"}).status_code == 302
    assert Report.objects.get().person == cleo


def test_members_still_report_where_nobody_can_write_any_more(as_, cleo, ana, topic, community):
    archive(ana, topic)
    assert f"/report/discussions.post/{topic.posts.get().pk}/" in as_(ana).get(topic.get_absolute_url()).text
