"""What time does to communities."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .models import Community, Invitation


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
