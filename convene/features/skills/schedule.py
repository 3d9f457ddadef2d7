"""What happens at night to what teams and the network see of their skills."""

from __future__ import annotations

from django.db.models import Count
from django_tasks import task

from ...core.frameworks.queries import texts
from ...core.teams.models import Team
from . import actions
from .coverage.team import LEAST
from .models import Counted
from .queries import skills_of


@task()
def release_coverage() -> None:
    """Release anew what teams and then the network may see, where enough has changed."""
    text = texts().skills
    if text is None:
        return
    theirs = Team.objects.filter(members__person__in=Counted.objects.values("person_id"))
    for team in theirs.annotate(counted=Count("members")).filter(counted__gte=LEAST).order_by("pk"):
        actions.release(None, team, skills=skills_of(text))
    actions.picture(None, skills=skills_of(text))
