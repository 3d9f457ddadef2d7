"""Who may see and do what with people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, no, only_if, unless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allauth.usersessions.models import UserSession

    from ...lib.web.puzzles import Puzzle
    from .models import Actor, Export, User

EVERYONE, MEMBERS, NOBODY = "everyone", "members", "nobody"


def visible(actor: Actor) -> Q:
    """People with a page of their own: members and authors of archives, not those who never proved their address."""
    if actor.is_authenticated and actor.is_staff:
        return Q(merged_into=None)
    return Q(merged_into=None) & (Q(claimed_at__isnull=False) | Q(email=None))


def active() -> Q:
    """People who take part: they have an account and are not suspended."""
    return Q(claimed_at__isnull=False, is_active=True, merged_into=None)


def takes_part() -> Q:
    """Those whom a list of people names: not who is shut out, nor who is leaving."""
    return active() & Q(suspended_at=None, leaves_at=None)


def said_visible(actor: Actor) -> Q:
    """What profiles say to others: the same to all members, those on the staff and the person themselves included."""
    return Q() if actor.is_authenticated else Q(level=EVERYONE)


def may_see_field(actor: Actor, person: User, field: str) -> Ruling:
    """Each field of a profile has its own level; the person and staff see all of them."""
    if _is(actor, person) or (actor.is_authenticated and actor.is_staff):
        return only_if(True, "")
    level = person.visibility_of(field)
    if level == MEMBERS:
        return only_if(actor.is_authenticated, _("This is for members."))
    return only_if(level == EVERYONE, _("This is for the person alone."))


def may_sign_up(actor: Actor) -> Ruling:
    """Whoever is not signed in may make an account."""
    return unless(actor.is_authenticated, _("You are signed in already."))


def may_edit(actor: Actor, person: User) -> Ruling:
    """A profile is changed by the person it shows, and nobody else."""
    if not actor.is_authenticated:
        return no(_("Sign in to change your profile."))
    return only_if(_is(actor, person), _("Only the person whose profile this is can change it."))


def may_end(actor: Actor, session: UserSession) -> Ruling:
    """People sign out their own browsers."""
    return only_if(actor.is_authenticated and session.user_id == actor.pk, _("This is somebody else's browser."))


def may_claim(person: User, author: User) -> Ruling:
    """What an unclaimed author wrote goes to whoever proves the address."""
    return (
        only_if(person.claimed_at, _("Confirm your e-mail address first."))
        and unless(author.claimed_at or author.email, _("Somebody else has claimed this author already."))
        and unless(_is(person, author), _("This is you already."))
    )


def may_make_staff(actor: User | None) -> Ruling:
    """Whoever runs the site at its command line, and those who run it already."""
    return only_if(actor is None or actor.is_superuser, _("This is for those who run the site."))


def may_suspend(actor: Actor, person: User) -> Ruling:
    """Staff may suspend members, but not themselves."""
    return (
        _is_staff(actor)
        and unless(_is(actor, person), _("You cannot suspend yourself. Ask another member of staff."))
        and only_if(person.claimed_at, _("This person has no account that could be suspended."))
        and unless(person.suspended_at, _("This account is suspended already."))
    )


def may_mend(actor: Actor) -> Ruling:
    """Staff may mend what an account says, where its person cannot."""
    return _is_staff(actor)


def may_reinstate(actor: Actor, person: User) -> Ruling:
    """Staff may end a suspension."""
    return _is_staff(actor) and only_if(person.suspended_at, _("This account is not suspended."))


def may_export(actor: Actor, person: User, *, is_making: bool) -> Ruling:
    """Everybody gets a copy of what is theirs, one at a time, while their account is there."""
    return (
        only_if(_is(actor, person), _("Only the person whose things these are can have a copy of them."))
        and unless(
            person.leaves_at,
            _("Your account is being closed, so no copy is made any more. Sign in again to stop that, then ask."),
        )
        and unless(is_making, _("A copy is being made already. You get a mail when it is ready."))
    )


def may_remove_export(actor: Actor, export: Export) -> Ruling:
    """People take copies of what is theirs away when they have fetched them."""
    return only_if(actor.pk and actor.pk == export.person_id, _("This copy is somebody else's."))


def may_leave(actor: Actor, person: User, *, is_making: bool, reasons: Sequence[str]) -> Ruling:
    """People leave for good when they like, and staff close an account for whoever asks; what waits is settled first.

    is_making: whether a copy of their things is being made; reasons: sentences that say what to settle.
    """
    for reason in reasons:
        return _may_close(actor, person) and no(reason)
    return (
        _may_close(actor, person)
        and unless(person.leaves_at, _("This account is being closed already."))
        and unless(
            is_making,
            _("A copy of everything is being made. Wait for the mail that says it is ready, fetch it, then leave."),
        )
    )


def may_close_for(actor: Actor, person: User) -> Ruling:
    """Staff act for others; what is their own they close in their settings, as everybody does."""
    return _is_staff(actor) and unless(_is(actor, person), _("Your own account is closed in your settings."))


def may_stay(actor: Actor, person: User) -> Ruling:
    """Whoever changed their mind stays; staff may stop it for them."""
    return _may_close(actor, person) and only_if(person.leaves_at, _("This account is not being closed."))


def may_forget(actor: User | None, person: User) -> Ruling:
    """Time forgets people, when their days of grace are over."""
    is_due = person.leaves_at is not None and person.leaves_at <= timezone.now()
    return only_if(actor is None and is_due, _("The days in which this can be stopped are not over."))


def _may_close(actor: Actor, person: User) -> Ruling:
    is_allowed = _is(actor, person) or (actor.is_authenticated and actor.is_staff)
    return only_if(is_allowed, _("Only the person whose account this is, or the staff, can close it."))


def _is_staff(actor: Actor) -> Ruling:
    return only_if(actor.is_authenticated and actor.is_staff, _("This is for the staff of this site."))


def _is(actor: Actor, person: User) -> bool:
    return actor.is_authenticated and actor.pk == person.pk


class Lately(NamedTuple):
    """Sign-ups of the last ten minutes."""

    here: int  # from the same network
    all: int
    plain_here: int  # without a solved puzzle
    plain: int


WAIT = 15  # seconds that a sign-up takes whose browser does not solve puzzles
PLAIN_HERE, PLAIN = 6, 40  # that many of them in ten minutes: from one network, from all


def may_pass(given: Puzzle | None, answer: str, lately: Lately, bits: int) -> Ruling:
    """Whoever has solved a fresh puzzle that is hard enough; and a few, without an answer, who took their time.

    bits: how hard a puzzle is now; one or two fewer are fine, since a wave may have begun meanwhile.
    """
    if given is None or (answer and given.bits + 2 < bits):
        return no(_("This page had stood open for too long. Press “Join” once more; it is fresh now."))
    if answer:
        return only_if(
            given.is_solved_by(answer),
            _("Your browser's proof that it is no spam machine is not right. Press “Join” once more."),
        )
    return only_if(
        given.age >= WAIT,
        _("That was faster than people type. Without script in your browser, joining takes a quarter of a minute: look "
          "over what you wrote, and press “Join” again."),
    ) and only_if(
        lately.plain_here < PLAIN_HERE and lately.plain < PLAIN,
        _("Many are joining without script in their browsers just now. Switch script on for this page, or come back in "
          "ten minutes."),
    )  # fmt: skip


def may_pass_once(is_first: bool) -> Ruling:
    """Each puzzle is good for one sign-up."""
    return only_if(is_first, _("This form was sent already. To make another account, press “Join” once more."))
