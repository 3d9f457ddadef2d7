from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from convene.core.outbox import claims, letters, retries
from convene.core.outbox.lanes import Letters
from convene.core.outbox.mail import OutboxBackend
from convene.core.outbox.models import Letter
from convene.core.outbox.postman import Postman, ServerUnavailable
from convene.core.outbox.tasks import sweep_letters

from .sink import Sink, only

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink().start()
    yield sink
    sink.stop()


def lane(sink: Sink) -> Letters:
    return Letters("worker", Event(), claims.LEASE, sink.url)


def post(subject: str, to: str = "ben@example.org", **how: str) -> Letter:
    message = EmailMessage(subject, f"About {subject}.\n.\nÄ line.", "Convene <convene@example.org>", [to])
    return letters.post(message, **how)[0]


def deliver(carrier: Letters) -> None:
    while carrier.step() == 0:
        pass


def test_a_mail_is_kept_once_for_each_person_and_sent_as_it_was_written(sink):
    message = EmailMultiAlternatives(
        "Välkommen", "Grüße\n.\n..and dots", "Ana <ana@example.org>", ["ben@example.org"], bcc=["dora@example.org"]
    )
    message.attach_alternative("<p>Grüße</p>", "text/html")
    assert OutboxBackend().send_messages([message]) == 1
    deliver(lane(sink))
    assert {recipient for recipient, _message in sink.letters} == {"ben@example.org", "dora@example.org"}
    for _recipient, received in sink.letters:
        assert received["Subject"] == "Välkommen"
        assert "Bcc" not in received
        assert received.get_body(("plain",)).get_content().splitlines() == ["Grüße", ".", "..and dots"]
        assert received.get_body(("html",)).get_content().strip() == "<p>Grüße</p>"
    assert Letter.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_takes_its_mail_along():
    with transaction.atomic():
        post("Never")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_the_same_key_is_kept_once(sink):
    assert post("First", key="welcome:12") == post("Second", key="welcome:12")
    headers = {"Outbox-Key": "welcome:12", "Outbox-Thread": "t1"}
    again = EmailMessage("Third", "", "a@example.org", ["ben@example.org"], headers=headers)
    OutboxBackend().send_messages([again])
    deliver(lane(sink))
    assert sink.subjects == ["First"]
    assert all("Outbox-Key" not in message for _recipient, message in sink.letters)


def test_many_letters_share_a_connection(sink):
    for number in range(45):
        post(f"Letter {number}")
    deliver(lane(sink))
    assert sink.subjects == [f"Letter {number}" for number in range(45)]
    assert sink.connections == 1


def test_a_letter_that_is_refused_for_good_is_not_tried_again(sink):
    sink.says = lambda recipient, _message: "550 no such person" if recipient.startswith("nobody") else "250 OK"
    lost = post("Lost", "nobody@example.org", thread="t1")
    post("Next in the thread", "nobody@example.org", thread="t1")
    post("Fine")
    deliver(lane(sink))
    lost.refresh_from_db()
    assert lost.failed_at
    assert lost.last_error == "550 no such person"
    assert sink.subjects == ["Fine"]


def test_a_letter_that_is_put_off_is_tried_again_and_its_thread_waits_for_it(sink):
    sink.says = lambda _recipient, message: "451 later please" if message["Subject"] == "First" else "250 OK"
    post("First", thread="t1")
    post("Second", thread="t1")
    post("To Dora", "dora@example.org", thread="t1")
    post("No thread")
    carrier = lane(sink)
    deliver(carrier)
    assert sorted(sink.subjects) == ["No thread", "To Dora"]
    sink.says = lambda *_: "250 OK"
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        deliver(carrier)
    assert sink.subjects[-2:] == ["First", "Second"]


def test_a_server_that_is_down_for_a_day_loses_nothing_and_keeps_the_order(sink):
    sink.stop()
    for number in range(60):
        post(f"{number}", f"person{number % 3}@example.org", thread=f"t{number % 3}")
    carrier, start = lane(sink), timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for _hour in range(24):
            assert carrier.step() > 0
            clock.shift(timedelta(hours=1))
        assert not Letter.objects.exclude(failed_at=None).exists()
        sink.start()
        deliver(carrier)
        clock.shift(timedelta(minutes=2))
        deliver(carrier)
    assert len(sink.letters) == 60
    for person in range(3):
        to_them = [int(message["Subject"]) for who, message in sink.letters if who == f"person{person}@example.org"]
        assert to_them == sorted(to_them)


def test_a_server_that_hangs_up_between_letters_is_dialled_again(sink):
    carrier = lane(sink)
    post("Before")
    deliver(carrier)
    sink.stop()
    sink.start()
    post("After")
    deliver(carrier)
    assert sink.subjects == ["Before", "After"]


def test_a_letter_that_nobody_took_for_days_is_given_up(sink, settings):
    settings.MAIL_URL = sink.url
    letter = post("Too late")
    with time_machine.travel(timezone.now() + retries.LETTER_PATIENCE + timedelta(hours=1)):
        sweep_letters.call()
    letter.refresh_from_db()
    assert letter.failed_at


def test_letters_of_a_month_ago_are_forgotten():
    post("Old")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        post("New")
        assert sweep_letters.call() == 1
    assert [letter.subject for letter in Letter.objects.all()] == ["New"]


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_a_wrong_password_is_the_servers_matter_and_fails_no_letter():
    sink = Sink(authenticator=only("convene", "right"), auth_require_tls=False, auth_required=True).start()
    try:
        letter = post("Hello")
        wrong = Letters("worker", Event(), claims.LEASE, f"smtp://convene:wrong@127.0.0.1:{sink.port}")
        assert wrong.step() > 0
        letter.refresh_from_db()
        assert (letter.failed_at, letter.attempts) == (None, 0)
        assert "535" in letter.last_error
        Letter.objects.update(next_at=timezone.now())
        deliver(Letters("worker", Event(), claims.LEASE, f"smtp://convene:right@127.0.0.1:{sink.port}"))
        assert sink.subjects == ["Hello"]
    finally:
        sink.stop()


def test_the_postman_greets_a_server_and_says_when_it_is_not_there(sink):
    assert Postman(sink.url).greet()
    sink.stop()
    with pytest.raises(ServerUnavailable, match="refused"):
        Postman(sink.url).greet()


def test_an_address_of_another_kind_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="MAIL_URL must begin with"):
        Postman("http://example.org")
