"""The one command: `convene run`, `convene import`, `convene doctor` and the rest."""

from __future__ import annotations

import os
import sys

from django.core.management import ManagementUtility

from .config.addresses import settle
from .lib.database import driver


def main() -> None:
    """Hand the words of the command line to the management command of that name."""
    driver.load()
    settle(sys.argv[1:], os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
    ManagementUtility(["convene", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()
