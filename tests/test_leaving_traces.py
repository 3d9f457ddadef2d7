"""What somebody leaves behind where nobody looks goes too, and nothing of others with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from canaries import long_ago
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from convene.core.files import actions as files
from convene.core.files.models import File
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item
from convene.core.people import actions
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
