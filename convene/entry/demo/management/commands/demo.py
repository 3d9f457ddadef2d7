"""`convene demo`: fill an empty site with believable people, communities and topics."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .....lib.errors import Refusal
from ...actions import fill

PASSWORD = "science-center"  # noqa: S105 (of made-up people, said aloud at the start)


class Command(BaseCommand):
    """Fill an empty site; a site with communities is left as it is."""

    help = "Fill an empty site with demo content: people, 25 communities, questions and answers."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what is being made, and how to sign in."""
        try:
            people = fill(PASSWORD, lambda line: self.stdout.write(f"  {line}"))
        except Refusal as no:
            raise CommandError(no.sentence) from no
        staff = next(user for user in people.values() if user.is_staff)
        leader = people["marisol"]
        self.stdout.write("Demo accounts, all with the password " + self.style.SUCCESS(PASSWORD) + ":")
        self.stdout.write(f"  {leader.email}  {leader.name}, who leads communities")
        self.stdout.write(f"  {staff.email}  {staff.name}, staff of the network")
