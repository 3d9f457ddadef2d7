"""Mail what was found, as it may be seen at that moment; and stop, with one press in such a mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...notifications.letters import stop_headers
from ...outbox.letters import ABOUT
from ...people.models import User
from ...search.kinds import kinds
from ...search.reader import reader_of
from ..fitting import results_for
from ..letters import stop_address
from ..models import Find, Mail, Search
from ..queries import name_of

if TYPE_CHECKING:
    from typing import Any

    from ...search.queries import Result
    from ...search.reader import Reader

SHOWN = 10  # things of one search in a mail


def mail(person: User, now: datetime) -> bool:
    """Mail somebody all that is due, as one letter, in the transaction that notes it; whether there was any."""
    with transaction.atomic():
        searches = list(Search.objects.select_for_update().filter(person=person).order_by("pk"))
        due = list(Find.objects.filter(search__in=searches, due_at__lte=now).order_by("-pk"))
        takes_part = person.is_active and person.claimed_at and not person.suspended_at and person.email
        told = _told(person, searches, due) if due and takes_part else []
        Find.objects.filter(pk__in=[find.pk for find in due]).update(due_at=None)
        Search.objects.filter(pk__in=[search.pk for search, _results in told]).update(mailed_at=now)
        if told:
            with translation.override(person.language or settings.LANGUAGE_CODE):
                _letter(person, told).send()
    return bool(told)


@transaction.atomic
def stop(searches: Iterable[int]) -> int:
    """Mail nothing more for these; what is found stands at the bell. Returns how many there were."""
    pks = list(searches)
    Find.objects.filter(search__in=pks).exclude(due_at=None).update(due_at=None)
    return Search.objects.filter(pk__in=pks).update(mail=Mail.NEVER)


def _told(person: User, searches: Iterable[Search], due: Iterable[Find]) -> list[tuple[Search, list[Result]]]:
    """What still fits, and may be seen now, each thing once however many of the searches it fits."""
    reader, told, already = reader_of(person), [], set[tuple[str, int]]()
    for search in searches:
        if search.paused_at or search.mail == Mail.NEVER:
            continue
        results = results_for(reader, search, [find for find in due if find.search_id == search.pk])
        new = [one for _find, one in results if (one.kind, one.seen.thread) not in already]
        already |= {(one.kind, one.seen.thread) for one in new}
        if new:
            told.append((search, new))
    return told


def _letter(person: User, told: list[tuple[Search, list[Result]]]) -> EmailMessage:
    reader = reader_of(person)
    parts = [_part(reader, search, results) for search, results in told]
    stop_all = stop_address(search.pk for search, _results in told)
    context = {
        "parts": parts, "stop": stop_all, "network": settings.NETWORK_NAME, "kinds": kinds(),
        "mine": f"{settings.SITE_URL}/saved/", "site": settings.SITE_URL,
    }  # fmt: skip
    subject = (
        _("New for %(name)s") % {"name": parts[0]["name"]} if len(parts) == 1
        else ngettext("New for %(num)s saved search", "New for %(num)s saved searches", len(parts))
        % {"num": len(parts)}
    )  # fmt: skip
    named = {one.seen.author for _search, results in told for one in results}
    named |= {one.seen.thread for _search, results in told for one in results if one.kind == "person"}
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string("saved/mail/found.txt", context),
        to=[str(person.email)],
        headers=stop_headers(stop_all) | {ABOUT: " ".join(map(str, sorted(filter(None, named))))},
    )


def _part(reader: Reader, search: Search, results: list[Result]) -> dict[str, Any]:
    return {
        "name": name_of(reader, search),
        "results": results[:SHOWN],
        "more": max(0, len(results) - SHOWN),
        "link": settings.SITE_URL + search.get_absolute_url(),
        "stop": stop_address([search.pk]),
    }
