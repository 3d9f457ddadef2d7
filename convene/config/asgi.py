"""The streams of `convene live`, for an ASGI server; pages are served by WSGI."""

from __future__ import annotations

import os

from .streams import Streams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
application = Streams()
