"""Files that came with mails of an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from ....core.files.actions import take_in_bytes
from ....lib.errors import Refusal
from ....lib.mail.attachments import Attachment
from ....lib.mail.message import Message


def with_attachments(messages: Iterable[Message]) -> Iterator[str]:
    """The text of each message, with its files shown beneath; a file that cannot be kept is named."""
    for message in messages:
        lines = [_kept(file, message) for file in message.attachments]
        yield "\n\n".join([message.body_markdown, *lines]) if lines else message.body_markdown


def _kept(file: Attachment, message: Message) -> str:
    try:
        return take_in_bytes(None, file.name, file.read()).markdown
    except Refusal:
        message.repairs.append("attachment_left_out")
        return _("(An attachment, %(type)s, was not kept.)") % {"type": file.content_type}
