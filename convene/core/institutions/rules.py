"""Who may see and do what with institutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ..people.models import Actor
    from .models import Claim, Institution


def visible(actor: Actor) -> Q:
    """Everybody may know which institutions there are; one that was found to be another leads to that one."""
    return Q(merged_into=None)


def may_import(actor: Actor | None) -> Ruling:
    """Lists are brought in by the operator at the command line, who is nobody here."""
    return only_if(actor is None or actor.is_staff, _("Lists of institutions are brought in by the staff."))


def may_settle(actor: Actor) -> Ruling:
    """Whether two entries are one institution is decided by staff, and so are claims."""
    return only_if(actor.is_authenticated and actor.is_staff, _("This is for the staff of the network."))


def claims_visible(actor: Actor) -> Q:
    """One's own claims; for staff, all."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q() if actor.is_staff else Q(person_id=actor.pk)


def may_belong(actor: Actor, institution: Institution) -> Ruling:
    """Members say themselves where they work."""
    signed = only_if(actor.is_authenticated, _("Sign in to say that you work here."))
    return signed and unless(institution.merged_into_id, _("This institution has another page by now."))


def may_edit(actor: Actor, institution: Institution) -> Ruling:
    """A page is kept by those whose claim was confirmed, and by staff."""
    if not actor.is_authenticated:
        return no(_("Sign in to change this page."))
    keeps = actor.is_staff or institution.claims.accepted().filter(person_id=actor.pk).exists()
    return only_if(keeps, _("This page is kept by people of the institution. Claim it if you are one of them."))


def may_claim(actor: Actor, institution: Institution) -> Ruling:
    """Members claim the page of their institution once; staff answer."""
    if not actor.is_authenticated:
        return no(_("Sign in to claim this page."))
    mine = {claim.accepted for claim in institution.claims.filter(person_id=actor.pk)}
    return (
        unless(institution.merged_into_id, _("This institution has another page by now. Claim that one."))
        and unless(None in mine, _("You have claimed this page; the staff will answer."))
        and unless(True in mine, _("You keep this page already."))
    )


def may_decide(actor: Actor, claim: Claim) -> Ruling:
    """Staff answer a claim, and nobody their own."""
    own = _("Another member of the staff has to answer your own claim.")
    return may_settle(actor) and unless(actor.pk == claim.person_id, own)
