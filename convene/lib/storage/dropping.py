"""Take bytes away, once their row is gone."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.core.files.storage import default_storage

from .lending import Away

logger = logging.getLogger(__name__)


def drop(places: Iterable[str]) -> None:
    """Take bytes away; those that cannot be reached now stay, and the log says so."""
    for place in places:
        try:
            default_storage.delete(place)
        except Away as fault:
            logger.warning("%s stays for now: %s", place, fault)
