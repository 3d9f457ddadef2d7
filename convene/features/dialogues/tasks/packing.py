"""All votes of a dialogue are put into a file by the worker, since a large one takes a while."""

from __future__ import annotations

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from ....lib.late import late
from ....lib.web import live
from ..models import Dialogue, Pack
from ..models.pack import pack_place

carrying: Any = late("convene.features.dialogues.carrying")  # brings numpy along, which pages do not need


@task
def make_pack(pk: int) -> int:
    """Make the file; safe to run twice, and killed at any moment. Returns its bytes, 0 when nobody waits."""
    asked = Pack.objects.select_related("dialogue").filter(pk=pk, made_at=None).first()
    if asked is None or asked.dialogue is None:
        return 0
    with tempfile.TemporaryFile() as made:
        _fill(asked, asked.dialogue, made)
        size = made.tell()
        made.seek(0)
        return size if _hand_over(asked, made, size) else 0


def _fill(asked: Pack, dialogue: Dialogue, made: IO[bytes]) -> None:
    address = settings.SITE_URL + dialogue.get_absolute_url()
    for done, _part in enumerate(carrying.pack(dialogue, address, made), 1):
        Pack.objects.filter(pk=asked.pk).update(done=done, parts=carrying.PARTS)
        live.publish(asked.channel, {"number": done})


def _hand_over(asked: Pack, made: IO[bytes], size: int) -> bool:
    """Keep the file, unless it was taken back meanwhile; its row names it before it is there, and goes with it."""
    if asked.content:  # what an earlier attempt left
        asked.content.delete(save=False)
    asked.content.name = pack_place(asked, "")
    Pack.objects.filter(pk=asked.pk).update(content=asked.content.name)
    default_storage.save(asked.content.name, File(made))
    with transaction.atomic():
        waiting = Pack.objects.filter(pk=asked.pk, made_at=None)
        if not waiting.update(content=asked.content.name, size=size, made_at=timezone.now(), done=F("parts")):
            asked.content.delete(save=False)
            return False
    live.publish(asked.channel, {"number": carrying.PARTS + 1})
    return True
