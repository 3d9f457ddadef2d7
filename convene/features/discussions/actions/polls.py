"""Ask people where they stand: add a poll to a post, vote, close."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import LEAST_OPTIONS, MOST_OPTIONS, Poll, Post, Shows, Stance, Topic
from .writing import readers_of, without_muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....core.ledger.models import Entry
    from ....core.people.models import User

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def add_poll(
    actor: User,
    post: Post,
    *,
    question: str,
    options: Sequence[str],
    least: int = 1,
    most: int = 1,
    shows: str = Shows.ALWAYS,
    is_named: bool = False,
    closes_at: dt.datetime | None = None,
) -> Poll:
    """Put a poll into a post of one's own.

    raises: NotAllowed in posts of others; NotPossible for what cannot be asked.
    """
    require(rules.may_add_poll(actor, post))
    post = Post.objects.held(post.pk)
    if post.hidden_at or Poll.objects.filter(post=post).exists():
        raise NotPossible(_("A post holds one poll. Reply with another post to ask something else."))
    texts = [text for line in options if (text := clean_name(line, 1_000))]
    question = clean_name(question, 1_000)
    check_poll(question, texts, least, most, closes_at)
    check_words(actor, post.topic.community, "\n".join([question, *texts]), key=post.key)
    poll = Poll.objects.create(
        post=post, question=question[:200], options=texts, counts=[0] * len(texts), least=least, most=most,
        shows=Shows(shows), is_named=is_named, closes_at=closes_at,
    )  # fmt: skip
    Topic.objects.filter(pk=post.topic_id).update(poll_count=F("poll_count") + 1, version=F("version") + 1)
    _note(actor, "discussions.poll_added", poll)
    return poll


def check_poll(question: str, texts: Sequence[str], least: int, most: int, closes_at: dt.datetime | None) -> None:
    """Go on when a poll can be asked so. raises: NotPossible."""
    now = timezone.now()
    if not question:
        raise NotPossible(_("Write the question that the poll asks."))
    if len(texts) < LEAST_OPTIONS:
        raise NotPossible(_("Give at least two options, one on each line."))
    if len(texts) > MOST_OPTIONS:
        raise NotPossible(
            _("A poll holds at most %(most)s options and this one has %(count)s: keep those that matter most.")
            % {"most": MOST_OPTIONS, "count": len(texts)}
        )
    if any(len(text) > 200 for text in texts):
        raise NotPossible(_("An option has at most 200 characters; put the details into your text."))
    if len({text.casefold() for text in texts}) < len(texts):
        raise NotPossible(_("Two of the options are the same: make each of them different."))
    if not 1 <= least <= most <= len(texts):
        raise NotPossible(_("The numbers of choices do not fit: at least 1, and at most as many as there are options."))
    if closes_at and not now < closes_at < now + LONGEST:
        raise NotPossible(_("Choose a closing date in the future, within a year."))


@transaction.atomic
def vote(actor: User, poll: Poll, *, choices: Sequence[int]) -> Stance:
    """Choose options, or none when undecided; a second vote takes the place of the first."""
    poll = _locked(poll)
    require(rules.may_vote(actor, poll))
    chosen = sorted(set(choices))
    if any(number not in range(len(poll.options)) for number in chosen):
        raise NotPossible(_("This poll has no such option. Reload the page and choose again."))
    if chosen and not poll.least <= len(chosen) <= poll.most:
        raise NotPossible(_how_many(poll))
    stance = Stance.objects.filter(poll=poll, person=actor).first()
    if stance and stance.choices == chosen:
        return stance
    if stance:
        _count(poll, stance.choices, -1)
    stance, _new = Stance.objects.update_or_create(
        poll=poll, person=actor, defaults={"choices": chosen, "at": timezone.now()}
    )
    _count(poll, chosen, +1)
    _note(actor, "discussions.voted", poll)
    return stance


def _how_many(poll: Poll) -> str:
    if poll.least == poll.most:
        return ngettext("Choose %(most)s option.", "Choose %(most)s options.", poll.most) % {"most": poll.most}
    return _("Choose from %(least)s to %(most)s options.") % {"least": poll.least, "most": poll.most}


@transaction.atomic
def take_back_vote(actor: User, poll: Poll) -> None:
    """Have no part in a poll any more, while it is open."""
    poll = _locked(poll)
    require(rules.may_vote(actor, poll))
    stance = Stance.objects.filter(poll=poll, person=actor).first()
    if stance:
        stance.delete()
        _count(poll, stance.choices, -1)
        _note(actor, "discussions.vote_taken_back", poll)


@transaction.atomic
def close_poll(actor: User | None, poll: Poll) -> None:
    """End the voting, and tell those who took part. `actor` is None when its closing date has passed."""
    poll = _locked(poll)
    if poll.closed_at:
        return
    require(rules.may_close_poll(actor, poll))
    poll.closed_at = timezone.now() if actor else poll.closes_at
    poll.save(update_fields=["closed_at"])
    Topic.objects.filter(pk=poll.post.topic_id).update(version=F("version") + 1)
    line = _note(actor, "discussions.poll_closed", poll)
    topic = poll.post.topic
    if topic.hidden_at is None and poll.post.hidden_at is None:
        took_part = Q(pk__in=Stance.objects.filter(poll=poll).values("person")) | Q(pk=poll.post.author_id)
        people = without_muted(readers_of(*topic.places).filter(took_part), topic.pk)
        notify(line, people, reason="voted", group=topic.group)


@transaction.atomic
def remove_poll(actor: User, poll: Poll) -> None:
    """Take a poll out of its post, as long as nobody has voted."""
    poll = _locked(poll)
    require(rules.may_close_poll(actor, poll))
    if poll.voter_count:
        raise NotPossible(_("People have voted already. You can close the poll instead; what they said stays."))
    _note(actor, "discussions.poll_removed", poll)
    poll.delete()
    Topic.objects.filter(pk=poll.post.topic_id).update(poll_count=F("poll_count") - 1, version=F("version") + 1)


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update(of=("self",)).select_related("post__topic__community").get(pk=poll.pk)


def _count(poll: Poll, choices: Sequence[int], change: int) -> None:
    poll.counts = [count + change * (number in choices) for number, count in enumerate(poll.counts)]
    poll.voter_count += change
    poll.undecided_count += change * (not choices)
    poll.save(update_fields=["counts", "voter_count", "undecided_count"])
    Topic.objects.filter(pk=poll.post.topic_id).update(version=F("version") + 1)


def _note(actor: User | None, verb: str, poll: Poll) -> Entry:
    """A line of the ledger: that somebody voted, never what for."""
    topic = poll.post.topic
    return record(actor, verb, poll.post, community=topic.community, facts={"topic": topic.pk, "poll": poll.pk})
