"""Who may see and do what with introductions. A no is silent: the request waits, and then has ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...core.contact.rules import may_be_brought_to
from ...lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ...core.contact.queries import Recipient
    from ...core.people.models import Actor
    from .models import Introduction

ASKS_A_DAY = 3
PASSED_WITHIN, LASTS = dt.timedelta(days=14), dt.timedelta(days=28)  # always as long, so that nobody reads a no in it
REST = dt.timedelta(days=90)  # until the same two are brought together again
NOTHING = Q(pk__in=())
WHO = {"pass": "between", "agree": "other", "take_back": "asker"}


def visible(actor: Actor) -> Q:
    """Who asked, who was asked to introduce, and, once it was passed on, whom it is about. Nobody else, no staff."""
    if not actor.pk:
        return NOTHING
    return Q(asker_id=actor.pk) | Q(between_id=actor.pk) | (Q(other_id=actor.pk) & Q(passed_at__isnull=False))


def may_ask(actor: Actor, to: Recipient, *, waits: bool, asked_today: int) -> Ruling:
    """Members ask to be introduced to whoever wants to hear of others at all.

    waits: whether they have asked for the same, and it has not ended.
    """
    return (
        only_if(actor.is_authenticated, _("Sign in to ask for an introduction."))
        and unless(actor.pk == to.person.pk, _("You know yourself already."))
        and may_be_brought_to(to)
        and unless(
            waits, _("You have asked for an introduction to %(name)s. You are told when there is a yes."),
            name=to.person.name,
        )
        and only_if(
            asked_today < ASKS_A_DAY,
            _("You have asked for %(most)s introductions today. Tomorrow you can ask for more."), most=ASKS_A_DAY,
        )
    )  # fmt: skip


def may_answer(actor: Actor, one: Introduction, verb: str, *, is_fit: bool = True) -> Ruling:
    """Who may pass it on, agree, say no or take it back, and when.

    is_fit: whether the two can be brought together at this moment; the sentence does not tell why not.
    """
    who = WHO.get(verb) or ("other" if one.passed_at else "between")
    if actor.pk != getattr(one, f"{who}_id"):
        return no(_("This is for another one of you to do."))
    if verb == "take_back":
        return only_if(one.waits, _("This has ended already."))
    if one.state != ("passed" if who == "other" else "asked"):
        return no(_("This was answered, taken back, or has ended. Look at the page again to see how it stands."))
    is_late = verb == "pass" and one.asked_at < timezone.now() - PASSED_WITHIN
    return unless(is_late, _("This has waited for too long; they can ask again.")) and unless(
        verb in ("pass", "agree") and not is_fit,
        _("These two cannot be brought together at the moment. You need not do anything."),
    )


def may_end(actor: Actor | None, one: Introduction) -> Ruling:
    """Time ends what nobody said yes to."""
    is_due = one.waits and one.ends_at <= timezone.now()
    return YES if actor is None and is_due else no(_("This has not ended."))
