"""Send a resource for review, put it on the shelf, give it back, retire it, and look at it again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.tags.models import Facet
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ....lib.text.writing import escaped
from ...discussions import actions as discussions
from ...discussions.models import Topic
from ...discussions.rules import may_sum_up
from .. import rules
from ..models import REVIEWED_AFTER, Resource, State
from .people import contributors_of, keepers_of, users_of

if TYPE_CHECKING:
    from ....core.people.models import User

LONGEST_ANSWER = 1000


@transaction.atomic
def submit(actor: User, resource: Resource) -> Resource:
    """Ask those who keep order to look at a draft."""
    require(rules.may_submit(actor, resource))
    _set(resource, state=State.WAITING, answer="")
    entry = record(actor, "library.submitted", resource, community=resource.community)
    notify(entry, keepers_of(resource), reason="to_review", group=resource.group)
    return resource


@transaction.atomic
def publish(actor: User, resource: Resource, *, review_on: dt.date | None = None) -> Resource:
    """Put it on the shelf until its next review. The discussion that it is made of says so from now on."""
    require(rules.may_publish(actor, resource))
    if not resource.tagged.filter(term__facet=Facet.KIND).exists():  # it came in a list that did not say
        raise NotPossible(_("Say first what kind of thing it is: edit it, and choose one."))
    now = timezone.now()
    _set(
        resource, state=State.PUBLISHED, answer="", published_at=resource.published_at or now, reviewed_at=now,
        changed_at=now, review_on=_day(review_on),
    )  # fmt: skip
    entry = record(actor, "library.published", resource, community=resource.community)
    notify(entry, [one for one in (resource.proposer,) if one], reason="published", group=resource.group)
    notify(entry, contributors_of(resource), reason="credited", group=resource.group)
    _show_in_source(actor, resource)
    return resource


@transaction.atomic
def refuse(actor: User, resource: Resource, *, answer: str) -> Resource:
    """Give it back with a reason; it can be mended and sent again."""
    require(rules.may_refuse(actor, resource))
    _set(resource, state=State.DRAFT, answer=_said(answer))
    entry = record(actor, "library.refused", resource, community=resource.community)
    notify(entry, [one for one in (resource.proposer,) if one], reason="refused", group=resource.group)
    return resource


@transaction.atomic
def retire(actor: User, resource: Resource, *, answer: str) -> Resource:
    """Take it out of the lists; whoever has its address still finds it, and reads why."""
    require(rules.may_retire(actor, resource))
    _set(resource, state=State.RETIRED, answer=_said(answer), changed_at=timezone.now())
    entry = record(actor, "library.retired", resource, community=resource.community)
    notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    return resource


@transaction.atomic
def mark_reviewed(actor: User, resource: Resource, *, review_on: dt.date | None = None) -> Resource:
    """Somebody looked, and it still holds."""
    require(rules.may_mark_reviewed(actor, resource))
    Resource.objects.select_for_update().only("pk").get(pk=resource.pk)
    resource.save(update_fields=resource.found_fresh(_day(review_on)))
    record(actor, "library.reviewed", resource, community=resource.community)
    return resource


@transaction.atomic
def grow_stale(resource: Resource) -> bool:
    """Time makes it due: its caretaker, its reviewers and those who used it are asked to look. Safe to do twice."""
    resource = Resource.objects.select_for_update(of=("self",)).select_related("community").get(pk=resource.pk)
    if resource.state != State.PUBLISHED or (resource.review_on or dt.date.max) > timezone.localdate():
        return False
    _set(resource, state=State.STALE, asked_at=timezone.now())
    entry = record(None, "library.grew_stale", resource, community=resource.community)
    notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    notify(entry, keepers_of(resource), reason="keeping", group=resource.group)
    notify(entry, users_of(resource), reason="used", group=resource.group)
    return True


def _set(resource: Resource, **values: object) -> None:
    """Change it behind its lock, as it is now."""
    Resource.objects.select_for_update().only("pk").get(pk=resource.pk)
    for name, value in values.items():
        setattr(resource, name, value)
    resource.save(update_fields=list(values))


def _day(review_on: dt.date | None) -> dt.date:
    today = timezone.localdate()
    if review_on is not None and review_on <= today:
        raise NotPossible(_("The next review lies in the future. Choose a later day."))
    return review_on or today + REVIEWED_AFTER


def _said(answer: str) -> str:
    said = "\n".join(clean_name(line, LONGEST_ANSWER) for line in answer.strip().splitlines())[:LONGEST_ANSWER]
    if not said:
        raise NotPossible(_("Say why in a sentence: somebody put work into it."))
    return said


def _show_in_source(actor: User, resource: Resource) -> None:
    """What stands on top of the discussion that it is made of leads to the resource."""
    source = Topic.objects.filter(pk=resource.source_id or 0).select_related("community", "summary").first()
    if source is None or not may_sum_up(actor, source):
        return
    link = f"[{escaped(resource.title)}]({resource.get_absolute_url()})"
    summary = source.summary
    if summary is not None and resource.get_absolute_url() in summary.body:
        return
    with override(settings.LANGUAGE_CODE):  # it is read by everybody
        words = _("This topic has become a resource in the library: %(link)s") % {"link": link}
    body = f"{summary.body}\n\n{words}" if summary else words
    discussions.sum_up(actor, source, body=body, posts=summary.posts if summary else ())
