"""Ask people where they stand: add a show of hands to a post, vote, close."""

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
from ..models import LEAST_OPTIONS, MOST_OPTIONS, Post, ShowOfHands, Shows, Stance, Topic
from .writing import readers_of, without_muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....core.ledger.models import Entry
    from ....core.people.models import User

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def add_hands(
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
) -> ShowOfHands:
    """Put a show of hands into a post of one's own.

    raises: NotAllowed in posts of others; NotPossible for what cannot be asked.
    """
    require(rules.may_add_hands(actor, post))
    post = Post.objects.held(post.pk)
    if post.hidden_at or ShowOfHands.objects.filter(post=post).exists():
        raise NotPossible(_("A post holds one show of hands. Reply with another post to ask something else."))
    texts = [text for line in options if (text := clean_name(line, 1_000))]
    question = clean_name(question, 1_000)
    check_hands(question, texts, least, most, closes_at)
    check_words(actor, post.topic.community, "\n".join([question, *texts]), key=post.key)
    hands = ShowOfHands.objects.create(
        post=post, question=question[:200], options=texts, counts=[0] * len(texts), least=least, most=most,
        shows=Shows(shows), is_named=is_named, closes_at=closes_at,
    )  # fmt: skip
    Topic.objects.filter(pk=post.topic_id).update(hands_count=F("hands_count") + 1, version=F("version") + 1)
    _note(actor, "discussions.hands_added", hands)
    return hands


def check_hands(question: str, texts: Sequence[str], least: int, most: int, closes_at: dt.datetime | None) -> None:
    """Go on when a show of hands can be asked so. raises: NotPossible."""
    now = timezone.now()
    if not question:
        raise NotPossible(_("Write the question that the show of hands asks."))
    if len(texts) < LEAST_OPTIONS:
        raise NotPossible(_("Give at least two options, one on each line."))
    if len(texts) > MOST_OPTIONS:
        raise NotPossible(
            _("A show of hands holds at most %(most)s options and this one has %(count)s: keep those that matter most.")
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
def vote(actor: User, hands: ShowOfHands, *, choices: Sequence[int]) -> Stance:
    """Choose options, or none when undecided; a second vote takes the place of the first."""
    hands = _locked(hands)
    require(rules.may_vote(actor, hands))
    chosen = sorted(set(choices))
    if any(number not in range(len(hands.options)) for number in chosen):
        raise NotPossible(_("This show of hands has no such option. Reload the page and choose again."))
    if chosen and not hands.least <= len(chosen) <= hands.most:
        raise NotPossible(_how_many(hands))
    stance = Stance.objects.filter(hands=hands, person=actor).first()
    if stance and stance.choices == chosen:
        return stance
    if stance:
        _count(hands, stance.choices, -1)
    stance, _new = Stance.objects.update_or_create(
        hands=hands, person=actor, defaults={"choices": chosen, "at": timezone.now()}
    )
    _count(hands, chosen, +1)
    _note(actor, "discussions.voted", hands)
    return stance


def _how_many(hands: ShowOfHands) -> str:
    if hands.least == hands.most:
        return ngettext("Choose %(most)s option.", "Choose %(most)s options.", hands.most) % {"most": hands.most}
    return _("Choose from %(least)s to %(most)s options.") % {"least": hands.least, "most": hands.most}


@transaction.atomic
def take_back_vote(actor: User, hands: ShowOfHands) -> None:
    """Have no part in a show of hands any more, while it is open."""
    hands = _locked(hands)
    require(rules.may_vote(actor, hands))
    stance = Stance.objects.filter(hands=hands, person=actor).first()
    if stance:
        stance.delete()
        _count(hands, stance.choices, -1)
        _note(actor, "discussions.vote_taken_back", hands)


@transaction.atomic
def close_hands(actor: User | None, hands: ShowOfHands) -> None:
    """End the voting, and tell those who took part. `actor` is None when its closing date has passed."""
    hands = _locked(hands)
    if hands.closed_at:
        return
    require(rules.may_close_hands(actor, hands))
    hands.closed_at = timezone.now() if actor else hands.closes_at
    hands.save(update_fields=["closed_at"])
    Topic.objects.filter(pk=hands.post.topic_id).update(version=F("version") + 1)
    line = _note(actor, "discussions.hands_closed", hands)
    topic = hands.post.topic
    if topic.hidden_at is None and hands.post.hidden_at is None:
        took_part = Q(pk__in=Stance.objects.filter(hands=hands).values("person")) | Q(pk=hands.post.author_id)
        people = without_muted(readers_of(*topic.places).filter(took_part), topic.pk)
        notify(line, people, reason="voted", group=topic.group)


@transaction.atomic
def remove_hands(actor: User, hands: ShowOfHands) -> None:
    """Take a show of hands out of its post, as long as nobody has voted."""
    hands = _locked(hands)
    require(rules.may_close_hands(actor, hands))
    if hands.voter_count:
        raise NotPossible(_("People have voted already. Close it instead; what they said stays."))
    _note(actor, "discussions.hands_removed", hands)
    hands.delete()
    Topic.objects.filter(pk=hands.post.topic_id).update(hands_count=F("hands_count") - 1, version=F("version") + 1)


def _locked(hands: ShowOfHands) -> ShowOfHands:
    return ShowOfHands.objects.select_for_update(of=("self",)).select_related("post__topic__community").get(pk=hands.pk)


def _count(hands: ShowOfHands, choices: Sequence[int], change: int) -> None:
    hands.counts = [count + change * (number in choices) for number, count in enumerate(hands.counts)]
    hands.voter_count += change
    hands.undecided_count += change * (not choices)
    hands.save(update_fields=["counts", "voter_count", "undecided_count"])
    Topic.objects.filter(pk=hands.post.topic_id).update(version=F("version") + 1)


def _note(actor: User | None, verb: str, hands: ShowOfHands) -> Entry:
    """A line of the ledger: that somebody voted, never what for."""
    topic = hands.post.topic
    return record(actor, verb, hands.post, community=topic.community, facts={"topic": topic.pk, "hands": hands.pk})
