"""One log through our own opinion groups; prints what it cost."""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np

from convene.features.dialogues.opinion import State, Vote, Votes, analyse, fold_in


def main(path: str) -> None:
    """path: an array (votes, 3) as NumPy keeps it."""
    people, statements, votes = np.load(path).T
    begun = time.process_time()
    log = Votes.of(people, statements, votes)
    read = time.process_time() - begun
    picture = analyse(log, replicates=0)
    state, times = State.of(log), []
    for person in range(3):
        begun = time.process_time()
        fold_in(state, Vote(int(log.people[person]), int(log.statements[-1]), 1)).picture(replicates=0)
        times.append(time.process_time() - begun)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    doubt = analyse(log).doubt
    doubted = doubt.cpu_seconds if doubt else 0
    print(json.dumps({"picture": read + picture.cpu_seconds, "vote": min(times), "mib": held, "doubt": doubted}))


if __name__ == "__main__":
    main(sys.argv[1])
