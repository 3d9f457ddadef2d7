"""Write the network's own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.drafts.actions import let_go
from ...core.ledger.actions import record
from ...lib.errors import NotPossible
from ...lib.ruling import require
from ...lib.text import cook
from . import rules
from .models import Key, Text

if TYPE_CHECKING:
    from ...core.people.models import User


@transaction.atomic
def write_text(actor: User, key: str, *, title: str, body: str) -> Text:
    """Say something about the network: its front page, what it is, how people behave, privacy, accessibility."""
    require(rules.may_write_texts(actor))
    if key not in Key.values:
        raise NotPossible(_("There is no such text."))
    new = {"title": title, "body": body, "html": cook(body).html, "written_at": timezone.now()}
    text, _made = Text.objects.update_or_create(key=key, defaults=new)
    let_go(actor, f"home.text:{key}")
    record(actor, "home.text_written", text, facts={"key": key})
    return text
