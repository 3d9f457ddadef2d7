"""A picture told: as JSON for programs, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .picture import Picture, Verdict

LONGEST = 90


def as_json(picture: Picture) -> dict[str, Any]:
    """Everything that a program may want, in plain numbers, lists and dictionaries; never NaN.

    groups: name of a person → number of the group, or None; cpu_seconds: for the picture without its doubt
    """
    names = [str(name) for name in picture.votes.people.tolist()]
    titles = picture.votes.statements.tolist()
    return {
        "verdict": picture.verdict.value,
        "reason": picture.reason,
        "mode": picture.mode.value,
        "k": picture.k,
        "groups": {name: _or_none(group) for name, group in zip(names, picture.groups.tolist(), strict=True)},
        "doubt": _doubt(picture, names),
        "consensus": {
            "agree": [titles[at] for at in picture.consensus.agree],
            "disagree": [titles[at] for at in picture.consensus.disagree],
        },
        "voices": [
            [{**vars(voice), "statement": titles[voice.place]} for voice in voices] for voices in picture.voices
        ],
        "statements": [_statement(picture, at, name) for at, name in enumerate(titles)],
        "explained": picture.axes.explained,
        "silhouettes": {str(k): worth for k, worth in picture.silhouettes.items()},
        "notes": list(picture.votes.notes),
        "cpu_seconds": round(picture.cpu_seconds, 4),
    }


def as_lines(picture: Picture) -> Iterator[str]:
    """The same for reading: what may be said, what all share, and what each group holds."""
    n, p = picture.votes.shape
    yield from picture.votes.notes
    yield f"{n:,} people cast {picture.votes.table.nnz:,} votes on {p:,} statements."
    yield picture.reason
    if picture.doubt:
        yield (
            f"Agreement with groups among people drawn anew: {picture.doubt.median:.2f} in the middle, "
            f"{picture.doubt.low:.2f} or more in nine of ten (1 is the same, 0 is chance)."
        )
    for side, places in (("agree", picture.consensus.agree), ("disagree", picture.consensus.disagree)):
        if places:
            yield f"\nMost {side}:"
            yield from (f"  {_said(picture, at)}" for at in places)
    if picture.verdict is Verdict.TOO_EARLY:
        return
    for group, voices in enumerate(picture.voices):
        yield f"\nGroup {group + 1}: {int((picture.groups == group).sum()):,} people"
        for voice in voices:
            yield f"  {voice.side:<8} {voice.people} of {voice.voted}  {_said(picture, voice.place)}"


def _said(picture: Picture, place: int) -> str:
    name = picture.votes.statements.tolist()[place]
    text = " ".join(picture.statements.texts.get(name, "").split())
    return f"{name}: {text[:LONGEST]}{'…' if len(text) > LONGEST else ''}" if text else str(name)


def _doubt(picture: Picture, names: list[str]) -> dict[str, Any] | None:
    doubt = picture.doubt
    if doubt is None:
        return None
    return {
        "replicates": len(doubt.agreement),
        "median": doubt.median,
        "p10": doubt.low,
        "settled": doubt.is_settled,
        "together": dict(zip(names, doubt.together.round(4).tolist(), strict=True)),
        "cpu_seconds": round(doubt.cpu_seconds, 4),
    }


def _statement(picture: Picture, at: int, name: Any) -> dict[str, Any]:
    everybody, counts = picture.everybody, picture.counts
    agree, disagree, voted = (int(one[0, at]) for one in (everybody.agree, everybody.disagree, everybody.voted))
    return {
        "id": name,
        "text": picture.statements.texts.get(name, ""),
        "out": name in picture.statements.out,
        "meta": name in picture.statements.meta,
        "agree": agree,
        "disagree": disagree,
        "pass": voted - agree - disagree,
        "by_group": [
            {"agree": int(a), "disagree": int(d), "voted": int(s)}
            for a, d, s in zip(counts.agree[:, at], counts.disagree[:, at], counts.voted[:, at], strict=True)
        ],
        "shared": float(picture.shared[at]),
        "refused": float(picture.refused[at]),
        "extremity": float(picture.extremity[at]),
        "priority": float(picture.priorities[at]),
    }


def _or_none(group: int) -> int | None:
    return None if group < 0 else group
