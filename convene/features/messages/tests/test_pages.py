"""The pages of messages: shape, refusals, and what nobody else sees."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from convene.core.contact import actions as contact
from convene.core.contact.models import Block
from convene.core.files.models import PRIVATE, File
from convene.core.notifications.models import Notification

from .. import actions
from ..models import Conversation, HandedOver, Message, Report
from ..queries import PAGE
from .conftest import last

HERE = "/messages/{}/"


def test_a_message_from_a_profile_to_an_answer(ana, ben, as_):
    browser = as_(ben)
    profile = browser.get(ana.get_absolute_url())
    assert '/messages/new/?to=ana-lima"' in profile.text
    page = browser.get("/messages/new/?to=ana-lima")
    assert 'value="Ana Lima @ana-lima"' in page.text
    sent = browser.post("/messages/new/", {"to": "Ana Lima @ana-lima", "body": "Hello <b>Ana</b>"}, follow=True)
    assert "Hello &lt;b&gt;Ana" in sent.text or "Hello Ana" in sent.text
    conversation = Conversation.objects.get()
    assert browser.get("/messages/new/?to=ana-lima").url == f"{HERE.format(conversation.pk)}#write"
    hers = as_(ana)
    assert "Hello" in hers.get("/messages/").text
    assert "1 new" in hers.get("/messages/").text
    bell = hers.get("/notifications/")
    assert "wrote to you" in bell.text
    assert "Hello" not in bell.text, "the bell says who, not what"
    answer = hers.post(f"{HERE.format(conversation.pk)}write/", {"body": "Hello Ben"})
    assert answer.status_code == 302
    assert answer.url.endswith("?page=1#message-2")
    assert "1 new" not in hers.get("/messages/").text


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("Nobody Known", "We know nobody called Nobody Known"),
        ("@nobody-known", "We know nobody called @nobody-known"),
        ("Twin Same", "Several people are called Twin Same"),
        ("Ben Osei", "to you alone"),
        (" , ", "to you alone"),
    ],
)
def test_a_name_that_does_not_say_who_is_meant_is_explained(to, says, ben, person, as_):
    person("Twin Same")
    twin = person("Twin Other")
    twin.name = "Twin Same"
    twin.save()
    page = as_(ben).post("/messages/new/", {"to": to, "body": "My words stay"})
    assert page.status_code == 422
    assert says in page.text
    assert "My words stay" in page.text
    assert not Conversation.objects.exists()


def test_names_and_handles_find_several(ana, ben, cleo, as_):
    as_(ben).post("/messages/new/", {"to": "ana lima; Cleo Park @cleo-park, @ana-lima", "body": "Hello both"})
    conversation = Conversation.objects.get()
    assert {one.person for one in conversation.participations.all()} == {ana, ben, cleo}


def test_what_cannot_be_sent_keeps_its_words_and_says_why(ana, ben, two, as_):
    contact.block(ana, ben)
    page = as_(ben).post(f"{HERE.format(two.pk)}write/", {"body": "My words stay"})
    assert page.status_code == 403
    assert "You cannot write to Ana Lima here at the moment" in page.text
    page = as_(ben).get("/messages/new/?to=ana-lima", follow=True)
    assert page.status_code == 200
    assert "You cannot write to Ana Lima here at the moment" in page.text
    assert "<textarea" not in page.text


def test_a_closed_door_is_said_before_one_writes(ana, ben, as_):
    contact.accept_from(ana, accepts="nobody")
    page = as_(ben).get("/messages/new/?to=ana-lima")
    assert page.status_code == 403
    assert "You cannot write to Ana Lima here at the moment" in page.text


@pytest.mark.parametrize("who", ["cleo", "dora"])
def test_others_and_the_staff_find_nothing(who, request, two, as_):
    browser = as_(request.getfixturevalue(who))
    here = HERE.format(two.pk)
    for address in (here, f"{here}1/", f"{here}1/edit/", f"{here}1/report/", f"{here}add/", f"{here}leave/"):
        assert browser.get(address).status_code == 404, address
    assert "sensors" not in browser.get("/messages/").text


def test_a_late_comer_does_not_see_who_had_left_before(ana, ben, cleo, person, three, as_):
    guest = person("Late Guest")
    actions.leave(cleo, three)
    actions.add(ben, three, guest)
    actions.write(ana, three, body="Welcome")
    page = as_(guest).get(HERE.format(three.pk)).text
    assert "Welcome" in page
    assert "Cleo Park" not in page
    assert "Who brings" not in page
    assert as_(guest).get(f"{HERE.format(three.pk)}1/").status_code == 404
    assert "Cleo Park left" in as_(ben).get(HERE.format(three.pk)).text.replace("\n", "")


def test_a_long_conversation_has_pages_and_opens_where_one_stopped(ana, ben, two, as_):
    for number in range(2 * PAGE):
        actions.write(ben, two, body=f"Number {number}.")
    browser, here = as_(ana), HERE.format(two.pk)
    page = browser.get(here)
    assert 'id="message-3"' in page.text
    assert 'id="new"' in page.text
    browser.post(f"{here}read/", {"upto": 45})
    page = browser.get(here)
    assert 'id="message-46"' in page.text
    assert 'id="message-3"' not in page.text
    assert browser.get(f"{here}?page=4").status_code == 404
    assert browser.get(f"{here}?page=nonsense").status_code == 404
    assert browser.get(f"{here}61/").url == f"{here}?page=3#message-61"


def test_a_file_in_a_message_is_for_those_who_take_part(ana, ben, cleo, dora, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("notes.txt", b"In confidence.", "text/plain")
    as_(ben).post("/messages/new/", {"to": "@ana-lima", "body": "See this", "uploads": upload})
    file = File.objects.get()
    assert file.purpose == PRIVATE
    address = file.get_absolute_url()
    assert [as_(one).get(address).status_code for one in (ana, ben, cleo, dora)] == [200, 200, 404, 404]
    message = Message.objects.get()
    made = actions.report(ana, message, reason="What is this?")
    assert as_(dora).get(address).status_code == 200, "handed over"
    actions.take_back(ben, message)
    assert [as_(one).get(address).status_code for one in (ben, cleo, dora)] == [200, 404, 200]
    assert made.handed_over.get().html


def test_a_picture_from_the_composer_is_private_before_it_is_sent(ben, dora, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("notes.txt", b"In confidence.", "text/plain")
    as_(ben).post("/files/?purpose=private", {"file": upload})
    assert as_(dora).get(File.objects.get().get_absolute_url()).status_code == 404


def test_somebody_elses_file_is_not_tied_to_a_message(ana, ben, cleo, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_(ana).post("/files/", {"file": SimpleUploadedFile("hers.txt", b"Hers.", "text/plain")})
    file = File.objects.get()
    actions.start(ben, [cleo], body=file.markdown)
    assert as_(cleo).get(file.get_absolute_url()).status_code == 404


def test_staff_see_what_was_handed_over_and_answer(ana, ben, cleo, dora, two, as_):
    actions.write(ben, two, body="Something rude")
    actions.write(ana, two, body="Please do not")
    browser = as_(ana)
    form = browser.get(f"{HERE.format(two.pk)}3/report/")
    assert "They see nothing else of the conversation" in form.text
    sent = browser.post(f"{HERE.format(two.pk)}3/report/", {"reason": "It is rude.", "also": ["4"]})
    report = Report.objects.get()
    assert sent.url == report.get_absolute_url()
    assert list(HandedOver.objects.order_by("number").values_list("number", "is_reported")) == [(3, True), (4, False)]
    assert list(
        Notification.objects.filter(entry__verb="private_messages.reported").values_list("person", flat=True)
    ) == [dora.pk]
    actions.take_back(ben, last(two).conversation.messages.get(number=3))
    page = as_(dora).get(report.get_absolute_url())
    assert "Something rude" in page.text
    assert "Please do not" in page.text
    assert "sensors" not in page.text, "what was not handed over"
    assert as_(cleo).get(report.get_absolute_url()).status_code == 404
    assert as_(ben).get(report.get_absolute_url()).status_code == 404
    as_(dora).post(report.get_absolute_url(), {"answer": "We have talked with him."})
    assert "We have talked with him." in browser.get(report.get_absolute_url()).text
    assert as_(dora).post(report.get_absolute_url(), {"answer": "Again"}).status_code == 403


def test_only_what_one_may_read_can_be_handed_over(ana, ben, cleo, two, as_):
    actions.add(ana, two, cleo)
    actions.write(ben, two, body="Hello Cleo")
    page = as_(cleo).post(f"{HERE.format(two.pk)}3/report/", {"reason": "Why am I here?", "also": ["1"]})
    assert page.status_code == 422
    with pytest.raises(Exception, match="1 is not one of|wrote this yourself"):
        actions.report(ben, two.messages.get(number=3), reason="Mine")
    made = actions.report(cleo, two.messages.get(number=3), reason="Why am I here?", also=[1, 2])
    assert [one.number for one in made.handed_over.all()] == [3]
    assert actions.report(cleo, two.messages.get(number=3), reason="Again") == made


def test_staff_who_are_reported_do_not_read_the_report(ana, dora, as_):
    message = actions.start(dora, [ana], body="From the staff")
    report = actions.report(ana, message, reason="Rude.")
    assert as_(dora).get(report.get_absolute_url()).status_code == 404
    assert not Notification.objects.filter(person=dora).exists()


def test_blocks_are_seen_and_ended(ana, ben, as_):
    browser = as_(ana)
    assert "they are not told" in browser.get("/messages/settings/").text
    browser.post("/messages/block/ben-osei/")
    assert "Ben Osei" in browser.get("/messages/settings/").text
    assert "Ana" not in as_(ben).get("/messages/settings/").text.partition("<main")[2]
    browser.post("/messages/unblock/ben-osei/")
    assert not Block.objects.exists()


def test_a_draft_comes_back_where_it_was_begun(ana, ben, two, as_):
    browser, here = as_(ben), HERE.format(two.pk)
    assert browser.post(f"{here}draft/", {"body": "Half a sen"}).status_code == 204
    assert "Half a sen" in browser.get(here).text
    assert browser.post("/messages/new/draft/?to=cleo-park", {"body": "Dear Cleo"}).status_code == 204
    assert "Dear Cleo" not in browser.get("/messages/new/").text
    actions.begin_draft(ben, to="", body="To all")
    assert "To all" in browser.get("/messages/new/").text


def test_without_script_one_marks_as_read(ana, ben, two, as_):
    browser = as_(ben)
    assert "1 new" in browser.get("/messages/").text
    answer = browser.post(f"{HERE.format(two.pk)}read/?back", {"upto": 2})
    assert answer.url == "/messages/"
    assert "1 new" not in browser.get("/messages/").text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"]
)
def test_what_is_written_stays_text(text, ana, ben, two, as_):
    actions.write(ben, two, body=text)
    made = actions.report(ana, last(two), reason=text)
    for address in (HERE.format(two.pk), f"{HERE.format(two.pk)}3/report/", made.get_absolute_url(), "/messages/"):
        page = as_(ana).get(address).text.partition("<main")[2]
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_an_hour_later_the_page_says_why_nothing_changes(ana, two, as_):
    Message.objects.update(created_at=timezone.now() - dt.timedelta(hours=2))
    page = as_(ana).get(f"{HERE.format(two.pk)}2/edit/")
    assert page.status_code == 403
    assert "can be changed for an hour" in page.text


def test_a_thousand_names_are_refused_in_one_sentence(as_, ben):
    names = ",".join(chr(0x4E00 + number) for number in range(999))
    answer = as_(ben).post("/messages/new/", {"to": names, "body": "Hello."})
    assert answer.status_code == 422
    assert "at most 12 people" in answer.text
