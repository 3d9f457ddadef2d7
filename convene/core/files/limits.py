"""What may be brought in and how much of it, all in one place. The largest file is the setting FILE_LARGEST."""

from __future__ import annotations

from datetime import timedelta

DAY = timedelta(hours=24)
FILES_A_DAY = 200  # that one person may bring in
BYTES_A_DAY = 500 * 1024 * 1024
KEPT_ADRIFT = timedelta(hours=48)  # a file that nothing holds after that is swept away
REST_OF_A_FORM = 1024 * 1024  # bytes that a form may hold besides its files
FILES_AT_ONCE = 10
MOST_ENTRIES = 2_000  # files in an archive or an office document
MOST_UNPACKED = 300 * 1024 * 1024  # bytes
MOST_DIRECTORY = 1024 * 1024  # bytes of an archive's table of contents
MOST_RATIO = 150  # unpacked to packed, once it unpacks to more than SMALL
SMALL = 10 * 1024 * 1024
