"""Have a file looked through for viruses, where a site has a scanner."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ...lib.clamav import Clamd, Unanswered
from ...lib.errors import NotPossible, Unavailable

logger = logging.getLogger(__name__)


def scan(path: Path) -> None:
    """Refuse a file with a virus, and every file while the scanner cannot say. Raises NotPossible or Unavailable."""
    if not settings.CLAMAV_URL:
        return
    try:
        virus = Clamd(settings.CLAMAV_URL).virus_in(path)
    except Unanswered as fault:
        logger.warning("clamd: %s", fault)
        raise Unavailable(
            _("We cannot look through files for viruses just now, so we take none. Please try again in a few minutes.")
        ) from None
    if virus:
        raise NotPossible(
            _("Our scanner found a virus in this file (%(virus)s), so we do not take it. Have your computer examined.")
            % {"virus": virus}
        )
