"""`make bench-search`: is what one knows to be there among the first ten? Asked of archives that are imported for it.

For each topic the telling words of its title, for each reply a sentence of it, for each author their name; each again
with one slip of the finger; and, where the extra `[semantic]` is installed, other words for what a topic is about.
A topic that has the same title as the one that is meant counts as found.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import string
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django

from convene.lib.database import driver
from convene.lib.sense import is_there

PLACE = tempfile.TemporaryDirectory(prefix="convene-search-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
os.environ |= {"DATA_DIR": PLACE.name, "DEVELOPMENT": "1", "LOG_LEVEL": "ERROR"}
os.environ["SEARCH_BY_MEANING"] = str(int(is_there()))
driver.load()
django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.paraphrases import paraphrase_of  # noqa: E402
from convene.config.preparation import prepare  # noqa: E402
from convene.core.communities.models import Community  # noqa: E402
from convene.core.people.models import User  # noqa: E402
from convene.core.search.following import bring_up_to_date  # noqa: E402
from convene.core.search.models import Doc  # noqa: E402
from convene.core.search.queries import Wish, search  # noqa: E402
from convene.core.search.reader import Reader, reader_of  # noqa: E402
from convene.features.discussions.archives.run import import_archives  # noqa: E402
from convene.features.discussions.models import Post, Topic  # noqa: E402
from convene.lib.mail.archive import find_archives  # noqa: E402
from convene.lib.text import excerpt  # noqa: E402

FIRST = 10
MARKS = {"exact": 0.95, "one slip": 0.85}
IN_OTHER_WORDS = {"other words": 0.8}
KINDS = {"subject": "post", "sentence": "post", "person": "person", "paraphrase": "post"}
SENTENCE = re.compile(r"(?<=[.!?] )[A-Z][^.!?\n>|]{50,140}[.!?]")
LETTERS = re.compile(r"[^\W\d_]+")


class Known(NamedTuple):
    """A search, and what it has to find."""

    kind: str
    words: str
    meant: int
    title: str


def main() -> int:
    """Print how much of it is found; returns 1 when a mark does not hold."""
    words = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    words.add_argument("--each", type=int, default=300, help="searches of each kind")
    words.add_argument("--show", action="store_true", help="say what was not found")
    given = words.parse_args()
    data = Path(os.environ.get("CONVENE_DATA") or Path(__file__).parents[2] / "shared" / "data")
    archives = sorted((data / "discussions" / "r-lists-demo").glob("*.mbox"))
    if not archives:
        print(f"The archives lie beside the project, in {data}; say where with CONVENE_DATA.", file=sys.stderr)
        return 2
    bring_in(archives)
    reader, rng, holds = reader_of(AnonymousUser()), random.Random(11), True
    items = list(known(rng))
    print("\n| looked for | how | searches | among the first ten | mark | CPU ms |\n|---|---|---|---|---|---|")
    for kind in KINDS if is_there() else [kind for kind in KINDS if kind != "paraphrase"]:
        some = [one for one in items if one.kind == kind]
        some = rng.sample(some, min(given.each, len(some)))
        for how, mark in (IN_OTHER_WORDS if kind == "paraphrase" else MARKS).items():
            asked = some if how != "one slip" else [one._replace(words=slipped(one.words, rng)) for one in some]
            began = time.process_time()
            missed = [one for one in asked if not is_found(reader, one)]
            took = (time.process_time() - began) * 1000 / max(len(asked), 1)
            share = 1 - len(missed) / max(len(asked), 1)
            holds &= share >= mark
            over = "" if share >= mark else " **under**"
            print(f"| {kind} | {how} | {len(asked)} | {share:.3f} | ≥ {mark}{over} | {took:.1f} |", flush=True)
            for one in missed[:15] if given.show else ():
                print(f"    {one.words!r} for {one.title!r}")
    return 0 if holds else 1


def bring_in(archives: list[Path]) -> None:
    """Import them, and write the index."""
    prepare(lambda _words: None, demo=False)
    for path in archives:
        place = Community.objects.create(slug=path.stem, name=path.stem, line="An archive.", state="operating")
        list(import_archives(None, place, find_archives(path), dry_run=False))
    began = time.process_time()
    bring_up_to_date()
    rows, took = Doc.objects.count(), time.process_time() - began
    print(f"{connection.vendor}: {rows:,} rows in the index, {rows / took:,.0f} a second of processor time")


def known(rng: random.Random) -> Iterator[Known]:
    """What is there, and how one would look for it."""
    asked = set[str]()  # in other words, each once, however many topics have the title
    for pk, title in Topic.objects.filter(hidden_at=None).values_list("pk", "title"):
        if len(LETTERS.findall(title)) > 2:
            yield Known("subject", title, pk, title)
        if (words := paraphrase_of(title)) and words not in asked:
            asked.add(words)
            yield Known("paraphrase", words, pk, title)
    posts = Post.objects.filter(hidden_at=None, number__gt=1).values_list("topic", "topic__title", "html")
    for topic, title, html in posts.order_by("pk"):
        if sentences := SENTENCE.findall(excerpt(html, 100_000)):
            yield Known("sentence", rng.choice(sentences), topic, title)
    for pk, name in User.objects.filter(posts__isnull=False).distinct().values_list("pk", "name"):
        if max(map(len, LETTERS.findall(name)), default=0) > 4:
            yield Known("person", name, pk, name)


def is_found(reader: Reader, one: Known) -> bool:
    """Whether it is among the first."""
    rows = search(reader, Wish(one.words)).rows[:FIRST]
    return any(
        row.kind == KINDS[one.kind] and (row.seen.thread == one.meant or row.found.title == one.title) for row in rows
    )


def slipped(text: str, rng: random.Random) -> str:
    """The text with one slip in its longest word, behind its first letter."""
    found = max(LETTERS.finditer(text), key=lambda one: len(one[0]))
    word, at = found[0], rng.randint(1, max(1, len(found[0]) - 2))
    other = rng.choice(string.ascii_lowercase.replace(word[at : at + 1].lower(), ""))
    typed = {
        "missing": word[:at] + word[at + 1 :], "too many": word[:at] + other + word[at:],
        "wrong": word[:at] + other + word[at + 1 :], "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[rng.choice(("missing", "too many", "wrong", "swapped"))]  # fmt: skip
    return text[: found.start()] + typed + text[found.end() :]


if __name__ == "__main__":
    sys.exit(main())
