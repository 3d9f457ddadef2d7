"""What people write for later is posted once, at its time, if they may post then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.files.models import File
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions import actions, schedule
from convene.features.discussions.models import Draft, Scheduled, Topic
from convene.lib.errors import NotAllowed, NotPossible


def soon(**more: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(**more or {"hours": 1})


@pytest.fixture
def scheduled(ben, community) -> Scheduled:
    return actions.schedule(ben, community, due_at=soon(), title="Good morning", body="It is *Monday*.")


def let_come(scheduled: Scheduled) -> None:
    Scheduled.objects.filter(pk=scheduled.pk).update(due_at=timezone.now() - dt.timedelta(seconds=1))


def test_it_is_posted_at_its_time_and_once(scheduled, ben):
    assert schedule.post_due.call() == 0
    let_come(scheduled)
    assert (schedule.post_due.call(), schedule.post_due.call()) == (1, 0)
    assert actions.post_scheduled(None, scheduled) is False
    topic = Topic.objects.get()
    scheduled.refresh_from_db()
    assert (topic.title, topic.author, scheduled.topic) == ("Good morning", ben, topic)
    assert Entry.objects.filter(verb="discussions.started").count() == 1


def test_a_crash_between_posting_and_noting_it_posts_nothing_twice(scheduled):
    let_come(scheduled)
    schedule.post_due.call()
    Scheduled.objects.update(posted_at=None, topic=None)  # as if that had been lost
    schedule.post_due.call()
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("obstacle", ["left", "archived", "suspended"])
def test_rights_are_asked_again_and_the_author_is_told_why(obstacle, scheduled, ben, community, as_):
    if obstacle == "left":
        community.memberships.filter(person=ben).delete()
    elif obstacle == "archived":
        Community.objects.update(state="archived")
    else:
        User.objects.filter(pk=ben.pk).update(suspended_at=timezone.now())
    let_come(scheduled)
    assert (schedule.post_due.call(), schedule.post_due.call()) == (0, 0)
    scheduled.refresh_from_db()
    assert scheduled.why.endswith(".")
    assert not Topic.objects.exists()
    if obstacle != "suspended":
        assert Notification.objects.filter(person=ben, reason="scheduled").count() == 1
        assert "could not be posted at its time" in as_(ben).get("/notifications/").text
        assert scheduled.why in as_(ben).get("/c/-/scheduled/").text.replace("&#39;", "'")


def test_an_announcement_waits_for_its_time_and_for_its_turn(ana, ben, community):
    for number in range(5):
        one = actions.schedule(ana, community, due_at=soon(), title=f"No {number}", body="All.", kind="announcement")
        let_come(one)
    assert schedule.post_due.call() == 4
    assert "The next is possible on" in Scheduled.objects.exclude(stopped_at=None).get().why
    assert Notification.objects.filter(person=ben, reason="announced").count() == 4
    with pytest.raises(NotAllowed):
        actions.schedule(ben, community, due_at=soon(), title="Mine", body="All.", kind="announcement")


def test_what_is_stopped_keeps_its_words_and_can_wait_again(scheduled, ben, ana, as_):
    here = scheduled.get_absolute_url()
    with pytest.raises(NotAllowed):
        actions.stop_scheduled(ana, scheduled)
    assert as_(ana).get(here).status_code == 404
    as_(ben).post(f"{here}stop/")
    let_come(scheduled)
    assert schedule.post_due.call() == 0
    assert "It is *Monday*." in as_(ben).get(here).text
    later = timezone.localtime(soon(days=2))
    form = {"kind": "question", "title": "Good evening", "body": "It is late.", "due_at": f"{later:%Y-%m-%dT%H:%M}"}
    assert as_(ben).post(here, form).status_code == 302
    scheduled.refresh_from_db()
    assert (scheduled.title, scheduled.kind, scheduled.stopped_at) == ("Good evening", "question", None)
    as_(ben).post(f"{here}remove/")
    assert not Scheduled.objects.exists()


def test_what_was_posted_is_changed_in_the_post_alone(scheduled, ben):
    let_come(scheduled)
    schedule.post_due.call()
    for change in (actions.stop_scheduled, actions.remove_scheduled):
        with pytest.raises(NotAllowed, match="has been posted"):
            change(ben, scheduled)


def test_the_time_is_read_on_the_clock_of_the_author(ben, community, as_):
    User.objects.filter(pk=ben.pk).update(time_zone="Asia/Tokyo")
    day = timezone.now().date() + dt.timedelta(days=30)
    form = {"kind": "discussion", "title": "Good morning", "body": "It is Monday.", "due_at": f"{day}T09:00"}
    assert as_(ben).post(f"/c/{community.slug}/new/", form).headers["Location"] == "/c/-/scheduled/"
    assert Scheduled.objects.get().due_at == dt.datetime.combine(day, dt.time(0), dt.UTC)
    assert "09:00" in as_(ben).get("/c/-/scheduled/").text
    assert not Topic.objects.exists()


@pytest.mark.parametrize("due", ["2020-01-01T00:00", "9999-12-31T23:59", "soon", "0001-01-01T00:00"])
def test_a_time_that_makes_no_sense_is_refused_and_the_words_stay(due, ben, community, as_):
    form = {"kind": "discussion", "title": "Good morning", "body": "It is Monday.", "due_at": due}
    held = as_(ben).post(f"/c/{community.slug}/new/", form)
    assert held.status_code == 422
    assert "It is Monday." in held.text
    assert not Scheduled.objects.exists()


def test_a_form_sent_twice_waits_once(ben, community, as_):
    due = f"{timezone.localtime(soon(days=1)):%Y-%m-%dT%H:%M}"
    form = {"kind": "discussion", "title": "Good", "body": "Day", "due_at": due,
            "key": "0b7d1ecb-5b4a-4f0e-9a3e-2f6f0a8a1c11"}  # fmt: skip
    for _again in range(2):
        assert as_(ben).post(f"/c/{community.slug}/new/", form).status_code == 302
    assert Scheduled.objects.count() == 1
    refused = as_(ben).post(f"/c/{community.slug}/new/", form | {
        "hands-question": "Which?", "hands-options": "A\nB", "hands-how_many": "one", "hands-shows": "always",
        "hands-is_named": "no",
    })  # fmt: skip
    assert (refused.status_code, "A show of hands cannot wait" in refused.text) == (422, True)


def test_another_draft_that_is_being_written_meanwhile_stays(scheduled, ben, community):
    actions.save_draft(ben, community, title="Another", body="Half a thought")
    let_come(scheduled)
    schedule.post_due.call()
    assert Draft.objects.get(person=ben, topic=None).body == "Half a thought"


def test_files_stay_while_their_text_waits(ben, community):
    file = File.objects.create(owner=ben, name="a.png", content_type="image/png", size=1, sha256="0" * 64)
    body = f"See {file.markdown}"
    actions.schedule(ben, community, due_at=soon(), title="With a picture", body=body)
    assert File.objects.attached().filter(pk=file.pk).exists()


def test_nobody_fills_the_table(ben, community):
    for number in range(50):
        actions.schedule(ben, community, due_at=soon(), title=f"Number {number}", body="Words.")
    with pytest.raises(NotPossible, match="50 of your topics"):
        actions.schedule(ben, community, due_at=soon(), title="One more", body="Words.")
