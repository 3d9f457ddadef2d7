"""What reading or drawing a document may cost, all in one place."""

from __future__ import annotations

MOST_PAGES = 1_000  # whose text is read
MOST_ON_A_PAGE = 20_000  # letters
MOST_NAME = 120  # letters of the name of a sheet or a chapter
STRETCH = 10_000  # letters, of a document that has no pages of its own
MOST_TEXT = 4_000_000  # letters of one document
MOST_XML = 80 * 1024 * 1024  # bytes of one part of an office document
MOST_DEPTH = 200  # elements within one another
MOST_PARTS = 5_000  # files in an office document
MOST_GROUPS = 2_000  # braces within one another, of RTF
PREVIEWS = (480, 1200)  # widths in pixels of the first page as it is drawn
MOST_HEIGHT = 3  # times the width; what is longer is drawn narrower
SECONDS = 20  # of computing, and as long again on a busy machine before the process is killed
MEMORY = 1024 * 1024 * 1024  # bytes of address space
FILE_SIZE = 64 * 1024 * 1024  # bytes of anything it writes
