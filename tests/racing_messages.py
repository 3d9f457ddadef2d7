"""Private messages at the same moment; run in the site's own environment, prints one JSON object."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.utils import timezone
from racing import browser, community, person, race, sending, statuses  # which sets Django up

from convene.core.people.models import User
from convene.features.messages import actions
from convene.features.messages.models import Participation


def ten_people_are_added_at_once() -> dict[str, Any]:
    """A newcomer, who may write to five new people in a day, adds one to each of ten messages that others sent."""
    here = community("here")
    ana = person("ana", here)
    User.objects.filter(pk=ana.pk).update(claimed_at=timezone.now())
    talks = [actions.start(person(f"friend-{number}", here), [ana], body="Hello").conversation for number in range(10)]
    added = [person(f"new-{number}", here) for number in range(10)]
    answers = race(
        sending(browser(ana), f"{talk.get_absolute_url()}add/", {"to": one.handle})
        for talk, one in zip(talks, added, strict=True)
    )
    return {"statuses": statuses(answers), "added": Participation.objects.filter(added_by=ana).count()}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
