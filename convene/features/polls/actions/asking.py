"""Ask, ask differently while nobody has voted, and take back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.communities.rules import may_moderate
from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import MAX_SOURCE, CookContext, cook
from ....lib.text.names import clean_title
from ...discussions.actions import note_asked
from ...discussions.models import Topic
from .. import rules
from ..models import Kind, Poll, Threshold, Urn
from ..queries import told, voters
from .checking import options_of

if TYPE_CHECKING:
    from ....core.people.models import User
    from ....core.teams.models import Team

SHORTEST, LONGEST = dt.timedelta(minutes=5), dt.timedelta(days=366)
A_DAY = dt.timedelta(days=1)
WRITTEN = (
    "title", "details", "options", "most", "threshold", "quorum", "allows_block", "is_anonymous", "is_hidden",
    "tells_all", "closes_at",
)  # fmt: skip


@transaction.atomic
def ask(actor: User, place: Community | Team, *, kind: str, topic: Topic | None = None, **terms: Any) -> Poll:
    """Ask everybody who belongs there, and tell them; from a topic, those who follow it.

    terms: see `WRITTEN`; they hold from the first vote on.

    raises: NotPossible for what cannot be asked so.
    """
    community = place if isinstance(place, Community) else None
    team = None if isinstance(place, Community) else place
    require(rules.may_ask(actor, community=community, team=team, has_topic=topic is not None))
    if kind not in Kind.values or (topic and topic.community_id != (community.pk if community else None)):
        raise NotPossible(_("This cannot be asked here. Go back to the page you came from and try again."))
    poll = Poll(community=community, team=team, topic=topic, caller=actor, kind=kind)
    _word(actor, poll, terms)
    poll.save(force_insert=True)
    if poll.is_anonymous:
        Urn.objects.create(poll=poll)
    entry = record(actor, "polls.opened", poll, community=community)
    notify(entry, told(poll), reason="asked", group=poll.group)
    note_on_topic(poll)
    return poll


@transaction.atomic
def change(actor: User, poll: Poll, **terms: Any) -> None:
    """Word it anew while nobody has voted; after the first vote it can only be given more time."""
    poll = held(poll)
    require(rules.may_change(actor, poll))
    if poll.voter_count:
        closes_at = terms.get("closes_at")
        said = {name: terms[name] for name in WRITTEN if name in terms and name != "closes_at"}
        if any(getattr(poll, name) != value for name, value in said.items()):
            raise NotPossible(_("Somebody has voted, so this stays as they saw it. You can only give it more time."))
        if closes_at is None or closes_at < poll.closes_at:
            raise NotPossible(
                _("Somebody has voted: you can give it more time, but not less. You can close it by hand.")
            )
        terms = {name: getattr(poll, name) for name in WRITTEN} | {"closes_at": closes_at}
    _word(actor, poll, terms)
    if poll.is_anonymous:
        Urn.objects.get_or_create(poll=poll)
    poll.save()
    record(actor, "polls.changed", poll, community=poll.community)


@transaction.atomic
def withdraw(actor: User, poll: Poll) -> None:
    """Take it back: nobody sees it any more."""
    poll = held(poll)
    require(rules.may_withdraw(actor, poll))
    poll.withdrawn_at = timezone.now()
    poll.save(update_fields=["withdrawn_at"])
    record(actor, "polls.withdrawn", poll, community=poll.community)
    note_on_topic(poll)


def held(poll: Poll) -> Poll:
    """As it stands, until this is done."""
    rows = Poll.objects.select_for_update(of=("self",)).select_related("community", "team", "caller")
    return rows.get(pk=poll.pk, withdrawn_at=None)


def note_on_topic(poll: Poll) -> None:
    """Have the page of its topic know how much is asked there now."""
    if poll.topic_id:
        note_asked(poll.topic_id, Poll.objects.filter(topic=poll.topic_id, withdrawn_at=None, closed_at=None).count())


def _word(actor: User, poll: Poll, terms: dict[str, Any]) -> None:
    """Put in what was said, or say why it cannot be asked so."""
    for name in WRITTEN:
        if name in terms:
            setattr(poll, name, terms[name])
    poll.title, poll.details = clean_title(poll.title), poll.details.strip()
    if not poll.title:
        raise NotPossible(_("Say in a sentence what you ask."))
    if poll.is_proposal and not poll.details:
        raise NotPossible(_("Write down what you propose, so that everybody votes on the same words."))
    if len(poll.details) > MAX_SOURCE:
        raise NotPossible(_("This is too long. Put the details into the topic, and the question here."))
    _check_time(poll)
    poll.options = options_of(poll, poll.options)
    if poll.threshold not in Threshold.values or not 0 <= poll.quorum <= 100:
        raise NotPossible(_("The quorum is a number from 0 to 100, in per cent of those who may vote."))
    if poll.is_anonymous:
        poll.is_hidden = True
        if voters(poll).count() < rules.FEW:
            raise NotPossible(
                _("Fewer than five people may vote here: without names one could guess who it was. Ask with names.")
            )
    if poll.community:
        poll.tells_all = poll.topic is None or (poll.tells_all and bool(may_moderate(actor, poll.community)))
        check_words(actor, poll.community, "\n".join([poll.title, poll.details, *poll.options]))
    poll.details_html = cook(poll.details, CookContext()).html if poll.details else ""


def _check_time(poll: Poll) -> None:
    now = timezone.now()
    if not now + SHORTEST <= poll.closes_at <= now + LONGEST:
        raise NotPossible(_("Choose a closing time in the future, within a year."))
    poll.remind_at = poll.closes_at - min(A_DAY, (poll.closes_at - poll.opened_at) / 2)
