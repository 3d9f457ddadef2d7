"""Remind people of what is due, at the bell, and by mail unless they want none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...notifications.letters import stop_address, stop_headers
from ...notifications.queries import by_mail
from .. import rules
from ..models import Step, group_of

if TYPE_CHECKING:
    from ...people.models import User


@transaction.atomic
def remind(actor: User | None, person: User, steps: Iterable[Step]) -> int:
    """Tell somebody of what is due, each at the bell, all in one mail; time alone does this. Safe to run twice."""
    require(rules.may_remind(actor))
    today = timezone.localdate()
    named = Step.objects.due(today).filter(pk__in=[step.pk for step in steps])
    due = list(named.select_for_update(of=("self",)).select_related("team").order_by("pk"))
    for step in due:
        step.remind_on = step.next_reminder(today)
        step.save(update_fields=["remind_on"])
        days = (step.due_on - today).days if step.due_on else 0
        entry = record(None, "steps.due", step, facts={"days": days, "alone": step.owner_id != person.pk})
        notify(entry, [person], reason="due", group=group_of(step.team_id))
    if due and person.email and by_mail(person, "steps"):
        with translation.override(person.language or settings.LANGUAGE_CODE):
            _letter(person, due).send()
    return len(due)


def _letter(person: User, due: list[Step]) -> EmailMessage:
    stop_all = stop_address(person.pk, "steps")
    subject = (
        _("Reminder: %(what)s") % {"what": due[0].text[:80]} if len(due) == 1
        else ngettext("Reminder: %(num)s action", "Reminder: %(num)s actions", len(due)) % {"num": len(due)}
    )  # fmt: skip
    context = {
        "due": [(step, settings.SITE_URL + step.get_absolute_url()) for step in due], "person": person,
        "network": settings.NETWORK_NAME, "mine": settings.SITE_URL + reverse("steps:mine"), "stop": stop_all,
    }  # fmt: skip
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string("steps/mail/due.txt", context),
        to=[str(person.email)],
        headers=stop_headers(stop_all),
    )
