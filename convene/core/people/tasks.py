"""Housekeeping, started by the schedule; and copies of everything of somebody's."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django_tasks import task

from ...lib.web import live
from .bundle import Bundle
from .models import Export, User, export_place
from .parts import parts

PATIENCE = timedelta(days=7)


@task(priority=-50)
def forget_unproven() -> int:
    """Free the name and address of accounts whose address nobody proved within a week; returns how many."""
    waiting = User.objects.filter(claimed_at=None, email__isnull=False, is_staff=False)
    return waiting.filter(created_at__lt=timezone.now() - PATIENCE).delete()[1].get("people.User", 0)


@task
def make_export(pk: int) -> int:
    """Put everything of a person's into one file and write to them; returns its bytes, 0 when there is nobody to."""
    asked = Export.objects.select_related("person").filter(pk=pk, made_at=None).first()
    if asked is None:
        return 0
    with translation.override(asked.person.language or settings.LANGUAGE_CODE), tempfile.TemporaryFile() as made:
        _fill(asked, made)
        size = made.tell()
        made.seek(0)
        return size if _hand_over(asked, made, size) else 0


def _fill(asked: Export, made: IO[bytes]) -> None:
    person, every = asked.person, parts()
    about = {
        "name": person.name, "network": settings.NETWORK_NAME, "site": settings.SITE_URL,
        "made": date_format(timezone.localtime(), "DATETIME_FORMAT"), "language": translation.get_language(),
    }  # fmt: skip
    bundle = Bundle(made, about)
    for done, part in enumerate(every):
        Export.objects.filter(pk=asked.pk).update(done=done, parts=len(every))
        live.publish(asked.channel, {"number": done})
        bundle.add(part.given(person))
    bundle.finish()


def _hand_over(asked: Export, made: IO[bytes], size: int) -> bool:
    """Keep the file, unless its person was forgotten while it was made; its row names it before it is there.

    So it goes with its row also when the worker is killed in between.
    """
    if asked.content:  # what an earlier attempt left
        asked.content.delete(save=False)
    asked.content.name = export_place(asked, "")
    Export.objects.filter(pk=asked.pk).update(content=asked.content.name)
    default_storage.save(asked.content.name, File(made))
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=asked.person_id, leaves_at=None).first()
        waiting = Export.objects.filter(pk=asked.pk, made_at=None)
        if person is None or not waiting.update(
            content=asked.content.name, size=size, made_at=timezone.now(), done=F("parts")
        ):
            asked.content.delete(save=False)
            return False
        live.publish(asked.channel, {"number": len(parts())})
        if person.email:
            text = render_to_string("people/mail/export.txt", {
                "person": person, "network": settings.NETWORK_NAME, "site": settings.SITE_URL,
            })  # fmt: skip
            subject, _line, body = text.strip().partition("\n")
            send_mail(subject, body.strip(), None, [person.email])
    return True
