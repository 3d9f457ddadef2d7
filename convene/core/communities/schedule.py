"""What time does to communities."""

from __future__ import annotations

from contextlib import suppress

from django_tasks import task

from ...lib.errors import NotAllowed
from . import actions
from .models import Community, Enrolment, Invitation


@task(priority=-50)
def remind_invited(most: int = 500) -> int:
    """Remind people of invitations that they have not answered; safe to run twice. Returns how many were reminded."""
    due = Invitation.objects.to_remind().select_related("community", "invited_by")[:most]
    return sum(actions.remind(invitation) for invitation in due)


@task(priority=-50)
def tell_of_quiet() -> int:
    """Ask the leaders of communities in which nobody writes any more; safe to run twice. Returns how many there are."""
    quiet = list(Community.objects.quiet())
    for community in quiet:
        actions.tell_of_quiet(community)
    return len(quiet)


@task(priority=-50)
def enrol_newcomers() -> int:
    """Let those join whom a rule means since it was applied last; safe to run twice. Returns how many joined."""
    joined = 0
    for enrolment in Enrolment.objects.filter(ended_at=None).select_related("community", "made_by"):
        with suppress(NotAllowed):  # whoever made it is no longer on the staff, or the community has closed
            joined += actions.apply_enrolment(enrolment.made_by, enrolment)
    return joined
