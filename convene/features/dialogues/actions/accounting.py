"""What came of a dialogue: recommend, say who answered and what became of it, change openly, tell those who asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....core.ledger.actions import record
from ....core.notifications.actions import choose_mail, notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import queries, rules
from ..models import Decided, Dialogue, Follower, Kind, Recommendation, Turn
from ..models.account import LONGEST_RECOMMENDATION, LONGEST_WORDS
from ..tasks import ABOUT, post

if TYPE_CHECKING:
    from ....core.people.models import User

FARTHEST = dt.timedelta(days=5 * 366)
MOST_STATEMENTS = 20


@transaction.atomic
def recommend(
    actor: User, dialogue: Dialogue, *, text: str, asked_of: str, statements: Collection[int] = (),
    answer_by: dt.date | None = None,
) -> Recommendation:  # fmt: skip
    """Write what should follow from the votes, and who is to answer. statements: numbers of those that it rests on."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_recommend(actor, here))
    said = _said(text, asked_of)
    _check_answer_by(answer_by)
    rests_on = _rests_on(here, statements)
    here.account_count += 1
    here.save(update_fields=["account_count"])
    made = Recommendation.objects.create(
        dialogue=here, number=here.account_count, answer_by=answer_by, written_by=actor, **said
    )
    made.statements.set(rests_on)
    _tell(actor, "recommended", made, None)
    return made


@transaction.atomic
def answer(
    actor: User, recommendation: Recommendation, *, who: str, on: dt.date, decision: str, words: str = ""
) -> Turn:
    """Note who answered and what was decided; a later answer stands beside the earlier ones."""
    here = _held(recommendation)
    require(rules.may_tell(actor, here, told=here.turns.count()))
    if decision not in Decided.values:
        raise NotPossible(_("Say whether it is taken up, in part, or not."))
    name, why = clean_name(who, 200), clean_name(words, LONGEST_WORDS)
    if not name:
        raise NotPossible(_("Say who answered: a body, or a person in an office."))
    if decision != Decided.TAKEN and not why:
        raise NotPossible(
            _("Give the reason in their words: those who took part are owed one when something is not done.")
        )
    _check_past(on)
    made = _turn(actor, here, Kind.ANSWERED, on=on, who=name, decision=decision, words=why)
    newest = here.turns.filter(kind=Kind.ANSWERED).order_by("on", "pk").last()
    here.decision = newest.decision if newest else decision
    here.save(update_fields=["decision"])
    _tell(actor, "answered", here, made, decision=decision)
    return made


@transaction.atomic
def tell_what_became(actor: User, recommendation: Recommendation, *, on: dt.date, words: str) -> Turn:
    """Note what became of it, on its day."""
    here = _held(recommendation)
    require(rules.may_tell(actor, here, told=here.turns.count()))
    what = clean_name(words, LONGEST_WORDS)
    if not what:
        raise NotPossible(_("Say in a sentence or two what has happened."))
    _check_past(on)
    made = _turn(actor, here, Kind.BECAME, on=on, words=what)
    _tell(actor, "became", here, made)
    return made


@transaction.atomic
def change_recommendation(
    actor: User, recommendation: Recommendation, *, text: str, asked_of: str, answer_by: dt.date | None = None
) -> Turn | None:
    """Word it otherwise, ask somebody else, move its day; what it said before stays on the page. None for no change."""
    here = _held(recommendation)
    require(rules.may_tell(actor, here, told=here.turns.count()))
    said = _said(text, asked_of) | {"answer_by": answer_by}
    before = {name: getattr(here, name) for name in said}
    if said == before:
        return None
    if answer_by != here.answer_by:
        _check_answer_by(answer_by)
        here.reminded_on = None
    for name, value in said.items():
        setattr(here, name, value)
    here.save()
    was = {name: value for name, value in before.items() if value != said[name]}
    made = _turn(
        actor, here, Kind.CHANGED, on=timezone.localdate(), words=was.get("text", ""), who=was.get("asked_of", ""),
        answer_by=was.get("answer_by"),
    )  # fmt: skip
    _tell(actor, "recommendation_changed", here, made)
    return made


@transaction.atomic
def follow(actor: User, dialogue: Dialogue, *, follows: bool) -> None:
    """Be told what becomes of it, at the bell and by mail, or not any more.

    The ledger keeps no line: it would say who was here, and when.
    """
    require(rules.may_follow(actor, dialogue))
    if follows:
        Follower.objects.get_or_create(dialogue=dialogue, person=actor)
        choose_mail(actor, about=ABOUT, by_mail=True)
    else:
        Follower.objects.filter(dialogue=dialogue, person=actor).delete()


@transaction.atomic
def remind_of_answer(actor: User | None, recommendation: Recommendation) -> None:
    """Tell those who convene that the day of an answer has passed, once; time alone does this."""
    require(rules.may_remind(actor))
    due = Recommendation.objects.select_for_update(of=("self",)).overdue(timezone.localdate())
    here = due.for_cards().filter(pk=recommendation.pk).first()
    if here is None:
        return
    here.reminded_on = timezone.localdate()
    here.save(update_fields=["reminded_on"])
    entry = record(None, "dialogues.answer_due", here)
    notify(entry, queries.who_accounts_for(here), reason="review", group=here.dialogue.account_group)


def _held(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",))
    return rows.select_related("dialogue__community", "dialogue__team").get(pk=recommendation.pk)


def _turn(actor: User, here: Recommendation, kind: Kind, **said: Any) -> Turn:
    return Turn.objects.create(recommendation=here, kind=kind, written_by=actor, **said)


def _tell(actor: User, verb: str, here: Recommendation, turn: Turn | None, **facts: str) -> None:
    entry = record(actor, f"dialogues.{verb}", here, community=here.dialogue.community, facts=facts)
    post(here, turn, but=actor)
    notify(entry, queries.who_is_told(here), reason="account", group=here.dialogue.account_group)


def _said(text: str, asked_of: str) -> dict[str, Any]:
    words, who = clean_name(text, LONGEST_RECOMMENDATION), clean_name(asked_of, 200)
    if not words or not who:
        raise NotPossible(_("Say what you recommend, and who is to answer."))
    return {"text": words, "asked_of": who}


def _rests_on(dialogue: Dialogue, numbers: Collection[int]) -> list[int]:
    wanted = set(numbers)
    if len(wanted) > MOST_STATEMENTS:
        raise NotPossible(
            _("Name %(most)s statements at most, those that say it most clearly.") % {"most": MOST_STATEMENTS}
        )
    found = dict(dialogue.statements.shown().filter(number__in=wanted).values_list("number", "pk"))
    if missing := sorted(wanted - found.keys()):
        said = ngettext(
            "There is no statement %(numbers)s here.", "There are no statements %(numbers)s here.", len(missing)
        )
        raise NotPossible(said % {"numbers": ", ".join(map(str, missing))})
    return list(found.values())


def _check_answer_by(day: dt.date | None) -> None:
    today = timezone.localdate()
    if day and not today <= day <= today + FARTHEST:
        raise NotPossible(_("Choose a day for the answer from today on, within five years."))


def _check_past(day: dt.date) -> None:
    if day > timezone.localdate():
        raise NotPossible(_("That day has not come yet. Write down what has happened, and what is planned in words."))
