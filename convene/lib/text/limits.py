"""How much a text may cost, all in one place."""

from __future__ import annotations

MAX_SOURCE = 32_000  # characters of Markdown; forms refuse more
MAX_HTML = 1_000_000  # characters of HTML from outside that are cleaned; more is taken as plain text
MOST_MENTIONS = 50  # different people in one text
MOST_GROWTH, GROWTH_ALLOWANCE = 10, 8_000  # HTML is at most source * 10 + 8,000 characters
LIGHT_LENGTH, LIGHT_MARKS = 4_000, 800  # what is longer and has more marks than this is cooked in the helper
HELPER_CPU = 0.5  # seconds of computing for one text
HELPER_WAIT = 2.0  # seconds until the helper is killed
HELPER_START = 20.0  # seconds in which it must have started
HELPER_IDLE = 300.0  # seconds after which it goes home
HELPER_MEMORY = 768 * 1024 * 1024  # bytes of address space
