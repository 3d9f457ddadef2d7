"""Messages: one's own, and the conversations that one takes part in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Row, Section
from .models import Conversation, Draft, GroupMessage, HandedOver, Message, Participation, Report

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """Conversations as the person sees them, what they wrote elsewhere, drafts and reports."""
    yield Section("messages", _("Messages"), _messages(person))
    begun: list[Row] = [{"to": one.to, "text": one.body, "saved_at": one.saved_at} for one in _drafts(person)]
    here = Participation.objects.filter(person=person).exclude(draft="").order_by("pk")
    begun += [{"conversation": one.conversation_id, "text": one.draft} for one in here]
    yield Section("message-drafts", _("Messages that you began"), begun)
    yield Section("messages-to-members", _("Messages to all members"), [
        {"community": one.community.name, "by_you": one.author_id == person.pk, "text": one.body, "at": one.created_at}
        for one in (GroupMessage.objects.visible_to(person) | GroupMessage.objects.filter(author=person))
        .distinct().select_related("community").order_by("pk")
    ])  # fmt: skip
    yield Section("message-reports", _("Messages you reported"), [
        {"reason": one.reason, "at": one.created_at, "answer": one.answer, "answered_at": one.answered_at}
        for one in Report.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip


def _messages(person: User) -> list[Row]:
    seen = Message.objects.visible_to(person) | Message.objects.filter(author=person)
    shown = seen.distinct().select_related("author").order_by("conversation_id", "number")
    return [
        {"conversation": one.conversation_id, "number": one.number, "by_you": one.author_id == person.pk,
         "by": str(one.author or _("A former member")), "text": one.body, "written_at": one.created_at,
         "edited_at": one.edited_at, "taken_back_at": one.taken_back_at}
        for one in shown
    ]  # fmt: skip


def _drafts(person: User) -> list[Draft]:
    return list(Draft.objects.filter(person=person).order_by("pk"))


def forget(person: User, how: How) -> None:
    """They leave every conversation; what they wrote to others stays with those, or its words are gone."""
    mine = Participation.objects.filter(person=person)
    Conversation.objects.filter(participations__in=mine.values("pk")).update(pair=None)
    Draft.objects.filter(person=person).delete()
    for draft in Draft.objects.filter(to=person.handle):
        _keep_for_nobody(draft)
    if how == How.REMOVE:
        _remove_words(person)
    if how == How.KEEP:
        for one in mine.filter(left_at=None).select_related("conversation"):
            one.left_at, one.left_after = timezone.now(), one.conversation.last_number
            one.save(update_fields=["left_at", "left_after"])
        mine.update(draft="", muted_at=None)


def _keep_for_nobody(draft: Draft) -> None:
    """What somebody began to write to them stays theirs."""
    other, is_new = Draft.objects.get_or_create(person_id=draft.person_id, to="", defaults={"body": draft.body})
    if not is_new:
        other.body = f"{other.body}\n\n{draft.body}"
        other.save(update_fields=["body"])
    draft.delete()


def _remove_words(person: User) -> None:
    GroupMessage.objects.filter(author=person).delete()
    wrote = Message.objects.filter(author=person)
    wrote.filter(taken_back_at=None).update(taken_back_at=timezone.now())
    wrote.update(body="", html="")
    Conversation.objects.filter(last_author=person).update(excerpt="")
    HandedOver.objects.filter(author=person).update(html="")
    Report.objects.filter(person=person).update(reason="")
