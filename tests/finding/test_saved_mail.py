"""What saved searches mail: as often as one likes, once, and only what one may see when it goes out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail as post
from django.utils import timezone

from convene.core.notifications.models import Notification
from convene.core.people import actions as people
from convene.core.people.models import How, User
from convene.core.saved import actions as saving
from convene.core.saved import queries
from convene.core.saved.models import Find, Search
from convene.core.saved.schedule import mail_found
from convene.core.search.following import bring_up_to_date
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from tests.hearing import found, letters, look, start


def test_what_is_new_and_fits_is_mailed_and_stands_at_the_bell(save, ana, ben, community):
    start(ana, community, "Drift of old sensors")
    search = save(ben, "drifting")
    topic = start(ana, community, "Why sensors drift", "It is the *heat*, always.")
    start(ana, community, "Something else")
    look()
    assert found(ben) == ["Why sensors drift"]
    (letter,) = letters(ben)
    assert letter.startswith("New for “drifting”\n")
    assert f"{topic.get_absolute_url()}" in letter
    assert "Citizen Science" in letter
    assert "It is the heat" in letter
    assert "<" not in letter
    assert "Drift of old" not in letter
    ben.refresh_from_db()
    assert ben.unread_notifications == 1
    saving.see(ben, search)
    assert Notification.objects.get(reason="saved").read_at
    assert len(letters(ben)) == 1


def test_what_became_private_before_the_mail_goes_out_is_not_in_it(save, ana, ben, community, time_machine):
    moment = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    time_machine.move_to(moment)
    search = save(ben, "drift", mail="daily")
    topics = [start(ana, community, f"Drift {number}") for number in range(3)]
    look()
    assert queries.rows(reader_of(ben), ben)[0].new == 3
    actions.hide_topic(ana, topics[0])
    actions.edit(ana, topics[1].posts.get(), body="Nothing of that.")
    actions.retitle(ana, topics[1], title="About another thing")
    bring_up_to_date()
    time_machine.move_to(moment + dt.timedelta(days=1))
    (letter,) = letters(ben)
    assert "Drift 2" in letter
    assert "Drift 0" not in letter
    assert "another thing" not in letter
    assert found(ben) == ["Drift 2"]
    assert queries.rows(reader_of(ben), ben)[0].new < 3
    assert Find.objects.filter(search=search, due_at=None).count() == 3


@pytest.mark.parametrize(("mail", "after"), [("at_once", 0), ("daily", 1), ("weekly", 6), ("never", None)])
def test_mail_comes_as_often_as_one_likes(mail, after, save, ana, ben, community, time_machine):
    tuesday = dt.datetime(2026, 3, 3, 15, tzinfo=dt.UTC)
    time_machine.move_to(tuesday)
    ben.time_zone = "Europe/Berlin"
    ben.save(update_fields=["time_zone"])
    save(ben, "drift", mail=mail)
    start(ana, community, "Drift")
    look()
    for day in range(8):
        for hour in (5, 6):  # seven in Berlin is six here
            moment = tuesday.replace(hour=hour) + dt.timedelta(days=day)
            if moment > tuesday:
                time_machine.move_to(moment + dt.timedelta(minutes=1))
            wanted = after is not None and (after == 0 or (day, hour) >= (after, 6))
            assert bool(letters(ben)) == wanted, moment
    assert len(letters(ben)) == (after is not None)


def test_several_searches_are_one_letter_in_which_each_thing_stands_once(save, ana, ben, community):
    save(ben, "drift")
    save(ben, "sensors")
    for number in range(13):
        start(ana, community, f"Drift of sensors {number}")
    start(ana, community, "Sensors alone")
    look()
    (letter,) = letters(ben)
    assert letter.startswith("New for 2 saved searches\n")
    assert letter.count("Drift of sensors 12\n") == 1
    assert "And 3 more." in letter
    assert "Sensors alone" in letter
    assert letter.count("/saved/stop/") == 3


def test_one_who_cannot_be_mailed_keeps_nobody_waiting(save, ana, ben, cleo, community, monkeypatch, caplog):
    for person in (ben, cleo):
        save(person, "drift")
    start(ana, community, "Drift")
    look()
    first, last = sorted((ben, cleo), key=lambda person: person.pk)
    mailed = saving.mail

    def mail(person, now):
        if person == first:
            raise RuntimeError("a template that breaks")
        return mailed(person, now)

    monkeypatch.setattr(saving, "mail", mail)
    assert mail_found.call() == 1
    assert f"Person {first.pk} could not be mailed" in caplog.text
    monkeypatch.setattr(saving, "mail", mailed)
    assert mail_found.call() == 1, "the other is mailed as soon as it can be"
    assert [letter.to for letter in post.outbox[-2:]] == [[last.email], [first.email]]


def test_mails_at_once_leave_some_minutes_between_them(save, ana, ben, community, time_machine):
    moment = timezone.now().replace(microsecond=0)
    time_machine.move_to(moment)
    save(ben, "drift")
    for minute in range(1, 6):
        time_machine.move_to(moment + dt.timedelta(minutes=minute))
        start(ana, community, f"Drift {minute}")
        look()
        letters(ben)
    assert len(letters(ben)) == 1
    time_machine.move_to(moment + dt.timedelta(minutes=20))
    assert len(letters(ben)) == 2
    assert all(f"Drift {number}" in letters(ben)[1] for number in range(2, 6))


def test_one_press_stops_it_without_signing_in_and_looking_changes_nothing(save, ana, ben, community, client):
    search, other = save(ben, "drift"), save(ben, "sensors")
    start(ana, community, "Drift")
    look()
    letters(ben)
    header = post.outbox[-1].extra_headers
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.fullmatch(r"<https?://[^/]+(/saved/stop/[^>]+)>", header["List-Unsubscribe"])[1]
    assert client.get(path).status_code == 200
    search.refresh_from_db()
    assert search.mail == "at_once"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    search.refresh_from_db()
    other.refresh_from_db()
    assert (search.mail, other.mail) == ("never", "at_once")
    assert client.post(path[:-2] + "x/").status_code == 404
    start(ana, community, "More drift")
    look()
    assert len(letters(ben)) == 1
    assert found(ben) == ["More drift", "Drift"]


def test_who_is_suspended_is_mailed_nothing_and_who_leaves_takes_all_along(save, ana, ben, cleo, dora, community, time_machine):
    moment = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    time_machine.move_to(moment)
    for person in (ben, cleo):
        save(person, "drift", mail="daily")
    start(ana, community, "Drift")
    look()
    people.suspend(dora, ben, reason="Enough.")
    people.leave(cleo, cleo, how=How.KEEP)
    time_machine.move_to(moment + dt.timedelta(days=40))
    people.forget(None, User.objects.get(pk=cleo.pk))
    assert not Search.objects.filter(person=cleo).exists()
    assert not Find.objects.filter(search__person=cleo).exists()
    assert [one.partition("\n")[0] for one in letters(ben)] == ["Your account is suspended"]
    start(ana, community, "Drift again")
    look()
    assert Find.objects.filter(search__person=ben).count() == 1


def test_a_mail_that_cannot_be_kept_goes_out_the_next_time(save, ana, ben, community, monkeypatch):
    save(ben, "drift")
    start(ana, community, "Drift")
    look()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda *_a, **_k: 1 / 0)
        assert mail_found.call() == 0
    assert len(letters(ben)) == 1
