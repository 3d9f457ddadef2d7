"""A worker that is killed while it draws, run in the site's own environment: `python tests/drawing.py`.

It is forked from here, where all is loaded already. Each line that comes in kills it and starts another; the end of the
input ends it.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta

from killing import Running  # sets Django up

import convene.features.dialogues.opinion  # noqa: F401 numpy, before anybody is forked
from convene.config import worker

LEASE = timedelta(seconds=1)


def main() -> None:
    """Start; kill when asked to; start again."""
    one = Running("worker", lambda: worker.work(LEASE))
    while True:
        one.start()
        asked = sys.stdin.readline()
        os.killpg(one.group, signal.SIGKILL)
        os.waitpid(one.group, 0)
        if not asked:
            return


if __name__ == "__main__":
    main()
