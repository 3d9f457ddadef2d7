"""`convene staff EMAIL`: make somebody a member of staff."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _

from .....lib.errors import Refusal
from ...actions import make_staff


class Command(BaseCommand):
    """Make the person with this address staff; who has no account yet gets one, opened with a mailed code."""

    help = "Make the person with this e-mail address a member of staff, with an account if they have none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One address, and a name for a new account."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default="", help="name of a new account")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:  # noqa: ARG002
        """Exit code 2 and a sentence when it cannot be done."""
        try:
            validate_email(email)
            person, is_new = make_staff(None, email=email, name=name)
        except ValidationError as error:
            raise CommandError(_("“%(text)s” is not an e-mail address.") % {"text": email}, returncode=2) from error
        except Refusal as error:
            raise CommandError(error.sentence, returncode=2) from error
        said = _("%(name)s has a new account and is staff.") if is_new else _("%(name)s is staff.")
        self.stdout.write(said % {"name": person.name})
        if not person.has_usable_password():
            where = settings.SITE_URL + reverse("account_request_login_code")
            self.stdout.write(_("They sign in with a mailed code: %(where)s") % {"where": where})
