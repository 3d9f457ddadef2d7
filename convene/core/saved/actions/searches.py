"""Save a search, change it, pause it, let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...notifications.actions import read_group
from ...people.models import User
from .. import rules
from ..models import Mail, Search
from ..times import due_at

if TYPE_CHECKING:
    from ..pages import Said

MOST = 50  # of one person


@transaction.atomic
def save(actor: User, *, page: str, said: Said, name: str = "", mail: str = Mail.DAILY) -> Search:
    """Keep a search; the same one again is changed. raises: NotPossible where there are enough.

    Saved searches are nobody else's business and leave no line in the ledger until something is found.
    """
    require(rules.may_save(actor))
    if same := _same(actor, page, said):
        return change(actor, same, name=name, mail=mail)
    User.objects.select_for_update(no_key=True).only("pk").get(pk=actor.pk)  # two at once are counted
    if same := _same(actor, page, said):  # sent twice at once
        return same
    if Search.objects.visible_to(actor).count() >= MOST:
        raise NotPossible(
            _("You have %(most)s saved searches, and there is room for no more. Delete one that you can do without.")
            % {"most": MOST}
        )
    return Search.objects.create(person=actor, page=page, said=said, name=name.strip(), mail=mail)


@transaction.atomic
def change(actor: User, search: Search, *, name: str, mail: str) -> Search:
    """Call it otherwise, or have it mail more or less often; what waits to be mailed follows."""
    require(rules.may_change(actor, search))
    search = _held(search)
    search.name, search.mail = name.strip(), mail
    search.save(update_fields=["name", "mail"])
    search.finds.exclude(due_at=None).update(due_at=due_at(search, actor, timezone.now()))
    return search


@transaction.atomic
def pause(actor: User, search: Search) -> None:
    """Look for nothing until it goes on; what waits to be mailed is not."""
    require(rules.may_change(actor, search))
    search = _held(search)
    Search.objects.filter(pk=search.pk, paused_at=None).update(paused_at=timezone.now())
    search.finds.exclude(due_at=None).update(due_at=None)


@transaction.atomic
def resume(actor: User, search: Search) -> None:
    """Go on: what is new from now on is looked for."""
    require(rules.may_change(actor, search))
    Search.objects.filter(pk=search.pk).exclude(paused_at=None).update(paused_at=None, since=timezone.now())


@transaction.atomic
def delete(actor: User, search: Search) -> None:
    """Let it go, with all that was found."""
    require(rules.may_change(actor, search))
    read_group(actor, search.group)
    _held(search).delete()


@transaction.atomic
def see(actor: User, search: Search) -> None:
    """What was found has been looked at."""
    require(rules.may_change(actor, search))
    search.finds.filter(seen_at=None).update(seen_at=timezone.now())
    read_group(actor, search.group)


def _same(actor: User, page: str, said: Said) -> Search | None:
    """One that is saved already. No more are looked through than one may have."""
    mine = Search.objects.visible_to(actor).filter(page=page).order_by("pk")
    return next((one for one in mine if one.said == said), None)


def _held(search: Search) -> Search:
    return Search.objects.select_for_update().get(pk=search.pk)
