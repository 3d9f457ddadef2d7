"""What is begun in any form is there again, on every device, and goes when it is sent."""

from __future__ import annotations

import pytest
from django.urls import reverse

from convene.core.drafts import actions
from convene.core.drafts.models import Draft, place_of
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item
from convene.features.discussions import actions as discussions
from convene.features.discussions.moderated import POSTS
from convene.features.messages import actions as messages
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def post(ben, topic):
    return topic.posts.select_related("topic__community").get()


@pytest.fixture
def edit(post, topic):
    """Where Ben edits his post."""
    return f"{topic.get_absolute_url()}{post.number}/edit/"


def keep(browser, thing, body, upon=0, part="", **more):
    """A draft, as the form of a thing sends it; what is answered."""
    return browser.post(f"/drafts/{place_of(thing, part)}/", {"body": body, "upon": upon, **more}).json()


def test_an_edit_that_was_begun_is_there_again_on_every_device_until_it_is_saved(as_, ben, post, edit):
    desk, phone = as_(ben), as_(ben)
    assert "saved" not in desk.get(edit).text.partition("<form")[0]
    assert keep(desk, post, "At the desk", began=post.wording) == {"version": 1, "other": ""}
    shown = phone.get(edit).text
    assert "At the desk</textarea>" in shown
    assert "What you began to write is here again" in shown
    assert 'data-version="1"' in shown
    answer = keep(phone, post, "On the phone", 0, began=post.wording)
    assert answer == {"version": 2, "other": "At the desk"}, "two devices lose nothing"
    assert phone.post(edit, {"body": "Both", "upon": post.wording}).status_code == 302
    assert not Draft.objects.exists()
    assert "here again" not in desk.get(edit).text


def test_an_edit_that_was_begun_warns_when_the_post_changed_meanwhile(as_, ben, ana, post, edit):
    browser = as_(ben)
    keep(browser, post, "What Ben began", began=post.wording)
    discussions.edit(ana, post, body="What Ana made of it")
    shown = browser.get(edit).text
    assert "The text was changed meanwhile" in shown
    assert "What was changed meanwhile" in shown
    assert "What Ben began</textarea>" in shown


def test_a_refused_edit_keeps_its_draft(as_, ben, ana, post, edit):
    browser, began = as_(ben), post.wording
    keep(browser, post, "What Ben began", began=began)
    discussions.edit(ana, post, body="What Ana made of it")
    refused = browser.post(edit, {"body": "What Ben began, and more", "upon": began})
    assert refused.status_code == 422
    assert "data-unsaved" in refused.text, "the browser saves what came back"
    assert Draft.objects.get().body == "What Ben began"


def test_one_begins_again_from_what_is_there(as_, ben, post, edit):
    browser = as_(ben)
    keep(browser, post, "No", began=post.wording)
    gone = browser.post(f"/drafts/{place_of(post)}/discard/", {"back": edit})
    assert gone["Location"] == edit
    assert not Draft.objects.exists()
    away = browser.post(f"/drafts/{place_of(post)}/discard/", {"back": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_the_same_words_are_nothing_begun(as_, ben, post, edit):
    browser = as_(ben)
    keep(browser, post, post.body, began=post.wording)
    assert "here again" not in browser.get(edit).text


def test_nobody_sees_what_another_began(as_, ben, ana, post, edit):
    keep(as_(ben), post, "What Ben began", began=post.wording)
    assert "What Ben began" not in as_(ana).get(edit).text
    assert not Draft.objects.visible_to(ana).exists()


def test_the_signed_out_keep_nothing(client, nobody, post):
    assert client.post(f"/drafts/{place_of(post)}/", {"body": "x"}).status_code == 302
    with pytest.raises(NotAllowed):
        actions.keep(nobody, "a.b", body="x")
    assert not Draft.objects.exists()


def test_drafts_are_few_and_not_too_long(ben):
    with pytest.raises(NotPossible, match="too long"):
        actions.keep(ben, "a.b", body="x" * 500_000)
    for number in range(actions.MOST + 3):
        actions.keep(ben, f"a.b:{number}", body="x")
    assert Draft.objects.count() == actions.MOST
    assert not Draft.objects.filter(place="a.b:0").exists(), "the oldest make room"


@pytest.mark.parametrize("place", ["discussions.post:1:2:3", "Discussions.Post:1", "x", "a.b:1%0a", "a." + "b" * 40])
def test_a_place_is_named_as_forms_name_it(as_, ben, place):
    assert as_(ben).post(f"/drafts/{place}/", {"body": "x"}).status_code == 404


def test_a_summary_and_a_welcome_are_kept_until_they_are_sent(as_, ana, topic, community):
    browser = as_(ana)
    for thing, part, page, sent in (
        (topic, "summary", f"{topic.get_absolute_url()}in-short/", {"body": "Agreed"}),
        (community, "welcome", f"{community.get_absolute_url()}welcome/", {"text": "Welcome"}),
    ):
        keep(browser, thing, "Half a sen", part=part)
        assert "Half a sen</textarea>" in browser.get(page).text
        assert browser.post(page, sent).status_code == 302
        assert not Draft.objects.exists()


def test_the_about_of_a_community_is_kept(as_, ana, community):
    browser, page = as_(ana), f"/communities/{community.slug}/settings/"
    keep(browser, community, "What it is f", part="purpose")
    assert "What it is f</textarea>" in browser.get(page).text
    about = {"name": community.name, "line": "New", "visibility": "public", "join_policy": "open", "purpose": "Done"}
    assert browser.post(page, about).status_code == 302
    assert not Draft.objects.exists()


def test_a_message_that_is_being_edited_is_kept(as_, ana, ben):
    message = messages.start(ben, [ana], body="Dear Ana")
    browser, page = as_(ben), f"{message.conversation.get_absolute_url()}{message.number}/edit/"
    keep(browser, message, "Dear Ana, hel")
    assert "Dear Ana, hel</textarea>" in browser.get(page).text
    browser.post(page, {"body": "Dear Ana, hello"})
    assert not Draft.objects.exists()


def test_what_a_moderator_words_better_is_kept_and_goes_with_the_decision(as_, ana, ben, cleo, post):
    thing = POSTS.find(cleo, post.pk)
    assert thing
    moderation.report(cleo, thing, reason="spam", words="")
    item = Item.objects.get()
    browser, page = as_(ana), item.get_absolute_url()
    keep(browser, item, "In better wor")
    assert "In better wor</textarea>" in browser.get(page).text
    browser.post(page, {"decision": "approve", "body": "In better words"})
    post.refresh_from_db()
    assert post.body == "In better words"
    assert not Draft.objects.exists()


def test_texts_of_the_network_proposals_and_hellos_are_kept(as_, dora):
    browser = as_(dora)
    for place, page in (("home.text:about", reverse("home:edit", args=["about"])), ("communities.proposal", "/communities/propose/")):
        browser.post(f"/drafts/{place}/", {"body": "Half a sen", "upon": 0})
        assert "Half a sen</textarea>" in browser.get(page).text, page
