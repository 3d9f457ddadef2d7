"""What somebody leaves behind where nobody looks goes too, and nothing of others with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from canaries import long_ago
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import send_mail
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.files import actions as files
from convene.core.files.models import File
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item
from convene.core.outbox.models import Letter
from convene.core.people import actions
from convene.core.people.models import User
from convene.core.people.schedule import forget_those_who_left
from convene.features.discussions import actions as discussions
from convene.features.messages import actions as messages

pytestmark = pytest.mark.django_db(transaction=True)
HOWS = ("keep", "anonymous", "remove")


@pytest.mark.parametrize("how", ["keep", "anonymous"])
def test_what_was_withdrawn_before_it_appeared_goes_too(how, ana, ben, topic, disk):
    moderation.set_person(ana, ben, topic.community, mode="held")
    moderation.withdraw(ben, discussions.reply(ben, topic, body="What I would rather not have said."))
    actions.leave(ben, ben, how=how)
    long_ago()
    forget_those_who_left.call()
    assert not Item.objects.filter(body__contains="rather not").exists()


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("fate", ["waits", "refused", "withdrawn", "scheduled", "taken back"])
def test_the_files_of_what_never_appeared_go_whatever_is_kept(fate, how, ana, ben, cleo, topic, disk):
    file = files.take_in(ben, SimpleUploadedFile("plan.txt", b"What I planned"))
    words = f"See {file.markdown}"
    if fate == "scheduled":
        discussions.schedule(ben, topic.community, due_at=timezone.now() + timedelta(days=60), title="Later", body=words)
    elif fate == "taken back":
        messages.take_back(ben, messages.start(ben, [cleo], body=words))
    else:
        moderation.set_person(ana, ben, topic.community, mode="held")
        item = discussions.reply(ben, topic, body=words)
        if fate == "refused":
            moderation.refuse(ana, item, reason="Not here.")
        elif fate == "withdrawn":
            moderation.withdraw(ben, item)
    actions.leave(ben, ben, how=how)
    long_ago()
    forget_those_who_left.call()
    assert not File.objects.filter(pk=file.pk).exists()
    assert [path for path in disk.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("how", ["keep", "anonymous"])
def test_a_file_that_appeared_after_it_had_waited_stays_with_its_post(how, ana, ben, topic, disk):
    file = files.take_in(ben, SimpleUploadedFile("plan.txt", b"What I planned"))
    moderation.set_person(ana, ben, topic.community, mode="held")
    moderation.approve(ana, discussions.reply(ben, topic, body=f"See {file.markdown}"))
    actions.leave(ben, ben, how=how)
    long_ago()
    forget_those_who_left.call()
    assert File.objects.get(pk=file.pk).owner_id == (ben.pk if how == "keep" else None)


def _leave(person: User, how: str = "anonymous") -> None:
    actions.leave(person, person, how=how)
    long_ago()
    forget_those_who_left.call()


def _kept() -> set[str]:
    return set(Letter.objects.values_list("subject", flat=True))


@pytest.mark.parametrize("name", ["May", "Will", "Mark Down"])
def test_whoever_is_called_like_a_common_word_takes_no_mail_of_others_along(name, person, disk):
    leaver = person(name)
    send_mail("Others", "Will you come? May I mark down the date? We may, on 3 May.", None, ["cleo@example.org"])
    send_mail("Theirs", "Hello", None, [str(leaver.email)])
    _leave(leaver)
    assert _kept() == {"Others"}


@pytest.mark.parametrize(
    "words",
    [
        "Thanks to Wilma\nMay for this.",
        "Ask @wilma-may about it.",
        "See https://site.example/people/wilma-may/",
        "Write to WILMA-MAY@example.org.",
        "Write to <wilma-may@example.org>, she knows.",
    ],
)
def test_mail_to_others_that_can_mean_nobody_else_goes(words, person, disk):
    leaver = person("Wilma May")
    send_mail("About her", words, None, ["cleo@example.org"])
    _leave(leaver)
    assert _kept() == set()


@pytest.mark.parametrize(
    "words",
    [
        "Ask @wilma-mayer and Wilma Mayer.",
        "See https://site.example/people/wilma-may-2/",
        "Write to wilma-may@example.org.uk or not-wilma-may@example.org.",
        "In May, Wilma and I go on.",
    ],
)
def test_mail_about_somebody_of_a_similar_name_stays(words, person, disk):
    leaver = person("Wilma May")
    send_mail("About others", words, None, ["cleo@example.org"])
    _leave(leaver)
    assert _kept() == {"About others"}


def test_invitations_by_and_to_people_led_by_somebody_of_one_name_go(person, community, ana, disk):
    may, will = person("May", community), person("Will", community, role="leader")
    communities.invite(may, community, addresses=["new@example.org"])
    Letter.objects.update(subject="By May, led by Ana and Will")
    communities.invite(ana, community, addresses=["newer@example.org"])
    Letter.objects.exclude(subject__startswith="By").update(subject="By Ana, led by Ana and Will")
    assert [one.about for one in Letter.objects.order_by("pk")] == [
        sorted({may.pk, ana.pk, will.pk}), sorted({ana.pk, will.pk}),
    ]  # fmt: skip
    assert not any(b"Outbox-About" in bytes(one.message) for one in Letter.objects.all())
    _leave(may)
    assert _kept() == {"By Ana, led by Ana and Will"}
    _leave(will)
    assert _kept() == set()


def test_what_staff_looked_after_for_somebody_of_the_same_name_stays_noted(person, dora, disk):
    may, other = person("May"), person("May Second")
    User.objects.filter(pk=other.pk).update(name="May")
    kind = ContentType.objects.get_for_model(User)
    for one in (may, other):
        LogEntry.objects.create(user=dora, content_type=kind, object_id=str(one.pk), object_repr="May", action_flag=2)
    _leave(may)
    assert list(LogEntry.objects.values_list("object_id", flat=True)) == [str(other.pk)]
