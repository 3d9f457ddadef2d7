"""Say in short what a topic comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Summary, Topic
from .carrying import locked
from .order import set_topic
from .writing import cooked, watchers_of

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def sum_up(actor: User, topic: Topic, *, body: str, posts: Sequence[int] = ()) -> Summary:
    """Put a summary on top of a topic, resting on some of its posts. Who watches is told of the first."""
    require(rules.may_sum_up(actor, topic))
    text, rests_on = cooked(body), sorted(set(posts))
    (topic,) = locked(topic)
    there = set(topic.posts.filter(number__in=rests_on, hidden_at=None).values_list("number", flat=True))
    if missing := [number for number in rests_on if number not in there]:
        raise NotPossible(_("There is no post %(number)s in this topic.") % {"number": missing[0]})
    is_first = not topic.summaries.exists()
    summary = Summary.objects.create(
        topic=topic, author=actor, body=body.strip(), html=text.html, cooked_with=text.version, posts=rests_on,
        upto=topic.last_number,
    )  # fmt: skip
    set_topic(topic, summary=summary)
    let_go(actor, place_of(topic, "summary"))
    entry = record(actor, "discussions.summed_up", topic, community=topic.community)
    if is_first:
        notify(entry, watchers_of(topic), reason="watching", group=topic.group)
    return summary


@transaction.atomic
def remove_summary(actor: User, topic: Topic) -> None:
    """Show no summary any more; those there were stay in the history."""
    require(rules.may_sum_up(actor, topic))
    set_topic(topic, summary=None)
    record(actor, "discussions.summary_removed", topic, community=topic.community)
