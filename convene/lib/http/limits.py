"""What asking others may cost, all in one place."""

from __future__ import annotations

MOST_ADDRESS = 2_000  # letters
MOST_NAME = 220
PORTS = frozenset({80, 443, 8080, 8443})
SECONDS = 10.0  # for one thing, with all its redirects
SECONDS_FOR_A_FILE = 60.0
SECONDS_TO_CONNECT = 4.0
SECONDS_TO_RESOLVE = 4.0
REDIRECTS = 5
MOST_OF_A_PAGE = 1024 * 1024  # bytes; what it says of itself stands at its beginning
MOST_OF_ROBOTS = 256 * 1024
ROBOTS_KEPT = 3600  # seconds
GAP = 1  # seconds between two questions to one host
LONGEST_REST = 3600  # seconds that a host may ask us to leave it alone
