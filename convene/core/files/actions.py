"""The only code that brings files in, ties them to things, and takes them away."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ...lib.errors import TooMuch
from ...lib.ruling import require
from ..ledger.actions import record
from . import limits, rules, shelf, tasks
from .intake import Prepared, prepared, too_large
from .models import File, place, rendition_place
from .texts import Reading, kind_of_text

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ..people.models import User


def take_in(actor: User, upload: UploadedFile[Any], *, purpose: str = "post") -> File:
    """Check, clear and keep a file that a person uploads.

    Call it before the transaction that uses the file: drawing a picture anew takes seconds, which no lock should last.
    raises: NotAllowed, NotPossible, TooMuch, each with a sentence.
    """
    require(rules.may_bring_in(actor))
    if (upload.size or 0) > rules.largest():
        raise too_large()
    _check_quota(actor, upload.size or 0)
    with prepared(upload.name or "", upload.chunks()) as ready:
        return _keep(actor, ready, purpose=purpose)


def take_in_bytes(owner: User | None, name: str, content: bytes, *, purpose: str = "mail") -> File:
    """Check, clear and keep a file that came by mail or from an archive; it counts for no quota."""
    if len(content) > rules.largest():
        raise too_large()
    with prepared(name, [content]) as ready:
        return _keep(owner, ready, purpose=purpose)


@transaction.atomic
def attach(files: Iterable[File], *, purpose: str = "") -> None:
    """Note that something holds these files now, so that they stay; `purpose` is the one that they have from now on."""
    held = File.objects.filter(pk__in=[file.pk for file in files])
    held.filter(attached_at=None).update(attached_at=timezone.now())
    if purpose:
        held.update(purpose=purpose)


@transaction.atomic
def remove(actor: User | None, file: File) -> None:
    """Take a file away: its row now, its bytes once that is certain. `actor` is None when time does it."""
    if actor is not None:
        require(rules.may_remove(actor, file))
    drawn = File.objects.select_for_update().filter(pk=file.pk).values_list("renditions", flat=True).first() or {}
    places = [str(file.content.name), *drawn.values()]
    record(actor, "files.removed", file, facts={"size": file.size})
    file.delete()
    transaction.on_commit(lambda: shelf.drop(places))


def _check_quota(actor: User, size: int) -> None:
    today = File.objects.filter(owner=actor, created_at__gt=timezone.now() - limits.DAY)
    sums = today.aggregate(files=Count("pk"), size=Sum("size"))
    if sums["files"] >= limits.FILES_A_DAY or (sums["size"] or 0) + size > limits.BYTES_A_DAY:
        raise TooMuch(
            _("You have attached a lot today. Please go on tomorrow, or link to the file instead."), retry_after=3600
        )


def _keep(owner: User | None, ready: Prepared, *, purpose: str) -> File:
    """Store the bytes, then write the row and its ledger line; bytes without a row do not stay."""
    file = File(
        owner=owner,
        name=ready.name,
        content_type=ready.content_type,
        size=ready.size,
        sha256=ready.sha256(),
        width=ready.width,
        height=ready.height,
        purpose=purpose,
        reading=Reading.WAITS if kind_of_text(ready.name) else Reading.NONE,
    )
    stored: list[str] = []
    with ExitStack() as undo:
        undo.callback(shelf.drop, stored)
        stored.append(place(file, file.name))  # before it is there: a full disk leaves half a file
        file.content.name = shelf.put(stored[0], ready.path)
        for width, path in ready.renditions.items():
            stored.append(rendition_place(file, width))
            file.renditions[width] = shelf.put(stored[-1], path)
        with transaction.atomic():
            file.save()
            record(owner, "files.brought_in", file, facts={"size": file.size, "type": file.content_type})
            if file.reading:
                tasks.read_file.enqueue(file.pk)
        undo.pop_all()
    return file
