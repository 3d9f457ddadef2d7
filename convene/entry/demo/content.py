"""Read the demo content from its YAML files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ...lib.described import described

FOLDER = Path(__file__).parent / "content"
Described = dict[str, Any]


@cache
def _read(name: str) -> Any:
    return described(FOLDER / name)


def site() -> dict[str, str]:
    """Name, tagline and texts of the network."""
    texts: dict[str, str] = _read("site.yaml")
    return texts


def moderation() -> Described:
    """What moderators of one community have to look at."""
    told: Described = _read("moderation.yaml")
    return told


def communities() -> list[Described]:
    """The 25 communities in their order, then the archived ones."""
    listed = _read("communities.yaml")
    return [*listed["communities"], *({"state": "archived", **each} for each in listed.get("archived", ()))]


def proposals() -> list[Described]:
    """Communities that members would like to have; each names its proposer as `by`."""
    listed: list[Described] = _read("communities.yaml")["proposals"]
    return listed


def people() -> list[Described]:
    """The people, staff first."""
    listed: list[Described] = _read("people.yaml")["people"]
    return sorted(listed, key=lambda each: not each.get("staff"))


def conversations() -> list[Described]:
    """Private messages of a few of them."""
    listed: list[Described] = _read("messages.yaml")["conversations"]
    return listed


def library() -> dict[str, list[Described]]:
    """Resources and collections of them."""
    told: dict[str, list[Described]] = _read("library.yaml")
    return told


def institutions() -> Described:
    """Institutions, and a team of one of them."""
    told: Described = _read("institutions.yaml")
    return told


def readiness() -> list[Described]:
    """Rounds in which that team rated how ready it is, the oldest first."""
    told: list[Described] = _read("readiness.yaml")["rounds"]
    return told


def sides() -> Described:
    """What that team and its partner said of their work with the rubric."""
    told: Described = _read("readiness.yaml")["sides"]
    return told


def guide() -> Described:
    """Rounds of the discussion guide, of the team."""
    told: Described = _read("guide.yaml")
    return told


def skills() -> Described:
    """How some of them rate their skills, and what a piece of work needs."""
    told: Described = _read("skills.yaml")
    return told


def topics() -> list[Described]:
    """All topics with their community's slug, the oldest first."""
    found: list[Described] = []
    for file in sorted((FOLDER / "topics").glob("*.yaml")):
        listed = _read(f"topics/{file.name}")
        found += ({"community": listed["community"], **each} for each in listed["topics"])
    return sorted(found, key=lambda each: -float(each["days_ago"]))
