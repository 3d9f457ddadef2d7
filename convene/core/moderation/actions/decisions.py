"""Decide about what waits: approve it, maybe with mended words, or refuse it and say why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, Refusal
from ....lib.ruling import require
from ...drafts.actions import let_all_go
from ...drafts.models import place_of
from ...ledger.actions import record
from ...people.models import User
from .. import rules
from ..kinds import the_kind
from ..models import Decision, Did, Item, State
from .telling import answer_reports, tell_author


@transaction.atomic
def approve(actor: User, item: Item, *, body: str = "") -> Item:
    """Let it appear, or stand; with `body`, in those words instead of the author's."""
    require(rules.may_decide(actor, item))
    item = _taken(item)
    before, body = item.body, body.strip()
    is_edited = bool(body) and body != before.strip()
    if is_edited:
        item.body, item.html = body, the_kind(item.kind).cook(body).html
    was_published = item.is_published
    _decide(actor, item, State.APPROVED)
    let_stand(actor, item)
    if is_edited and was_published:
        the_kind(item.kind).reword(actor, item, body)
    did = Did.EDITED if is_edited else Did.APPROVED
    Decision.objects.create(item=item, did=did, by=actor, before=before if is_edited else "")
    entry = record(actor, f"moderation.{did}", item, community=item.community)
    tell_author(entry, item, did.value)
    answer_reports(actor, item, was_taken_down=False)
    item.save()
    return item


@transaction.atomic
def refuse(actor: User, item: Item, *, reason: str) -> Item:
    """Do not let it appear, or take it down; the author is told why."""
    require(rules.may_decide(actor, item))
    item, reason = _taken(item), reason.strip()
    _check_reason(reason)
    _decide(actor, item, State.REFUSED, reason)
    take_down(actor, item)
    Decision.objects.create(item=item, did=Did.REFUSED, by=actor, reason=reason)
    tell_author(record(actor, "moderation.refused", item, community=item.community), item, "refused")
    answer_reports(actor, item, was_taken_down=True)
    item.save()
    return item


def approve_all(actor: User, items: Iterable[Item]) -> tuple[int, list[str]]:
    """Approve several, each for itself; how many, and why the others could not be."""
    return _each(items, lambda item: approve(actor, item))


def refuse_all(actor: User, items: Iterable[Item], *, reason: str) -> tuple[int, list[str]]:
    """Refuse several for the same reason; how many, and why the others could not be."""
    _check_reason(reason)
    return _each(items, lambda item: refuse(actor, item, reason=reason))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible(_("Say why, in a sentence: it is told to the author."))


def _each(items: Iterable[Item], do: Callable[[Item], Item]) -> tuple[int, list[str]]:
    done, refused = 0, []
    for item in items:
        try:
            do(item)
            done += 1
        except Refusal as no:
            refused.append(f"{item.title}: {no.sentence}")
    return done, refused


def _taken(item: Item) -> Item:
    """The item as it is now, locked; two moderators never decide the same one."""
    item = Item.objects.select_for_update(of=("self",)).select_related("author", "community").get(pk=item.pk)
    if item.state == State.WITHDRAWN:
        raise NotPossible(_("Its author has withdrawn this meanwhile."))
    if item.state != State.WAITING:
        raise NotPossible(_("Somebody has decided this already. See its history."))
    return item


def _decide(actor: User, item: Item, state: State, reason: str = "") -> None:
    item.state, item.decided_by, item.decided_at, item.reason = state, actor, timezone.now(), reason
    item.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    let_all_go([place_of(item)])


def let_stand(actor: User, item: Item) -> None:
    """Publish what was held, as its author; bring back what was hidden."""
    kind = the_kind(item.kind)
    if not item.is_published:
        try:
            item.address = kind.publish(item)
        except Refusal as no:
            raise NotPossible(
                _("This cannot appear now: %(why)s You can refuse it and tell its author.") % {"why": f"{no.sentence} "}
            ) from no
        item.published_at = timezone.now()
        count_held(item, -1)
    elif item.hidden_at:
        kind.restore(actor, item.key)
        item.hidden_at = None


def take_down(actor: User, item: Item) -> None:
    """Hide what stands; what was held was never seen, and stays its author's to mend."""
    if item.is_published and not item.hidden_at:
        the_kind(item.kind).hide(actor, item.key)
        item.hidden_at = timezone.now()


def count_held(item: Item, step: int) -> None:
    """Keep the number of things that a person has written and that have not appeared."""
    User.objects.filter(pk=item.author_id or 0).update(held_count=F("held_count") + step)
