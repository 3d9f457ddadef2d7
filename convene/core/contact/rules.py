"""Who may write to whom. A block, a wish to be left alone and an account that is shut all say the same sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ..people.models import Actor, User
    from .queries import Recipient

EVERYBODY, COMMUNITIES, NOBODY = "everybody", "communities", "nobody"


def may_choose(actor: Actor) -> Ruling:
    """Whoever is signed in chooses who may write to them."""
    return only_if(actor.is_authenticated, _("Sign in first."))


def may_write_to(actor: Actor, to: Recipient) -> Ruling:
    """Whether somebody takes a first message from `actor`; the sentence is one, so that it does not tell of a block."""
    if actor.pk == to.person.pk:
        return no(_("You cannot write to yourself."))
    if to.is_blocked:
        return blocked(to.person)
    is_open = to.accepts == EVERYBODY or (to.accepts == COMMUNITIES and to.is_near) or to.was_introduced
    return only_if(_is_there(to.person) and is_open and not to.has_blocked, closed(to.person))


def may_be_brought_to(to: Recipient) -> Ruling:
    """Whether somebody can be told of another by a third person: not who wants to hear of nobody."""
    is_open = to.accepts != NOBODY and not to.is_blocked and not to.has_blocked
    return only_if(_is_there(to.person) and not to.person.leaves_at and is_open, closed(to.person))


def may_block(actor: Actor, person: User) -> Ruling:
    """Members block anybody but themselves."""
    return only_if(actor.is_authenticated, _("Sign in first.")) and unless(
        actor.pk == person.pk, _("You cannot block yourself.")
    )


def blocked(person: User) -> Ruling:
    """Said to whoever wants to write to somebody whom they have blocked."""
    return no(
        _("You have blocked %(name)s. End the block in your settings, and you can write again."), name=person.name
    )


def closed(person: User) -> str:
    """Said of whoever takes no messages, for whatever reason."""
    return _(
        "You cannot write to %(name)s here at the moment. A topic in a community that you share is a good place to ask."
    ) % {"name": person.name}


def _is_there(person: User) -> bool:
    return bool(person.claimed_at and person.is_active and not person.suspended_at)
