"""Put a dialogue on a site that is being measured: so many statements and ballots; prints where they are, as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from convene.core.people.models import User  # noqa: E402
from convene.features.dialogues import actions  # noqa: E402
from convene.features.dialogues.actions.convening import Said  # noqa: E402
from convene.features.dialogues.models import Ballot  # noqa: E402
from convene.features.dialogues.models.ballot import key_of  # noqa: E402
from convene.features.dialogues.views.voter import SIGNER  # noqa: E402


def main() -> None:
    """Make them."""
    statements, ballots = int(sys.argv[1]), int(sys.argv[2])
    now = timezone.now()
    staff = User.objects.create(handle="convener-of-all", name="Convener", is_staff=True, claimed_at=now)
    said = Said("What should become of the lot?", "We", "A plan", now - dt.timedelta(1), now + dt.timedelta(9))
    seeds = [f"The lot needs thing number {number}, and that before anything else." for number in range(statements)]
    made = actions.convene(staff, None, said=said, seeds=seeds)
    actions.publish(staff, made)
    devices = [f"device:{number}" for number in range(ballots)]
    Ballot.objects.bulk_create(Ballot(dialogue=made, key=key_of(made, who)) for who in devices)
    print(json.dumps({
        "path": made.get_absolute_url(), "statements": list(made.statements.values_list("pk", flat=True)),
        "devices": [SIGNER.sign(f"{made.slug}|{who}") for who in devices],
    }))  # fmt: skip


if __name__ == "__main__":
    main()
