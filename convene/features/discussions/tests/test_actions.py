"""What happens when people start, reply, edit, accept and react."""

from __future__ import annotations

import uuid

import pytest

from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.discussions import actions
from convene.features.discussions.models import Draft, Post, Reading, Topic
from convene.lib.errors import NotAllowed, NotPossible


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("reason", flat=True))


def test_a_topic_starts_with_its_first_post(topic, ben, community):
    post = topic.posts.get()
    community.refresh_from_db()
    assert (post.number, post.author, post.html) == (1, ben, "<p>We have <em>forty</em> sensors.</p>\n")
    assert (community.topic_count, community.post_count, community.unanswered_count) == (1, 1, 1)
    assert Entry.objects.get(verb="discussions.asked").subject_id == topic.pk


def test_a_reply_reaches_those_who_watch(topic, ana, ben):
    post = actions.reply(ana, topic, body="Beside the county monitor.")
    topic.refresh_from_db()
    assert (post.number, topic.post_count, topic.last_author, topic.people_count) == (2, 2, ana, 2)
    assert told(ben) == ["watching"]
    assert told(ana) == []


def test_the_first_reply_ends_the_wait(topic, ana, community):
    actions.reply(ana, topic, body="One.")
    actions.reply(ana, topic, body="Two.")
    community.refresh_from_db()
    assert community.unanswered_count == 0
    assert not Topic.objects.unanswered().exists()
    assert Topic.objects.unresolved().get() == topic


def test_a_mention_tells_the_person_once(topic, ana, ben, person, community):
    eve = person("Eve Ito", community)
    actions.reply(ana, topic, body="@eve-ito @eve-ito knows, and so does @ben-osei.")
    assert told(eve) == ["mentioned"]
    assert told(ben) == ["mentioned"]  # not once more as a watcher


def test_nobody_is_told_what_they_could_not_open(hidden, ana, cleo, person):
    insider = person("Ida Berg", hidden)
    topic = actions.start(ana, hidden, title="Budget", body="@cleo-park @ida-berg look")
    assert told(cleo) == []
    assert told(insider) == ["mentioned"]
    actions.follow(insider, topic, level="watching")
    insider.memberships.all().delete()
    actions.reply(ana, topic, body="More.")
    assert told(insider) == ["mentioned"]


def test_the_same_key_makes_one_post(topic, ana):
    key = uuid.uuid4()
    first = actions.reply(ana, topic, body="Once.", key=key)
    again = actions.reply(ana, topic, body="Once.", key=key)
    assert first == again
    assert topic.posts.count() == 2


def test_somebody_elses_key_is_not_theirs_to_use(topic, ana, ben):
    key = actions.reply(ana, topic, body="Mine.").key
    with pytest.raises(NotPossible):
        actions.reply(ben, topic, body="Mine too.", key=key)


def test_whoever_writes_has_read_and_watches(topic, ana):
    actions.reply(ana, topic, body="Hello.")
    reading = Reading.objects.get(topic=topic, person=ana)
    assert (reading.upto, reading.follow, reading.has_written) == (2, "watching", True)


def test_muted_stays_muted_when_one_writes(topic, ana):
    actions.follow(ana, topic, level="muted")
    actions.reply(ana, topic, body="Hello.")
    assert Reading.objects.get(topic=topic, person=ana).follow == "muted"


def test_an_edit_keeps_the_wording_it_had(topic, ben):
    post = topic.posts.get()
    actions.edit(ben, post, body="We have **fifty** sensors.")
    post.refresh_from_db()
    assert "<strong>fifty</strong>" in post.html
    assert post.revisions.get().body == "We have *forty* sensors."
    topic.refresh_from_db()
    assert topic.excerpt == "We have fifty sensors."


def test_an_edit_that_changes_nothing_leaves_no_trace(topic, ben):
    actions.edit(ben, topic.posts.get(), body="We have *forty* sensors.")
    assert not topic.posts.get().revisions.exists()


def test_an_accepted_answer_can_be_replaced_and_taken_back(topic, ana, ben):
    one, two = actions.reply(ana, topic, body="One."), actions.reply(ana, topic, body="Two.")
    actions.accept(ben, one)
    actions.accept(ben, two)
    topic.refresh_from_db()
    assert topic.accepted_post == two
    assert told(ana) == ["accepted", "accepted"]
    actions.unaccept(ben, topic)
    topic.refresh_from_db()
    assert topic.accepted_post is None


def test_the_question_is_not_its_own_answer(topic, ben):
    with pytest.raises(NotPossible):
        actions.accept(ben, topic.posts.get())


def test_reactions_are_counted_once_a_person(topic, ana):
    post = topic.posts.get()
    actions.react(ana, post, kind="heart")
    assert actions.react(ana, post, kind="heart").reactions == {"heart": 1}
    assert actions.take_back_reaction(ana, post, kind="heart").reactions == {}
    assert actions.take_back_reaction(ana, post, kind="heart").reactions == {}


def test_nobody_reacts_to_themselves(topic, ben):
    with pytest.raises(NotAllowed):
        actions.react(ben, topic.posts.get(), kind="heart")


def test_a_post_taken_down_leaves_the_counts_and_comes_back(topic, ana, ben, community):
    post = actions.reply(ben, topic, body="Hasty.")
    actions.accept(ben, post)
    actions.hide_post(ana, post)
    topic.refresh_from_db()
    community.refresh_from_db()
    assert (topic.post_count, topic.accepted_post, community.post_count, community.unanswered_count) == (1, None, 1, 1)
    assert not Post.objects.visible_to(ben).filter(pk=post.pk).exists()
    actions.restore_post(ana, post)
    topic.refresh_from_db()
    assert topic.post_count == 2


def test_the_number_of_a_post_is_never_given_twice(topic, ana):
    gone = actions.reply(ana, topic, body="Gone soon.")
    actions.hide_post(ana, gone)
    assert actions.reply(ana, topic, body="Next.").number == 3


def test_a_topic_taken_down_is_gone_for_all_but_the_books(topic, ana, ben, community):
    actions.hide_topic(ana, topic)
    community.refresh_from_db()
    assert (community.topic_count, community.post_count, community.unanswered_count) == (0, 0, 0)
    assert not Topic.objects.visible_to(ben).exists()


def test_a_closed_topic_takes_no_replies(topic, ana, ben):
    actions.close(ana, topic)
    with pytest.raises(NotAllowed, match="closed"):
        actions.reply(ben, topic, body="Too late.")
    actions.reopen(ana, topic)
    actions.reply(ben, topic, body="In time.")


def test_an_archived_community_is_readable_and_closed(topic, ben, community):
    community.state = "archived"
    community.save()
    topic.refresh_from_db()
    assert Topic.objects.visible_to(ben).exists()
    with pytest.raises(NotAllowed, match="archived"):
        actions.reply(ben, topic, body="Hello?")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("   \n", "nothing to post"),
        ("x" * 200_000, "too long"),
        ("Hello @everyone!", "everybody at once"),
        ("@all please", "everybody at once"),
        (" ".join(f"@p{n}" for n in range(21)), "Mention at most"),
    ],
)
def test_what_cannot_be_posted_is_said_in_a_sentence_and_changes_nothing(topic, ana, person, body, says):
    if "@p0" in body:
        for n in range(21):
            person(f"p{n}")
    before = Entry.objects.count()
    with pytest.raises(NotPossible, match=says):
        actions.reply(ana, topic, body=body)
    assert (topic.posts.count(), Entry.objects.count()) == (1, before)


def test_an_address_is_no_mention_of_everybody(topic, ana):
    post = actions.reply(ana, topic, body="Write to info@all.example or team@everyone.example.org.")
    assert "team@everyone.example.org" in post.body


def test_a_draft_is_kept_until_it_is_posted(topic, ana, community):
    actions.save_draft(ana, community, topic, body="Half a tho")
    actions.save_draft(ana, community, topic, body="Half a thought")
    assert Draft.objects.get().body == "Half a thought"
    actions.reply(ana, topic, body="A whole thought.")
    assert not Draft.objects.exists()


def test_an_empty_draft_is_let_go(topic, ana, community):
    actions.save_draft(ana, community, topic, body="x")
    actions.save_draft(ana, community, topic, body=" ")
    assert not Draft.objects.exists()


def test_reading_moves_only_forward_and_never_beyond_the_end(topic, ana, ben):
    for n in range(3):
        actions.reply(ben, topic, body=f"{n}")
    topic.refresh_from_db()
    actions.mark_read(ana, topic, upto=3)
    actions.mark_read(ana, topic, upto=2)
    assert Reading.objects.get(topic=topic, person=ana).upto == 3
    actions.mark_read(ana, topic, upto=99)
    assert Reading.objects.get(topic=topic, person=ana).upto == 4


def test_catching_up_leaves_nothing_new(topic, ana, ben):
    actions.mark_read(ana, topic, upto=1)
    actions.reply(ben, topic, body="News.")
    actions.catch_up(ana)
    assert Reading.objects.get(topic=topic, person=ana).upto == 2


def test_following_is_counted(topic, ana):
    actions.follow(ana, topic, level="watching")
    topic.refresh_from_db()
    assert topic.follower_count == 2
    actions.follow(ana, topic, level="normal")
    topic.refresh_from_db()
    assert topic.follower_count == 1
    with pytest.raises(NotPossible):
        actions.follow(ana, topic, level="obsessed")
