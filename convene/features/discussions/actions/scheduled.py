"""Write now, post later: exactly once, at its time, if it may be posted then."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.files.actions import attach
from ....core.files.models import File
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....lib.errors import NotPossible, Refusal
from ....lib.ruling import require
from ....lib.text.names import clean_title
from .. import rules
from ..models import Draft, Kind, Post, Scheduled, Topic
from .announcements import begin
from .drafts import keeping_draft
from .writing import cooked

if TYPE_CHECKING:
    from ....core.communities.models import Community

FURTHEST = dt.timedelta(days=366)
MOST_WAITING = 50  # of one person


@transaction.atomic
def schedule(
    actor: User,
    community: Community,
    *,
    due_at: dt.datetime,
    title: str,
    body: str,
    kind: str = Kind.DISCUSSION,
    without_replies: bool = False,
    key: uuid.UUID | None = None,
) -> Scheduled:
    """Keep a topic until its time. The same `key` again gives what it made before."""
    require(rules.may_start(actor, community, kind))
    User.objects.select_for_update(no_key=True).only("pk").get(pk=actor.pk)  # the same form twice at once: one waits
    if made := _made_before(actor, key):
        return made
    if Scheduled.objects.visible_to(actor).waiting().count() >= MOST_WAITING:
        raise NotPossible(
            _("%(most)s of your topics are waiting already. Let some of them be posted first.") % {"most": MOST_WAITING}
        )
    title = _checked(actor, title, body, due_at)
    scheduled = Scheduled.objects.create(
        person=actor, community=community, kind=kind, title=title, body=body.strip(), due_at=due_at,
        without_replies=without_replies,
        key=uuid.uuid4() if key is None or Post.objects.filter(key=key).exists() else key,
    )  # fmt: skip
    Draft.objects.filter(person=actor, community=community, topic=None).delete()
    record(actor, "discussions.scheduled", scheduled, community=community)
    return scheduled


def _made_before(actor: User, key: uuid.UUID | None) -> Scheduled | None:
    made = Scheduled.objects.filter(key=key).first() if key else None
    if made and made.person_id != actor.pk:
        raise NotPossible(_("This form was used already. Reload the page and try again; your text is still here."))
    return made


def _checked(actor: User, title: str, body: str, due_at: dt.datetime) -> str:
    """The title as it will stand; and the files of the text stay while it waits."""
    title, now = clean_title(title), timezone.now()
    if not title:
        raise NotPossible(_("Give it a title, so that others can find it."))
    if not now < due_at < now + FURTHEST:
        raise NotPossible(_("Choose a time in the future, within a year."))
    attach(File.objects.filter(key__in=cooked(body).files, owner=actor))
    return title


@transaction.atomic
def reschedule(actor: User, scheduled: Scheduled, *, due_at: dt.datetime, title: str, body: str, **more: Any) -> None:
    """Change what waits, or let something wait again that was stopped."""
    scheduled = _locked(scheduled)
    require(rules.may_change_scheduled(actor, scheduled))
    kind = more.get("kind", scheduled.kind)
    require(rules.may_start(actor, scheduled.community, kind))
    scheduled.title, scheduled.body = _checked(actor, title, body, due_at), body.strip()
    scheduled.kind, scheduled.without_replies = kind, bool(more.get("without_replies", scheduled.without_replies))
    scheduled.due_at, scheduled.stopped_at, scheduled.why = due_at, None, ""
    scheduled.save()
    let_go(actor, place_of(scheduled))
    record(actor, "discussions.rescheduled", scheduled, community=scheduled.community)


@transaction.atomic
def stop_scheduled(actor: User, scheduled: Scheduled) -> None:
    """Do not post it; the words stay, and can be scheduled again."""
    scheduled = _locked(scheduled)
    require(rules.may_change_scheduled(actor, scheduled))
    if scheduled.stopped_at is None:
        scheduled.stopped_at, scheduled.why = timezone.now(), ""
        scheduled.save(update_fields=["stopped_at", "why"])
        record(actor, "discussions.unscheduled", scheduled, community=scheduled.community)


@transaction.atomic
def remove_scheduled(actor: User, scheduled: Scheduled) -> None:
    """Let the words go for good."""
    scheduled = _locked(scheduled)
    require(rules.may_change_scheduled(actor, scheduled))
    let_go(actor, place_of(scheduled))
    record(actor, "discussions.scheduled_removed", scheduled, community=scheduled.community)
    scheduled.delete()


@transaction.atomic
def post_scheduled(actor: User | None, scheduled: Scheduled) -> bool:
    """Post what is due as its author would, or tell them why it could not be posted. Twice does nothing more.

    `actor` is None: it is time that does it.
    """
    scheduled, now = _locked(scheduled), timezone.now()
    if scheduled.posted_at or scheduled.stopped_at or scheduled.due_at > now:
        return False
    person, community = scheduled.person, scheduled.community
    language = person.language or settings.LANGUAGE_CODE
    try:
        with transaction.atomic(), keeping_draft(person, community), translation.override(language):
            require(rules.may_post_scheduled(actor, scheduled))
            begun = begin(
                person, community, kind=scheduled.kind, title=scheduled.title, body=scheduled.body, key=scheduled.key,
                without_replies=scheduled.without_replies,
            )  # fmt: skip
            scheduled.topic = begun if isinstance(begun, Topic) else None  # what waits for a moderator tells its author
            scheduled.posted_at = now
    except Refusal as no:
        scheduled.topic, scheduled.stopped_at, scheduled.why = None, now, no.sentence[:400]
        entry = record(None, "discussions.not_posted", scheduled, community=community)
        notify(entry, [person], reason="scheduled", group=scheduled.group)
    scheduled.save(update_fields=["topic", "posted_at", "stopped_at", "why"])
    return scheduled.posted_at is not None


def _locked(scheduled: Scheduled) -> Scheduled:
    rows = Scheduled.objects.select_for_update(of=("self",)).select_related("person", "community")
    return rows.get(pk=scheduled.pk)
