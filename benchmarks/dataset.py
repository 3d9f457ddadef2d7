"""Find the data set: a generator that lies beside the project and is loaded from there."""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
BESIDE = PROJECT.parent / "shared" / "data"
OWN = 40_200  # posts of the data set as it is


class NoDataset(Exception):
    """The generator is not where it should be."""


def generator() -> Path:
    """Where the generator lies. Raises NoDataset with a sentence."""
    path = Path(os.environ.get("CONVENE_DATA") or BESIDE).parent / "bench" / "dataset.py"
    if not path.is_file():
        raise NoDataset(
            f"The data set is made by {path}, which is not there. "
            "It lies beside the project; say where with CONVENE_DATA=/path/to/shared/data."
        )
    return path


def asked_for(words: argparse.ArgumentParser) -> argparse.Namespace:
    """What the command line asks for; the program ends here, with a sentence, where there is no data set."""
    given = words.parse_args()
    try:
        generator()
    except NoDataset as missing:
        words.exit(2, f"{missing}\n")
    return given


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("bench_dataset", generator())
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words() -> tuple[str, str]:
    """A word that stands in three posts, and one that stands in every fifth."""
    module = _module()
    return module.RARE, module.COMMON


def rows(posts: int = 0) -> Iterator[dict[str, Any]]:
    """People, communities and topics; with `posts`, the topics again and again until there are so many."""
    module = _module()
    made, topics = 0, []
    for row in module.Gen():
        here = len(row.get("posts", ()))
        if here == module.PER_TOPIC and 0 < posts < made + here + module.LONG:
            continue  # the long topic comes last, and is always there
        made += here
        if row["k"] == "topic" and posts > OWN:
            topics.append(row)
        yield row
    for row in itertools.cycle(topics):
        if made >= posts:
            return
        made += len(row["posts"])
        yield row
