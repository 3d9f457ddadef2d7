"""Who may do what with private messages. Being on the staff opens nothing here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...core.communities.rules import LEADS, role_of
from ...core.contact.rules import blocked, closed
from ...lib.ruling import YES, Ruling, no, only_if, unless
from .limits import CHANGEABLE_FOR

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.people.models import Actor
    from .models import GroupMessage, Message, Participation, Report

NOTHING = Q(pk__in=())


def visible(actor: Actor) -> Q:
    """Conversations in which a person takes part."""
    if not actor.pk:
        return NOTHING
    return Q(participations__person_id=actor.pk, participations__left_at=None)


def visible_messages(actor: Actor) -> Q:
    """Messages written while a person takes part, from when they came."""
    if not actor.pk:
        return NOTHING
    return Q(
        conversation__participations__person_id=actor.pk,
        conversation__participations__left_at=None,
        conversation__participations__since__lt=F("number"),
    )


def may_start(actor: Actor) -> Ruling:
    """Whoever is signed in may write to somebody."""
    return only_if(actor.is_authenticated, _("Sign in to write a message."))


def may_write(actor: Actor, others: Sequence[Participation]) -> Ruling:
    """Whoever takes part writes, as long as somebody is there to read it."""
    here = [other for other in others if other.left_at is None]
    if not actor.is_authenticated:
        return no(_("Sign in to write a message."))
    if not here:
        return no(_("Everybody else has left this conversation. You can start a new one."))
    if len(here) > 1:
        return YES
    if here[0].is_blocked:
        return blocked(here[0].person)
    is_there = here[0].person.is_active and not here[0].person.suspended_at
    return only_if(is_there and not here[0].has_blocked, closed(here[0].person))


def may_take_part(actor: Actor, mine: Participation) -> Ruling:
    """Whoever has not left adds people, reads, mutes and leaves, each for themselves."""
    return only_if(
        actor.pk and mine.person_id == actor.pk and mine.left_at is None,
        _("Only those who take part in a conversation can do this."),
    )


def may_change(actor: Actor, message: Message) -> Ruling:
    """Authors edit and take back what they wrote, for a while."""
    return (
        only_if(actor.pk and actor.pk == message.author_id, _("You can change only what you wrote yourself."))
        and unless(message.taken_back_at, _("You have taken this message back already."))
        and only_if(
            message.created_at > changeable_after(),
            _("A message can be changed for an hour. Write another one to put it right."),
        )
    )


def changeable_after() -> dt.datetime:
    """Messages from after this moment can be changed by their authors."""
    return timezone.now() - CHANGEABLE_FOR


def visible_reports(actor: Actor) -> Q:
    """Reports are read by who made them and by the staff, but for those about themselves."""
    if not actor.pk:
        return NOTHING
    mine = Q(person_id=actor.pk)
    return mine | (Q(about=None) | ~Q(about_id=actor.pk)) if actor.is_staff else mine


def may_report(actor: Actor, message: Message) -> Ruling:
    """Whoever reads a message of somebody else may hand it to the staff."""
    return (
        only_if(actor.is_authenticated, _("Sign in first."))
        and unless(actor.pk == message.author_id, _("You wrote this yourself. For an hour you can take it back."))
        and unless(message.taken_back_at, _("This message was taken back; there is nothing left to hand over."))
    )


def may_answer(actor: Actor, report: Report) -> Ruling:
    """Staff answer what is not about themselves."""
    return (
        only_if(actor.is_authenticated and actor.is_staff, _("This is for the staff of the network."))
        and unless(actor.pk in {report.about_id, report.person_id}, _("Somebody else on the staff answers this."))
        and unless(report.answered_at, _("This was answered already."))
    )


def visible_group_messages(actor: Actor) -> Q:
    """What was written to all members of a community is read by those who were members then and are still."""
    if not actor.pk:
        return NOTHING
    mine = Q(community__memberships__person_id=actor.pk)
    return mine & Q(community__memberships__joined_at__lte=F("created_at"))


def may_write_to_members(actor: Actor, community: Community) -> Ruling:
    """Leaders write to all members of their community, as long as it is not archived."""
    return (
        only_if(actor.is_authenticated, _("Sign in first."))
        and only_if(role_of(actor, community) in LEADS, _("Only those who lead a community write to all its members."))
        and unless(community.is_archived, _("This community is archived; nobody is written to any more."))
    )


def may_report_group(actor: Actor, message: GroupMessage) -> Ruling:
    """Members hand what a leader wrote to all of them to the staff, but not their own words."""
    return only_if(actor.is_authenticated, _("Sign in first.")) and unless(
        actor.pk == message.author_id, _("You wrote this yourself.")
    )
