"""What can be done with messages, through the actions."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from convene.core.contact import actions as contact
from convene.core.contact.models import Block
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.actions import suspend
from convene.lib.errors import NotAllowed, NotPossible, TooMuch
from convene.lib.web import live

from .. import actions
from ..limits import MOST_OTHERS
from ..models import Conversation, Draft, Message, Participation
from ..queries import inbox, room_of
from .conftest import last

CLOSED = "You cannot write to Ana Lima here at the moment"


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person, read_at=None).values_list("entry__verb", flat=True))


def mine(person, conversation) -> Participation:
    return room_of(person, conversation).mine


def test_a_message_reaches_the_others_and_is_told_once(ana, ben, two):
    assert [message.author for message in two.messages.order_by("number")] == [ben, ana]
    assert two.messages.get(number=1).html.strip() == "<p>Shall we lend you the <em>sensors</em>?</p>"
    assert told(ana) == ["private_messages.started"]
    assert told(ben) == ["private_messages.wrote"]
    actions.write(ben, two, body="Forty it is.")
    ana.refresh_from_db()
    assert ana.unread_notifications == 1, "one more line about the same conversation is no more at the bell"


def test_neither_ledger_nor_notification_holds_any_words(ben, two):
    for entry in Entry.objects.filter(verb__startswith="private_messages."):
        assert entry.facts == {}
        assert entry.subject_kind == "private_messages.message"
        assert entry.community is None


def test_two_people_have_one_conversation_of_their_own(ana, ben, two):
    message = actions.start(ana, [ben], body="One more thing.")
    assert message.conversation == two
    assert message.number == 3
    assert Conversation.objects.count() == 1


def test_a_second_press_sends_nothing_twice(ana, ben, two):
    key = uuid.uuid4()
    assert actions.start(ben, [ana], body="Hello", key=key) == actions.start(ben, [ana], body="Hello", key=key)
    again = uuid.uuid4()
    assert actions.write(ben, two, body="Well?", key=again) == actions.write(ben, two, body="Well?", key=again)
    with pytest.raises(NotPossible, match="used already"):
        actions.write(ana, two, body="Mine", key=again)
    assert two.messages.count() == 4


def test_a_message_to_several_keeps_its_key_too(ana, ben, cleo):
    key = uuid.uuid4()
    first = actions.start(ben, [ana, cleo], body="Hello", key=key)
    assert actions.start(ben, [ana, cleo], body="Hello", key=key) == first
    assert Conversation.objects.count() == 1


def test_a_message_needs_words_and_somebody_else(ana, ben, crowd):
    with pytest.raises(NotPossible, match="nothing to send"):
        actions.start(ben, [ana], body="  \n")
    with pytest.raises(NotPossible, match="to whom"):
        actions.start(ben, [ben], body="Me?")
    with pytest.raises(NotPossible, match="at most 12 people"):
        actions.start(ben, crowd, body="All of you")
    with pytest.raises(NotPossible, match="too long"):
        actions.start(ben, [ana], body="x" * 200_001)
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("accepts", "near", "far"), [("everybody", True, True), ("communities", True, False), ("nobody", False, False)]
)
def test_people_choose_who_may_begin(accepts, near, far, ana, ben, cleo):
    contact.accept_from(ana, accepts=accepts)
    for writer, goes in ((ben, near), (cleo, far)):
        if goes:
            actions.start(writer, [ana], body="Hello")
        else:
            with pytest.raises(NotAllowed, match=CLOSED):
                actions.start(writer, [ana], body="Hello")


def test_a_conversation_goes_on_when_somebody_takes_no_new_ones(ana, ben, two):
    contact.accept_from(ana, accepts="nobody")
    assert actions.start(ben, [ana], body="Still here").conversation == two


def test_a_block_is_worded_as_any_other_no(ana, ben, cleo, two):
    contact.block(ana, ben)
    contact.accept_from(ana, accepts="nobody")
    sentences = []
    for writer, write in ((ben, lambda: actions.write(ben, two, body="Hello?")), (cleo, None)):
        with pytest.raises(NotAllowed, match=CLOSED) as no:
            write() if write else actions.start(writer, [ana], body="Hello?")
        sentences.append(no.value.sentence)
        assert "block" not in no.value.sentence.lower()
    assert sentences[0] == sentences[1]
    with pytest.raises(NotAllowed, match="You have blocked Ben Osei"):
        actions.write(ana, two, body="No more.")
    contact.unblock(ana, ben)
    assert actions.write(ben, two, body="Thank you.").number == 3


def test_a_block_keeps_out_of_new_conversations_and_additions(ana, ben, cleo, three):
    contact.block(ana, cleo)
    with pytest.raises(NotAllowed, match=CLOSED):
        actions.start(cleo, [ana], body="Hello")
    with pytest.raises(NotAllowed, match=CLOSED):
        actions.start(cleo, [ben, ana], body="Hello")
    with pytest.raises(NotAllowed, match="You have blocked"):
        actions.start(ana, [cleo], body="Hello")
    assert Conversation.objects.count() == 1


def test_among_several_the_blocked_go_on_but_ring_no_bell(ana, cleo, three):
    contact.block(ana, cleo)
    before = told(ana)
    actions.write(cleo, three, body="I do.")
    assert told(ana) == before
    (line,), _more = inbox(ana, 1)
    assert line.excerpt == "", "the list does not show the words of whom one has blocked"


def test_suspended_people_are_not_written_to(ana, ben, dora, two):
    suspend(dora, ana, reason="Spam")
    with pytest.raises(NotAllowed, match=CLOSED):
        actions.write(ben, two, body="Are you there?")


def test_whoever_is_added_sees_what_comes_after(ana, ben, cleo, two):
    actions.add(ben, two, cleo)
    assert not Message.objects.visible_to(cleo).exists()
    (line,), _more = inbox(cleo, 1)
    assert (line.excerpt, line.unread) == ("", 0)
    assert told(cleo) == ["private_messages.added"]
    actions.write(ana, two, body="Welcome, Cleo.")
    assert [message.number for message in Message.objects.visible_to(cleo)] == [3]
    assert actions.start(ben, [ana], body="Only us two").conversation != two, "three people are no pair any more"


def test_the_same_person_is_not_added_twice_nor_brought_back(ana, ben, cleo, three):
    with pytest.raises(NotPossible, match="takes part already"):
        actions.add(ben, three, cleo)
    actions.leave(cleo, three)
    with pytest.raises(NotPossible, match="has left"):
        actions.add(ben, three, cleo)
    assert not Conversation.objects.visible_to(cleo).exists()


def test_a_conversation_has_room_for_twelve_others(ana, ben, crowd):
    conversation = actions.start(ben, crowd[:MOST_OTHERS], body="All").conversation
    with pytest.raises(NotPossible, match="room for 12"):
        actions.add(ben, conversation, ana)


def test_whoever_leaves_sees_nothing_more_and_is_told_nothing_more(ana, ben, cleo, three):
    channel = mine(cleo, three).channel
    cleo.refresh_from_db()  # with the number at the bell
    actions.leave(cleo, three)
    assert not Conversation.objects.visible_to(cleo).exists()
    assert not Message.objects.visible_to(cleo).exists()
    assert told(cleo) == []
    heard = []
    original = live.send
    live.send = lambda texts: heard.extend(texts)
    try:
        actions.write(ben, three, body="Cleo is gone.")
    finally:
        live.send = original
    assert told(cleo) == []
    assert heard
    assert not [text for text in heard if channel in text or f"person:{cleo.pk}" in text]
    with pytest.raises(NotAllowed):
        actions.write(cleo, three, body="Am I?")


def test_nobody_writes_to_an_empty_room(ana, ben, two):
    actions.leave(ana, two)
    with pytest.raises(NotAllowed, match="Everybody else has left"):
        actions.write(ben, two, body="Hello?")
    assert actions.start(ben, [ana], body="Once more").conversation != two


def test_muted_is_quiet(ana, ben, two):
    actions.mute(ben, mine(ben, two))
    before = told(ben)
    actions.write(ana, two, body="And the cables?")
    assert told(ben) == before
    actions.unmute(ben, mine(ben, two))
    actions.write(ana, two, body="Hello?")
    assert len(told(ben)) == len(before) + 1


def test_reading_empties_the_bell(ana, ben, two):
    ben.refresh_from_db()  # with the number at the bell
    actions.mark_read(ben, mine(ben, two), upto=1)
    assert told(ben)
    actions.mark_read(ben, mine(ben, two), upto=999)
    assert told(ben) == []
    assert mine(ben, two).upto == 2, "never beyond the last"
    actions.mark_read(ben, mine(ben, two), upto=1)
    assert mine(ben, two).upto == 2, "never back"


def test_one_edits_and_takes_back_for_an_hour(ana, ben, two):
    message = last(two)
    actions.edit(ana, message, body="Yes: **fifty**.")
    message.refresh_from_db()
    two.refresh_from_db()
    assert message.edited_at
    assert two.excerpt == "Yes: fifty."
    with pytest.raises(NotAllowed, match="only what you wrote"):
        actions.edit(ben, message, body="Mine now")
    actions.take_back(ana, message)
    message.refresh_from_db()
    two.refresh_from_db()
    assert (message.body, message.html, two.excerpt) == ("", "", "")
    with pytest.raises(NotAllowed, match="taken this message back already"):
        actions.edit(ana, message, body="After all")
    old = two.messages.get(number=1)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(minutes=61))
    old.refresh_from_db()
    for change in (lambda: actions.edit(ben, old, body="Later"), lambda: actions.take_back(ben, old)):
        with pytest.raises(NotAllowed, match="for an hour"):
            change()


@pytest.mark.parametrize(("days", "most"), [(0, 5), (8, 15)])
def test_newcomers_write_to_a_few_new_people_a_day(days, most, ana, person, two):
    newcomer = person("New Comer")
    newcomer.claimed_at = timezone.now() - dt.timedelta(days=days)
    for number in range(most):
        actions.start(newcomer, [person(f"Reader Number{number}")], body="Buy my book")
    with pytest.raises(TooMuch, match=f"written to {most} new people today") as no:
        actions.start(newcomer, [ana], body="Buy my book")
    assert no.value.retry_after > 0
    started = Conversation.objects.filter(started_by=newcomer).first()
    actions.write(newcomer, started, body="In what is there one writes on.")
    with pytest.raises(TooMuch):
        actions.add(newcomer, started, ana)
    Participation.objects.filter(added_by=newcomer).update(joined_at=timezone.now() - dt.timedelta(hours=25))
    actions.start(newcomer, [ana], body="A day later")


def test_a_group_counts_each_of_its_people(person, crowd):
    newcomer = person("New Comer")
    with pytest.raises(TooMuch):
        actions.start(newcomer, crowd[:6], body="All of you at once")
    assert not Conversation.objects.exists()


def test_drafts_are_kept_and_go_with_what_was_sent(ana, ben, two):
    actions.begin_draft(ben, to="ana-lima", body="Dear Ana")
    actions.begin_draft(ben, to="", body="To whom it may concern")
    actions.save_draft(ben, mine(ben, two), body="Half a sen")
    assert mine(ben, two).draft == "Half a sen"
    actions.start(ben, [ana], body="Dear Ana, hello", draft="ana-lima")
    assert [draft.to for draft in Draft.objects.filter(person=ben)] == [""]
    assert mine(ben, two).draft == ""
    actions.begin_draft(ben, to="", body=" ")
    assert not Draft.objects.exists()
    with pytest.raises(NotPossible, match="too long to keep"):
        actions.begin_draft(ben, to="", body="x" * 500_000)


def test_a_forgotten_person_leaves_what_they_wrote_to_the_others(ana, ben, two):
    contact.block(ana, ben)
    ben.delete()
    assert two.messages.get(number=1).author is None
    assert [participation.person for participation in two.participations.all()] == [ana]
    assert not Block.objects.exists()
    (line,), _more = inbox(ana, 1)
    assert line.others == []
