"""How much of a page is looked at, and how much is kept, all in one place."""

from __future__ import annotations

MOST_BYTES = 2 * 1024 * 1024
MOST_TAGS = 4_000  # of those that may say something
MOST_LINKED = 20  # blocks of JSON-LD
MOST_LINKED_BYTES = 256 * 1024
MOST_OBJECTS = 500  # in them
MOST_DEPTH = 12
TITLE = 300  # letters, as all that follow
DESCRIPTION = 2_000
NAME = 200
ADDRESS = 2_000
MOST_AUTHORS = 40
MOST_KEYWORDS = 40
