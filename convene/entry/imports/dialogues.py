"""`convene import polis FOLDER…`: dialogues that were held elsewhere move in."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import OutputWrapper

from ...core.communities.models import Community
from ...features.dialogues.actions import bring_in
from ...features.dialogues.carrying import Conversation, read
from ...features.dialogues.opinion import NotVotes
from ...lib.errors import NotPossible

ABOUT = "conversations in the layout of Polis' open data: folders or ZIP files with comments.csv and votes.csv"


def bring(
    out: OutputWrapper, paths: list[Path], place: Community | None, *, language: str, dry_run: bool, as_json: bool
) -> None:
    """Read every one to its end, then write them, and report. Raises NotPossible before anything is written."""
    found = [_read(path) for path in paths]
    for path, given in zip(paths, found, strict=True):
        counts = counts_of(given)
        address = is_new = None
        if not dry_run:
            made, is_new = bring_in(place, given, language=language)
            address = made.get_absolute_url()
        if as_json:
            out.write(json.dumps({"path": str(path), **counts, "address": address, "new": is_new}, ensure_ascii=False))
            continue
        done = "would be added" if dry_run else f"added: {address}" if is_new else f"here already: {address}"
        out.write(
            f"{path.name}: {counts['people']} people, {counts['statements']} statements ({counts['moderated_out']} of "
            f"them not taken in), {counts['votes']} votes in {counts['rows']} rows; {done}"
        )


def counts_of(given: Conversation) -> dict[str, int]:
    """What it holds; votes without those that were changed later."""
    return {
        "people": len(given.votes.people), "statements": len(given.comments),
        "moderated_out": sum(one.is_out for one in given.comments),
        "votes": int(given.votes.cast.sum()), "rows": given.rows,
    }  # fmt: skip


def _read(path: Path) -> Conversation:
    try:
        return read(path)
    except NotVotes as no:
        raise NotPossible(f"{path}: {no.sentence}") from no
