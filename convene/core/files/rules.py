"""Who may see and bring in files.

A file knows nothing of what it is attached to, because that lies above it. Each feature that attaches files names, in
the setting `FILE_HOLDERS`, a function `(actor) -> Q` which says what files its visible things hold:

    FILE_HOLDERS = ["convene.features.discussions.rules.visible_files"]

    def visible_files(actor: Actor) -> Q:
        return Q(pk__in=PostFile.objects.filter(post__in=Post.objects.visible_to(actor)).values("file"))

The Q must not multiply rows: look things up in a subquery, as here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor
    from .models import File


PRIVATE = "private"  # purpose of a file that was given to a few people, whom staff do not look over the shoulder


class Holder(Protocol):
    """Says which files the visible things of a feature hold."""

    def __call__(self, actor: Actor, /) -> Q: ...


@cache
def _holder(name: str) -> Holder:
    holder: Holder = import_string(name)
    return holder


def visible(actor: Actor) -> Q:
    """One's own files, and those attached to something that one may see; staff see all that are not private."""
    seen = Q(owner_id=actor.pk) if actor.pk else Q(pk__in=())
    if actor.is_authenticated and actor.is_staff:
        seen |= ~Q(purpose=PRIVATE)
    for name in getattr(settings, "FILE_HOLDERS", ()):
        seen |= _holder(name)(actor)
    return seen


def largest() -> int:
    """Bytes of the largest file that is taken in."""
    return int(settings.FILE_LARGEST)


def may_remove(actor: Actor, file: File) -> Ruling:
    """Whoever brought a file in may take it away, and staff may."""
    return only_if(
        actor.is_authenticated and (actor.is_staff or file.owner_id == actor.pk),
        _("Only the owner can remove this file."),
    )


def may_bring_in(actor: Actor) -> Ruling:
    """Whoever is signed in may upload."""
    return only_if(actor.is_authenticated, _("Sign in to attach files."))
