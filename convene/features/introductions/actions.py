"""Everything that changes introductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...core.contact.actions import introduce
from ...core.contact.letters import mail
from ...core.ledger.actions import record
from ...core.notifications.actions import notify, read_group
from ...core.people.models import User
from ...lib.errors import NotPossible
from ...lib.ruling import require
from ...lib.text.names import clean_name
from . import rules
from .models import Introduction, State
from .queries import asked_today, can_be_passed, can_meet, known_to_both, recipient, waits

if TYPE_CHECKING:
    from django.utils.functional import Promise

ASKS = gettext_lazy("%(by)s asks you for an introduction")
BRINGS = gettext_lazy("%(by)s would like you to meet somebody")
MEETS = gettext_lazy("You and %(by)s are introduced")


@transaction.atomic
def ask(actor: User, other: User, *, between: User, words: str, shows_address: bool = False) -> Introduction:
    """Ask somebody whom both know; `shows_address` lets `other` see one's mail address, once they have said yes."""
    list(User.objects.select_for_update(no_key=True).filter(pk=actor.pk).values_list("pk"))
    is_waiting, today = waits(actor, other), asked_today(actor)
    require(rules.may_ask(actor, recipient(actor, other), waits=is_waiting, asked_today=today))
    if between.pk not in {one.person.pk for one in known_to_both(actor, other, between.name)}:
        raise NotPossible(_("%(name)s cannot be asked at the moment. Choose somebody else.") % {"name": between.name})
    said = clean_name(words, 600)
    if not said:
        raise NotPossible(_("Say in a sentence what you would like to talk about."))
    made = Introduction.objects.create(
        asker=actor, between=between, other=other, words=said, asker_shows=shows_address
    )
    notify(record(actor, "introductions.asked", made), [between], reason="introduced", group=made.group)
    _mail(made, between, ASKS, by=actor)
    return made


@transaction.atomic
def pass_on(actor: User, introduction: Introduction, *, note: str = "") -> None:
    """Bring the request to whom it is about, with a word of one's own."""
    one = _held(introduction)
    require(rules.may_answer(actor, one, "pass", is_fit=can_be_passed(one)))
    one.state, one.passed_at, one.note = State.PASSED, timezone.now(), clean_name(note, 600)
    one.save(update_fields=["state", "passed_at", "note"])
    read_group(actor, one.group)
    notify(record(actor, "introductions.passed", one), [one.other], reason="introduced", group=one.group)
    _mail(one, one.other, BRINGS, by=actor)


@transaction.atomic
def agree(actor: User, introduction: Introduction, *, shows_address: bool = False) -> None:
    """Say yes: the two take messages from each other, and each sees the address that the other lets them see."""
    one = _held(introduction)
    require(rules.may_answer(actor, one, "agree", is_fit=can_meet(one)))
    one.state, one.met_at, one.other_shows = State.MET, timezone.now(), shows_address
    one.save(update_fields=["state", "met_at", "other_shows"])
    introduce(actor, one.asker)
    read_group(actor, one.group)
    entry = record(actor, "introductions.agreed", one)
    notify(entry, [one.asker, one.between], reason="introduced", group=one.group)
    _mail(one, one.asker, MEETS, by=actor)
    _mail(one, actor, MEETS, by=one.asker)


@transaction.atomic
def decline(actor: User, introduction: Introduction) -> None:
    """Say no; nobody is told, and what others see does not change."""
    one = _held(introduction)
    require(rules.may_answer(actor, one, "decline"))
    Introduction.objects.filter(pk=one.pk).update(state=State.DECLINED)
    read_group(actor, one.group)
    record(actor, "introductions.declined", one)


@transaction.atomic
def take_back(actor: User, introduction: Introduction) -> None:
    """Want it no more; its words are gone."""
    one = _held(introduction)
    require(rules.may_answer(actor, one, "take_back"))
    Introduction.objects.filter(pk=one.pk).update(state=State.TAKEN_BACK, words="", note="")
    for person in (one.between, one.other):
        read_group(person, one.group)
    record(actor, "introductions.taken_back", one)


@transaction.atomic
def end(introduction: Introduction) -> None:
    """Say after four weeks that nothing came of it, whatever the reason was; its words are gone."""
    one = _held(introduction)
    if not rules.may_end(None, one):
        return
    Introduction.objects.filter(pk=one.pk).update(state=State.ENDED, words="", note="")
    for person in (one.between, one.other):
        read_group(person, one.group)
    notify(record(None, "introductions.ended", one), [one.asker], reason="ended", group=one.group)


def _held(introduction: Introduction) -> Introduction:
    return Introduction.objects.select_for_update(of=("self",)).for_cards().get(pk=introduction.pk)


def _mail(one: Introduction, person: User, subject: Promise, *, by: User) -> None:
    said = {"one": one, "person": person, "met": one.meets(person)}
    mail(person, subject, "introductions/mail/introduction.txt", said, by=by, answer_to=one.address_for(person))
