"""What writing and editing share: cooking the text, and tying its files to the message."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ....core.files.actions import attach
from ....core.files.models import PRIVATE, File
from ....lib.errors import NotPossible
from ....lib.text import MAX_SOURCE, Cooked, cook
from ..limits import MOST_FILES
from ..models import Attachment, Message

if TYPE_CHECKING:
    from ....core.people.models import User


def cooked(body: str) -> Cooked:
    """The text as HTML, or the sentence that says why it cannot be sent."""
    if not body.strip():
        raise NotPossible(_("There is nothing to send yet. Write a few words first."))
    if len(body) > MAX_SOURCE:
        raise NotPossible(
            _("This is too long: %(length)s characters, and %(most)s fit. Attach it as a file, or send it in parts.")
            % {"length": f"{len(body):,}", "most": f"{MAX_SOURCE:,}"}
        )
    return cook(body.strip())


def attach_files(actor: User, message: Message, text: Cooked) -> None:
    """Tie the files that the text shows to the message; only one's own are taken, and they are private from now on."""
    keys = set(text.files)
    if len(keys) > MOST_FILES:
        raise NotPossible(
            _("A message holds at most %(most)s files. Send the rest in a second one.") % {"most": MOST_FILES}
        )
    if not keys:
        return
    files = list(File.objects.filter(key__in=keys, owner=actor))
    Attachment.objects.bulk_create([Attachment(message=message, file=file) for file in files], ignore_conflicts=True)
    attach(files, purpose=PRIVATE)


def made_before(actor: User, key: uuid.UUID | None) -> Message | None:
    """The message that this key made already; a writer's browser may send the same one twice."""
    made = Message.objects.select_related("conversation").filter(key=key).first() if key else None
    if made and made.author_id != actor.pk:
        raise NotPossible(_("This form was used already. Reload the page and try again; your text is still here."))
    return made
