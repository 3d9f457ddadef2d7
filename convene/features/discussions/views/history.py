"""How a post came to be worded as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ....lib.text import wording_of
from ....lib.text.differences import Piece, differences

if TYPE_CHECKING:
    from ..models import Post, Revision

CHANGES = 10  # on a page


class Change(NamedTuple):
    """One edit: who made it and when, what it changed, and how the post was worded before."""

    revision: Revision
    pieces: list[Piece]


def changes_of(post: Post, number: int) -> tuple[list[Change], bool]:
    """A page of the edits of a post, the newest first, and whether there are older ones. One query."""
    after = (number - 1) * CHANGES
    rows = list(post.revisions.select_related("replaced_by")[max(after - 1, 0) : after + CHANGES + 1])
    newer = _plain(rows.pop(0).body) if after and rows else _plain(post.body)
    changes = []
    for revision in rows[:CHANGES]:
        older = _plain(revision.body)
        changes.append(Change(revision, differences(older, newer)))
        newer = older
    return changes, len(rows) > CHANGES


def changes_since(post: Post, upon: str) -> list[Piece]:
    """What others changed since somebody began to edit the wording `upon`; nothing where that is how it stands."""
    if not upon or upon == post.wording:
        return []
    for revision in post.revisions.all()[:100]:
        if wording_of(revision.body) == upon:
            return differences(_plain(revision.body), _plain(post.body))
    return differences("", _plain(post.body))


def _plain(body: str) -> str:
    return body.replace("\r\n", "\n")
