"""One log through red-dwarf, in an environment of its own; prints what it cost."""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings

import numpy as np
from reddwarf.implementations.base import run_pipeline

warnings.filterwarnings("ignore")


def main(path: str) -> None:
    """path: an array (votes, 3) as NumPy keeps it."""
    votes = [
        {"participant_id": person, "statement_id": statement, "vote": vote, "modified": at}
        for at, (person, statement, vote) in enumerate(np.load(path).tolist())
    ]
    begun = time.process_time()
    run_pipeline(votes=votes, random_state=0)
    spent = time.process_time() - begun
    print(json.dumps({"picture": spent, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(sys.argv[1])
