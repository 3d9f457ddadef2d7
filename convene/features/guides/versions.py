"""Fields that several people, or one person on several devices, write at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible


class Clash(NotPossible):
    """Somebody has written the same fields meanwhile: `theirs` stands in each, as version `stands`."""

    def __init__(self, theirs: dict[str, Any], stands: dict[str, int]) -> None:
        super().__init__(_("Somebody has written here meanwhile. Both stand below: put them together, and save again."))
        self.theirs, self.stands = theirs, stands


class Fields(models.Model):
    """Each field has a version of its own, so that nothing is overwritten unseen."""

    versions = models.JSONField(default=dict)  # field -> how often it was written

    class Meta:
        abstract = True

    def version(self, field: str) -> int:
        """How often a field was written."""
        return int(self.versions.get(field, 0))

    def take(self, said: Mapping[str, Any], upon: Mapping[str, int]) -> list[str]:
        """Write fields; `upon` are the versions that the writer knows. Which are new; raises Clash."""
        new = {field: value for field, value in said.items() if getattr(self, field) != value}
        unseen = {field: getattr(self, field) for field in new if upon.get(field, 0) != self.version(field)}
        if unseen:
            raise Clash(unseen, {field: self.version(field) for field in unseen})
        for field, value in new.items():
            setattr(self, field, value)
            self.versions[field] = self.version(field) + 1
        return list(new)
