"""Pages of discussions: their shape, and what they say when they cannot."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convene.core.moderation.actions import add_word
from convene.features.discussions import actions
from convene.features.discussions.models import Draft, Reading, Topic
from convene.features.discussions.queries import PAGE


@pytest.fixture
def long_topic(topic, ana):
    for n in range(2, 46):
        actions.reply(ana, topic, body=f"Post number {n}.")
    topic.refresh_from_db()
    return topic


def numbers(response) -> list[int]:
    """The numbers of the posts on a page."""
    return [int(n) for n in re.findall(r'data-number="(\d+)"', response.content.decode())]


def test_anybody_reads_a_public_topic(client, topic):
    page = client.get(topic.get_absolute_url())
    assert page.status_code == 200
    assert "We have <em>forty</em> sensors." in page.content.decode()
    assert "Sign in to take part" in page.content.decode()


def test_a_topic_elsewhere_is_not_found(client, topic, listed):
    assert client.get(f"/c/{listed.slug}/t/{topic.pk}/").status_code == 404


def test_a_hidden_topic_looks_like_a_missing_one(client, hidden, ana):
    topic = actions.start(ana, hidden, title="Budget", body="In confidence.")
    there, missing = client.get(topic.get_absolute_url()), client.get(f"/c/{hidden.slug}/t/{topic.pk + 1}/")
    assert there.status_code == missing.status_code == 404
    assert there.content.replace(b"/%d/" % topic.pk, b"") == missing.content.replace(b"/%d/" % (topic.pk + 1), b"")


def test_a_listed_community_says_what_it_is_for(client, listed):
    assert client.get(f"/c/{listed.slug}/")["Location"] == reverse("communities:about", args=[listed.slug])


def test_a_former_name_leads_to_the_present_one(client, community):
    community.aliases.create(slug="nature-watch")
    assert client.get("/c/nature-watch/")["Location"] == "/c/citizen-science/"


def test_a_topic_opens_where_one_stopped(as_, ben, long_topic):
    Reading.objects.filter(topic=long_topic, person=ben).update(upto=25)
    page = as_(ben).get(long_topic.get_absolute_url())
    assert numbers(page) == list(range(21, 41))
    assert 'id="new"' in page.content.decode()
    assert page.content.decode().index('id="new"') < page.content.decode().index('id="post-26"')


def test_signed_out_a_topic_opens_at_its_beginning(client, long_topic):
    assert numbers(client.get(long_topic.get_absolute_url())) == list(range(1, PAGE + 1))
    assert numbers(client.get(long_topic.get_absolute_url() + "?page=3")) == list(range(41, 46))


@pytest.mark.parametrize("page", ["0", "4", "x", "-1", "9999999999", "²"])
def test_a_page_that_is_not_there_is_not_found(client, long_topic, page):
    assert client.get(long_topic.get_absolute_url(), {"page": page}).status_code == 404


def test_a_post_has_a_stable_address(client, long_topic):
    there = client.get(f"{long_topic.get_absolute_url()}37/")
    assert there["Location"] == f"{long_topic.get_absolute_url()}?page=2#post-37"
    assert client.get(f"{long_topic.get_absolute_url()}99/").status_code == 404


def test_the_answer_on_a_later_page_is_named_under_the_question(client, long_topic, ben):
    actions.accept(ben, long_topic.posts.get(number=40))
    page = client.get(long_topic.get_absolute_url())
    assert numbers(page) == list(range(1, PAGE + 1))
    assert f"{long_topic.get_absolute_url()}40/" in page.content.decode()


def test_a_reply_goes_to_its_place(as_, ana, topic):
    there = as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": "Beside the county monitor."})
    assert there["Location"] == f"{topic.get_absolute_url()}?page=1#post-2"


def test_a_reply_that_cannot_be_posted_keeps_its_text(as_, ana, topic):
    page = as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": "Hello @everyone"})
    assert page.status_code == 422
    assert "Hello @everyone" in page.content.decode()
    assert "everybody at once" in page.content.decode()


def test_an_empty_reply_is_sent_back(as_, ana, topic):
    assert as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": ""}).status_code == 422


def test_a_stranger_is_told_how_to_take_part(as_, cleo, topic):
    assert "Join Citizen Science to take part." in as_(cleo).get(topic.get_absolute_url()).content.decode()
    page = as_(cleo).post(f"{topic.get_absolute_url()}reply/", {"body": "Hello"})
    assert page.status_code == 403
    assert "Join Citizen Science to take part." in page.content.decode()


def test_signed_out_writing_leads_to_signing_in(client, topic):
    there = client.post(f"{topic.get_absolute_url()}reply/", {"body": "Hello"})
    assert there.status_code == 302
    assert there["Location"].startswith("/account/login/?next=")


def test_a_quotation_needs_no_script(as_, ana, topic):
    page = as_(ana).get(topic.get_absolute_url(), {"quote": "1"}).content.decode()
    assert "&gt; We have *forty* sensors." in page


def test_a_topic_is_started_and_found_in_the_list(as_, ben, community):
    there = as_(ben).post(
        f"/c/{community.slug}/new/", {"kind": "question", "title": "Which glue?", "body": "For *acrylic*."}
    )
    topic = Topic.objects.get(title="Which glue?")
    assert there["Location"] == topic.get_absolute_url()
    assert "Which glue?" in as_(ben).get(f"/c/{community.slug}/?show=unanswered").content.decode()
    assert as_(ben).get(f"/c/{community.slug}/?show=nonsense").status_code == 404


def test_a_file_can_come_without_script(as_, ana, topic):
    note = SimpleUploadedFile("notes.txt", b"Three lines\nof plain\ntext.\n", "text/plain")
    as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": "See this.", "uploads": note})
    post = topic.posts.get(number=2)
    assert post.attachments.get().file.name == "notes.txt"
    assert "notes.txt" in post.html


def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(as_, ana, topic):
    fake = SimpleUploadedFile("photo.png", b"PK\x03\x04" + b"\0" * 100, "image/png")
    page = as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": "See this.", "uploads": fake})
    assert page.status_code == 422
    assert "photo.png" in page.content.decode()
    assert topic.posts.count() == 1


def test_the_preview_is_what_is_posted(as_, ana, topic):
    body = "Some **bold**, a list:\n\n- one\n- two\n\n> quoted\n\n@ben-osei"
    seen = as_(ana).post("/c/-/preview/", {"body": body}).content.decode()
    assert seen == actions.reply(ana, topic, body=body).html


@pytest.mark.parametrize(("body", "why"), [("a" * 40_000, "too long"), ("Dear @everyone", "everybody at once")])
def test_what_cannot_be_posted_is_refused_in_the_preview_in_the_same_words(body, why, as_, ana, topic):
    told = as_(ana).post("/c/-/preview/", {"body": body}, headers={"Accept": "application/json"})
    said = as_(ana).post(f"{topic.get_absolute_url()}reply/", {"body": body})
    assert told.status_code == said.status_code == 422
    assert why in told.json()["error"]
    assert told.json()["error"] in said.content.decode()


def test_edit_and_history(as_, ben, topic):
    address = f"{topic.get_absolute_url()}1/"
    assert as_(ben).get(address + "edit/").status_code == 200
    as_(ben).post(address + "edit/", {"body": "We have **fifty** sensors."})
    assert "<em>forty</em>" in as_(ben).get(address + "history/").content.decode()


def test_only_the_author_is_offered_the_edit(as_, person, community, topic):
    eve = person("Eve Ito", community)
    page = as_(eve).get(f"{topic.get_absolute_url()}1/edit/")
    assert page.status_code == 403
    assert "only what you wrote" in page.content.decode()


def test_reactions_by_form(as_, ana, topic):
    address = f"{topic.get_absolute_url()}1/react/"
    as_(ana).post(address, {"kind": "heart"})
    assert topic.posts.get().reactions == {"heart": 1}
    as_(ana).post(address, {"take_back": "heart"})
    assert topic.posts.get().reactions == {}
    assert as_(ana).post(address, {"kind": "nonsense"}).status_code == 422


def test_order_is_kept_by_form(as_, ana, topic):
    for deed in ("pin", "close"):
        assert as_(ana).post(f"{topic.get_absolute_url()}{deed}/").status_code == 302
    topic.refresh_from_db()
    assert topic.pinned_at
    assert topic.closed_at
    assert as_(ana).get(f"{topic.get_absolute_url()}close/").status_code == 405


def test_a_title_that_cannot_stand_is_refused_beside_its_field(as_, ana, ben, topic):
    address = f"{topic.get_absolute_url()}title/"
    add_word(ana, topic.community, pattern="casino", does="block")
    for title, says in (("", "This field is required"), ("\u200b", "Give it a title"), ("Casino!", "cannot be posted here")):
        page = as_(ben).post(address, {"title": title})
        assert page.status_code == 422
        assert says in page.text
        assert 'name="title"' in page.text
    assert 'value="Casino!"' in page.text
    assert as_(ana).get(f"{topic.get_absolute_url()}slow/").text.count('name="minutes"') == 6
    assert as_(ben).post(f"{topic.get_absolute_url()}slow/", {"minutes": "5"}).status_code == 403
    assert as_(ben).post(address, {"title": "How do you calibrate it?"}).status_code == 302
    topic.refresh_from_db()
    assert (topic.title, topic.slow_minutes) == ("How do you calibrate it?", 0)


def test_reading_is_noted_and_drafts_are_kept(as_, ana, topic):
    browser = as_(ana)
    assert browser.post(f"{topic.get_absolute_url()}read/", {"upto": "1"}).status_code == 204
    assert Reading.objects.get(topic=topic, person=ana).upto == 1
    assert browser.post(f"{topic.get_absolute_url()}draft/", {"body": "Half a thought"}).json() == {"version": 1, "other": ""}
    assert Draft.objects.get().body == "Half a thought"
    assert "Half a thought" in browser.get(topic.get_absolute_url()).content.decode()


def test_a_page_that_has_not_changed_is_not_sent_again(as_, ana, topic, settings):
    settings.DEVELOPMENT = False
    browser = as_(ana)
    browser.get(topic.get_absolute_url())  # brings the cookie of the forms
    first = browser.get(topic.get_absolute_url())
    again = browser.get(topic.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    actions.reply(ana, topic, body="News.")
    assert browser.get(topic.get_absolute_url(), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_post_taken_down_says_so_and_nothing_more(as_, client, ana, ben, topic):
    actions.reply(ben, topic, body="Something regrettable.")
    as_(ana).post(f"{topic.get_absolute_url()}2/hide/")
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "This post was taken down." in page
    assert "regrettable" not in page
    assert client.get(f"{topic.get_absolute_url()}2/history/").status_code == 404


def test_whoever_revives_an_old_topic_is_told_so(as_, ana, topic):
    assert "The last post here is from" not in as_(ana).get(topic.get_absolute_url()).content.decode()
    Topic.objects.update(last_post_at="2019-05-02T12:00Z")
    assert "The last post here is from May 2019." in as_(ana).get(topic.get_absolute_url()).content.decode()
