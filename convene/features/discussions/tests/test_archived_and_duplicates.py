"""Archived topics stay readable and out of the way; duplicates lead to where the answer is."""

from __future__ import annotations

import pytest

from convene.core.communities.models import Community
from convene.core.notifications.models import Notification
from convene.features.discussions import actions
from convene.features.discussions.models import Reading, Topic
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def question(ben, community) -> Topic:
    """Asked by Ben, without a reply."""
    return actions.start(ben, community, title="My sensor drifts", body="Why?", kind="question")


@pytest.fixture
def answered(ana, community) -> Topic:
    """Where the answer is."""
    topic = actions.start(ana, community, title="Drift, and what to do", body="Warm up first.")
    return Topic.objects.get(pk=topic.pk)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def waiting(community: Community) -> int:
    return Community.objects.get(pk=community.pk).unanswered_count


def test_an_archived_topic_is_read_and_found_but_not_among_what_is_new(ana, ben, client, as_, question, community):
    question = fresh(question)
    actions.archive(ana, question)
    assert waiting(community) == 0
    assert client.get(question.get_absolute_url()).status_code == 200
    assert "This topic was archived on" in client.get(question.get_absolute_url()).text
    list_, archive = community.get_absolute_url(), f"{community.get_absolute_url()}?show=archived"
    assert question.title not in as_(ana).get(list_).text
    assert question.title in as_(ana).get(archive).text
    assert question.title in client.get(archive).text
    assert question.title not in as_(ana).get("/").text
    assert question.title not in client.get("/").text
    assert question.title in as_(ben).get("/mine/?show=started").text


def test_nothing_is_added_to_an_archived_topic(ana, ben, question):
    reply = actions.reply(ana, fresh(question), body="Warm it up")
    actions.archive(ana, fresh(question))
    for attempt in (
        lambda: actions.reply(ben, fresh(question), body="More"),
        lambda: actions.react(ben, fresh(reply), kind="heart"),
        lambda: actions.edit(ben, fresh(question).posts.get(number=1), body="Else"),
        lambda: actions.accept(ben, fresh(reply)),
        lambda: actions.mark_duplicate(ben, fresh(question), question),
    ):
        with pytest.raises(NotAllowed, match="archived"):
            attempt()


def test_opening_it_again_brings_an_archived_topic_back(ana, ben, question, community, as_):
    actions.archive(ana, fresh(question))
    as_(ana).post(f"{question.get_absolute_url()}reopen/")
    assert (fresh(question).archived_at, fresh(question).closed_at, waiting(community)) == (None, None, 1)
    assert question.title in as_(ana).get(community.get_absolute_url()).text
    actions.reply(ana, fresh(question), body="Here")


def test_members_do_not_archive(ben, question):
    with pytest.raises(NotAllowed):
        actions.archive(ben, question)


def test_a_duplicate_closes_leads_on_and_tells_its_asker_who_did_it(ana, ben, client, question, answered, community):
    actions.mark_duplicate(ana, question, answered)
    assert fresh(question).is_closed
    assert waiting(community) == 0
    page = client.get(question.get_absolute_url()).text
    assert "This was asked before" in page
    assert f'href="{answered.get_absolute_url()}"' in page
    assert Reading.objects.get(topic=answered, person=ben).follow == "watching"
    assert fresh(answered).follower_count == answered.follower_count + 1
    told = Notification.objects.get(person=ben, reason="duplicate")
    assert (told.entry.actor, told.entry.facts) == (ana, {"of": answered.pk})
    with pytest.raises(NotAllowed):
        actions.reply(ana, fresh(question), body="Too late")


def test_the_asker_marks_a_duplicate_and_takes_it_back_without_being_told(as_, ana, ben, question, answered, community):
    browser, address = as_(ben), f"{question.get_absolute_url()}duplicate/"
    assert f'value="{answered.pk}"' in browser.get(address, {"target": "drift what"}).text
    assert "What will happen" in browser.get(address, {"target": answered.get_absolute_url()}).text
    assert browser.post(address, {"into": answered.pk})["Location"] == question.get_absolute_url()
    assert "open it again" in browser.get(question.get_absolute_url()).text
    browser.post(f"{address}undo/")
    assert (fresh(question).duplicate_of, fresh(question).closed_at, waiting(community)) == (None, None, 1)
    assert not Notification.objects.filter(person=ben, reason="duplicate").exists()


def test_taking_the_mark_back_opens_only_what_the_mark_closed(as_, ana, ben, question, answered, community):
    actions.close(ana, question)
    closed_at = fresh(question).closed_at
    actions.mark_duplicate(ana, fresh(question), answered)
    page = as_(ben).get(question.get_absolute_url()).text
    assert "It is no duplicate" in page
    assert "open it again" not in page
    actions.unmark_duplicate(ben, fresh(question))
    assert (fresh(question).duplicate_of, fresh(question).closed_at, waiting(community)) == (None, closed_at, 0)
    with pytest.raises(NotAllowed, match="is closed"):
        actions.reply(ben, fresh(question), body="I open it for myself")


def test_a_mark_that_leads_elsewhere_now_is_taken_back_like_the_first(ana, ben, question, answered, community):
    better = actions.start(ana, community, title="A better answer", body="Calibrate it.")
    actions.mark_duplicate(ben, question, answered)
    actions.mark_duplicate(ana, fresh(question), better)
    actions.unmark_duplicate(ben, fresh(question))
    assert not fresh(question).is_closed


def test_what_was_closed_after_the_mark_stays_so(ana, ben, question, answered):
    actions.mark_duplicate(ben, question, answered)
    actions.close(ana, fresh(question))
    actions.unmark_duplicate(ben, fresh(question))
    assert fresh(question).is_closed


def test_it_leads_neither_to_itself_nor_along_a_chain(ana, ben, question, answered, community):
    other = actions.start(ben, community, title="It drifts too", body="Why?", kind="question")
    with pytest.raises(NotPossible, match="of itself"):
        actions.mark_duplicate(ana, question, question)
    actions.mark_duplicate(ana, question, answered)
    with pytest.raises(NotPossible, match="is a duplicate itself"):
        actions.mark_duplicate(ana, other, question)
    Topic.objects.filter(pk=answered.pk).update(kind="question")
    with pytest.raises(NotPossible, match="Other questions lead to this one"):
        actions.mark_duplicate(ana, fresh(answered), other)


def test_what_its_readers_cannot_read_is_no_place_to_lead_them(ana, question, hidden, as_, ben, person):
    secret = actions.start(ana, hidden, title="In confidence", body="The answer")
    with pytest.raises(NotPossible, match="cannot be read by everybody"):
        actions.mark_duplicate(ana, question, secret)
    page = as_(ben).post(f"{question.get_absolute_url()}duplicate/", {"into": secret.pk})
    assert page.status_code == 422
    assert "In confidence" not in page.text


def test_a_place_that_became_private_is_not_named(ana, ben, client, as_, question, answered, hidden):
    actions.mark_duplicate(ana, question, answered)
    browser = as_(ben)
    assert answered.title in browser.get(question.get_absolute_url()).text
    actions.move(ana, fresh(answered), hidden)
    for reader in (client, browser):
        page = reader.get(question.get_absolute_url()).text
        assert answered.title not in page
        assert "that you cannot read" in page


def test_a_duplicate_leads_on_to_what_its_target_was_joined_to(ana, as_, client, question, answered, community):
    actions.mark_duplicate(ana, question, answered)
    final = actions.start(ana, community, title="Everything about drift", body="All of it")
    actions.merge(ana, fresh(answered), final)
    assert f'href="{final.get_absolute_url()}"' in client.get(question.get_absolute_url()).text
    actions.hide_topic(ana, fresh(final))
    assert "Everything about drift" not in as_(ana).get(question.get_absolute_url()).text


def test_only_questions_are_duplicates(ana, answered, question):
    with pytest.raises(NotAllowed, match="Only a question"):
        actions.mark_duplicate(ana, answered, question)
