"""`convene doctor`: what is wrong with this set-up, and what to do."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ... import doctor, doctor_services
from ...findings import Finding

LOOKS: tuple[doctor.Look, ...] = (
    doctor.python,
    doctor.data_dir,
    doctor.secret_key,
    doctor.addresses,
    doctor.database,
    doctor.clock,
    doctor.static_files,
    doctor.web_workers,
    doctor_services.cache_server,
    doctor_services.storage,
    doctor_services.scanner,
    doctor_services.mail,
    doctor_services.live,
    doctor_services.outbox,
    doctor_services.search,
    doctor_services.search_server,
    doctor_services.meaning,
)


class Command(BaseCommand):
    """Look at everything; exit 1 when something is wrong."""

    help = "Say in plain words what is wrong with this set-up and what to do. Exit code 1 when something is."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One object for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Look, say, and end with 0 or 1."""
        findings = [finding for look in LOOKS for finding in look()]
        is_well = all(finding.level != "wrong" for finding in findings)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": is_well, "findings": [finding.as_json for finding in findings]}))
        else:
            for finding in findings:
                self._say(finding)
            self.stdout.write("\nAll is well." if is_well else "\nSomething is wrong; see above.")
        if not is_well:
            sys.exit(1)

    def _say(self, finding: Finding) -> None:
        sign = {"fine": self.style.SUCCESS("✓"), "note": self.style.WARNING("·"), "wrong": self.style.ERROR("✗")}
        self.stdout.write(f"{sign[finding.level]} {finding.about}: {finding.says}")
        if finding.do:
            self.stdout.write(f"    {finding.do}")
