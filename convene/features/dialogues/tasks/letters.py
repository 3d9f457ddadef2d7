"""Mails about what came of a dialogue, to those who are told of it and have not stopped these. None says who voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from ....core.notifications.letters import stop_address, stop_headers
from ....core.notifications.queries import unmailed
from ..models import Recommendation, Turn
from ..queries import who_is_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....core.people.models import User

ABOUT = "dialogues"  # as people stop these mails
AT_ONCE = 200


def post(one: Recommendation, turn: Turn | None, *, but: User) -> None:
    """Have those who are told written to, soon. turn: what was said last; None for a recommendation that is new."""
    wanted = who_is_told(one).exclude(pk=but.pk).exclude(pk__in=unmailed(ABOUT)).filter(email__isnull=False)
    numbers = sorted(wanted.values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        write.enqueue(one.pk, turn.pk if turn else 0, numbers[start : start + AT_ONCE])


@task
@transaction.atomic
def write(pk: int, turn: int, people: Sequence[int]) -> int:
    """Write to those who may still read it, each in their language; returns to how many. All of it or nothing."""
    one = Recommendation.objects.for_cards().filter(pk=pk).first()
    if one is None:
        return 0
    said = one.turns.filter(pk=turn).first()
    readers = list(who_is_told(one).filter(pk__in=people, is_active=True, suspended_at=None))
    for person in readers:
        with translation.override(person.language or settings.LANGUAGE_CODE):
            _letter(one, said, person).send()
    return len(readers)


def _letter(one: Recommendation, turn: Turn | None, person: User) -> EmailMessage:
    stop = stop_address(person.pk, ABOUT)
    context = {
        "one": one, "turn": turn, "dialogue": one.dialogue, "link": settings.SITE_URL + one.get_absolute_url(),
        "stop": stop, "network": settings.NETWORK_NAME,
    }  # fmt: skip
    subject = _("What came of it: %(question)s") % {"question": one.dialogue.question[:80]}
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string("dialogues/mail/account.txt", context),
        to=[str(person.email)],
        headers=stop_headers(stop),
    )
