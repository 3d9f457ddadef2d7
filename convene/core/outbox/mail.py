"""Where Django, allauth and everybody else leave their mails."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from . import letters


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail as letters, in the transaction that caused it; `convene worker` sends them."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; returns how many go to somebody."""
        return sum(bool(letters.post(message)) for message in email_messages)
