"""Who may do what with what waits for its time: topics, and posts that one keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import Ruling, only_if, unless

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Bookmark, Post, Scheduled


def may_change_scheduled(actor: Actor, scheduled: Scheduled) -> Ruling:
    """What waits is its author's, until it is posted."""
    is_own = only_if(actor.pk and actor.pk == scheduled.person_id, _("Only the person who wrote this can change it."))
    return is_own and unless(scheduled.posted_at, _("It has been posted. You can edit the post itself."))


def may_post_scheduled(actor: Actor | None, scheduled: Scheduled) -> Ruling:
    """Time alone posts it, while the person is still there; the rest is asked as of anybody who posts."""
    person = scheduled.person
    return only_if(actor is None, _("It is posted when its time comes.")) and unless(
        not person.is_active or person.suspended_at, _("Your account was suspended.")
    )


def may_bookmark(actor: Actor, post: Post) -> Ruling:
    """Whoever is signed in and can read a post may keep it."""
    return only_if(actor.is_authenticated, _("Sign in to keep bookmarks."))


def may_remind(actor: Actor | None, kept: Bookmark) -> Ruling:
    """Time alone reminds, when the day has come."""
    is_due = kept.remind_at is not None and kept.remind_at <= timezone.now()
    return only_if(actor is None and is_due, _("The day of this reminder has not come yet."))
