"""Who may say what came of a dialogue, and who is told; who takes its votes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import Ruling, only_if, unless
from .dialogue import may_finish, may_run

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Dialogue, Pack, Recommendation

MOST_RECOMMENDED, MOST_TOLD = 40, 100


def may_recommend(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Those who run it, once everybody may see what it rests on."""
    state = dialogue.state
    everybody_sees = state == "closed" or (state == "open" and dialogue.results == "live")
    return (
        may_run(actor, dialogue)
        and only_if(everybody_sees, _(
            "What came of it is written once everybody may see the result, so that each can judge what it rests on."))
        and only_if(dialogue.account_count < MOST_RECOMMENDED, _(
            "A dialogue has %(most)s recommendations at most. Add to one of those that stand there."),
            most=MOST_RECOMMENDED,
        )
    )  # fmt: skip


def may_tell(actor: Actor, recommendation: Recommendation, *, told: int) -> Ruling:
    """Those who run the dialogue say who answered, what became of it, and what they change. told: so far."""
    return may_run(actor, recommendation.dialogue) and only_if(
        told < MOST_TOLD,
        _("That is as much as one recommendation can tell. Write another one."),
    )


def may_follow(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Everybody who is signed in and finds the page, whether they take part or not."""
    signed_in = only_if(actor.is_authenticated, _("Sign in to be told what becomes of it."))
    return signed_in and only_if(dialogue.published_at, _("This dialogue is not published yet."))


def may_remind(actor: Actor | None) -> Ruling:
    """Time alone reminds."""
    return only_if(actor is None, _("Reminders go out by themselves."))


def may_pack(actor: Actor, dialogue: Dialogue, *, is_making: bool) -> Ruling:
    """Take all votes along: those who run it, after closing, one file at a time."""
    making = _("This file is being made already. It stands here when it is ready.")
    return may_finish(actor, dialogue) and unless(is_making, making)


def may_remove_pack(actor: Actor, pack: Pack) -> Ruling:
    """Those who run the dialogue take a file away before its time."""
    gone = _("This dialogue is not there any more.")
    return may_run(actor, pack.dialogue) if pack.dialogue else only_if(False, gone)
