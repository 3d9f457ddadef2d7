"""`make bench-opinion`: what a picture of a dialogue costs, beside red-dwarf from PyPI in the same run, on one thread.

CPU seconds for the whole picture without its doubt, from votes in memory; for its doubt of thirty replicates; and for
one more vote with everything that follows from it. `--big` adds 100,000 people; red-dwarf needs minutes for them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import numpy as np

from benchmarks.opinion_dialogues import spoken
from convene.features.dialogues.opinion import read_votes
from convene.features.dialogues.opinion.foretelling import foretell

PEER = "red-dwarf==0.4.0"
ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("CONVENE_DATA") or ROOT.parent / "shared" / "data") / "polis"
MADE = {"2,000 x 200": (2000, 200, 0.12), "2,000 x 900": (2000, 900, 0.05), "10,000 x 500": (10_000, 500, 0.1)}
BIG = {"100,000 x 1,000": (100_000, 1000, 0.03)}
MARKS = {"2,000 x 200": (None, 0.012), "2,000 x 900": (0.35, None), "10,000 x 500": (0.5, 0.08),
         "100,000 x 1,000": (6.0, 0.45)}  # fmt: skip
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main() -> int:
    """0 when all marks are met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--big", action="store_true", help="100,000 people too")
    given = options.parse_args()
    peer = _peer()
    missed = 0
    print(f"{'dialogue':<32}{'picture s':>10}{'MiB':>6}{'doubt s':>9}{'vote ms':>9}{'red-dwarf s':>13}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, log in _logs(Path(folder), MADE | (BIG if given.big else {})):
            ours = _measured(sys.executable, "ours", log)
            theirs = _measured(peer, "theirs", log) if peer else {}
            ratio = f"{theirs['picture'] / ours['picture']:.0f}" if theirs else "–"
            print(
                f"{name:<32}{ours['picture']:>10.3f}{ours['mib']:>6.0f}{ours['doubt']:>9.2f}{ours['vote'] * 1e3:>9.1f}"
                f"{theirs.get('picture', float('nan')):>13.2f}{ratio:>8}"
            )
            picture, vote = MARKS.get(name, (None, None))
            missed += bool(picture and ours["picture"] > picture) + bool(vote and ours["vote"] > vote)
    for folder_ in sorted(DATA.glob("*/votes.csv")):
        told = foretell(read_votes(folder_))
        print(
            f"{folder_.parent.name:<32}bits a hidden vote: {told.groups:.4f} by groups, "
            f"{told.cold_start:.4f} by a cold start, {told.nothing:.4f} by none"
        )
    print("All marks are met." if not missed else f"{missed} marks are missed: {MARKS}")
    return min(missed, 1)


def _peer() -> str | None:
    """The Python of an environment that has it, made on first use."""
    place = ROOT / "build" / "red-dwarf"
    python = place / "bin" / "python"
    if not (place / "whole").exists():
        venv.create(place, with_pip=True, clear=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=False)
        if done.returncode:
            print(f"{PEER} cannot be installed here; only our own figures follow.", file=sys.stderr)
            return None
        (place / "whole").touch()
    return str(python)


def _logs(folder: Path, made: dict[str, tuple[int, int, float]]) -> list[tuple[str, Path]]:
    logs = []
    for file in sorted(DATA.glob("*/votes.csv")):
        votes = read_votes(file)  # the last vote of each: red-dwarf refuses several
        who = np.repeat(votes.people, votes.cast)
        log = np.column_stack([who, votes.statements[votes.table.indices], votes.table.data])
        logs.append((file.parent.name, _saved(folder, log)))
    return logs + [(name, _saved(folder, spoken(*size))) for name, size in made.items()]


def _saved(folder: Path, log: np.ndarray) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.npy"
    np.save(path, log)
    return path


def _measured(python: str, side: str, log: Path) -> dict[str, float]:
    words = [python, "-m", f"benchmarks.opinion_{side}", str(log)]
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **ONE_THREAD}, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


if __name__ == "__main__":
    sys.exit(main())
