"""Mails about polls: to those who want mail from there, and have not stopped these."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from ...core.communities.models import Membership
from ...core.notifications.letters import stop_address, stop_headers
from ...core.notifications.queries import unmailed
from ...core.people.models import User
from .models import Poll
from .queries import voters

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 200


def post(poll: Poll, what: str, people: QuerySet[User]) -> None:
    """Have these people written to, soon. what: "reminder" or "outcome"."""
    wanted = people.exclude(pk__in=unmailed("polls")).filter(email__isnull=False)
    if poll.community_id:
        quiet = Membership.objects.filter(community=poll.community_id, mail="nothing")
        wanted = wanted.exclude(pk__in=quiet.values("person"))
    numbers = list(wanted.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        write.enqueue(poll.pk, what, numbers[start : start + AT_ONCE])


@task
@transaction.atomic
def write(pk: int, what: str, people: Sequence[int]) -> int:
    """Write to those who still belong there, in their words and by their clock; returns to how many. All or nothing."""
    poll = Poll.objects.for_cards().filter(pk=pk, withdrawn_at=None).first()
    if poll is None or (what == "reminder" and not poll.is_open):
        return 0
    readers = list(voters(poll).filter(pk__in=people))
    for person in readers:
        zone = ZoneInfo(person.time_zone or settings.TIME_ZONE)
        with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone):
            _letter(poll, what, person).send()
    return len(readers)


def _letter(poll: Poll, what: str, person: User) -> EmailMessage:
    said = {"reminder": _("Not yet answered: %(what)s"), "outcome": _("Outcome: %(what)s")}[what]
    stop = stop_address(person.pk, "polls")
    context = {
        "poll": poll, "place": poll.place, "link": settings.SITE_URL + poll.get_absolute_url(), "stop": stop,
        "network": settings.NETWORK_NAME, "outcome": poll.outcome if poll.concluded else None,
    }  # fmt: skip
    return EmailMessage(
        " ".join((said % {"what": poll.title[:80]}).split()),
        render_to_string(f"polls/mail/{what}.txt", context),
        to=[str(person.email)],
        headers=stop_headers(stop),
    )
