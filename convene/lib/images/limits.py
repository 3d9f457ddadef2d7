"""What a picture may cost, all in one place."""

from __future__ import annotations

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 4096  # pixels of the picture that is kept
RENDITIONS = (480, 1600)  # widths in pixels
MOST_FRAMES = 300
MOST_MOVING_PIXELS = 60_000_000  # frames * width * height of an animation; beyond it the first frame stays
SECONDS = 5  # of computing, and as long again on a busy machine before the process is killed
MEMORY = 1024 * 1024 * 1024  # bytes of address space
FILE_SIZE = 100 * 1024 * 1024  # bytes of anything it writes
