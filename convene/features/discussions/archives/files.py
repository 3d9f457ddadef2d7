"""Files that came with mails of an archive."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ....core.files.actions import take_in_bytes
from ....core.files.intake import prepared
from ....lib.errors import Refusal
from ....lib.mail.attachments import Attachment
from ....lib.mail.hiding import hide_addresses
from ....lib.mail.message import Message
from ....lib.text.writing import escaped


def with_attachments(message: Message) -> str:
    """The text of a message with its files kept and shown beneath; a file that cannot be kept is named."""
    return "\n\n".join([message.body_markdown, *(_kept(file, message) for file in message.attachments)])


def try_attachments(message: Message) -> None:
    """Note in the message which of its files could not be kept; nothing is."""
    for file in message.attachments:
        try:
            with prepared(hide_addresses(file.name), [file.read()]):
                pass
        except Refusal:
            message.repairs.append("attachment_left_out")


def _kept(file: Attachment, message: Message) -> str:
    name = hide_addresses(file.name)
    try:
        return take_in_bytes(None, name, file.read()).markdown
    except Refusal:
        message.repairs.append("attachment_left_out")
        return _("(The attachment “%(name)s” was not kept.)") % {"name": escaped(name)}
