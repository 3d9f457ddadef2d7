"""What one list may hold, all in one place."""

from __future__ import annotations

MOST_RECORDS = 20_000  # at a time
MOST_BYTES = 64 * 1024 * 1024  # of a file
MOST_UNPACKED = 200 * 1024 * 1024  # of a workbook
MOST_PARTS = 2_000  # files inside a workbook
MOST_COLUMNS = 200
MOST_ENTRY = 200_000  # letters of one record
MOST_DEPTH = 60  # braces inside braces
MOST_FAULTS = 200  # told one by one
LONGEST = 20_000  # letters of a text
LONGEST_LINE = 500  # of a title, a name, an address' words
LONGEST_ADDRESS = 1_000
MOST_VALUES = 50  # authors, subjects …
