"""Pages of institutions and teams, as each kind of reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from . import places_of_polls as polls
from . import places_of_steps as steps

Places = dict[str, Any]
DIRECTORY = "institutions:directory"


def visitor(at: Places) -> Iterator[str]:
    """What everybody may know: which institutions there are; and what a mail brought."""
    directory = reverse(DIRECTORY)
    yield from (directory, f"{directory}?q=science&country=US", f"{directory}?q=zzyzx")
    yield from (one_institution(at, name) for name in ("", "_long", "_closed"))
    yield from _invitations(at)
    yield from steps.visitor(at)


def newcomer(at: Places) -> Iterator[str]:
    """Nothing of one's own yet."""
    yield from (reverse("institutions:claims"), reverse("teams:mine"))
    yield from (one_institution(at), reverse("institutions:claim", args=[at["institution"]]))
    yield from _invitations(at)
    yield from steps.newcomer(at)
    yield from polls.newcomer(at)


def member(at: Places) -> Iterator[str]:
    """Somebody who claimed two pages, keeps another, and belongs to a team."""
    yield from (reverse("institutions:claims"), reverse("teams:mine"), one_institution(at, "_long"))
    yield from (reverse("institutions:claim_of", args=[at[f"claim_{name}"]]) for name in ("waiting", "refused"))
    yield reverse("institutions:claim", args=[at["institution_closed"]])
    yield from (reverse(f"teams:{name}", args=[at["team"]]) for name in ("team", "leave"))
    yield from steps.member(at)
    yield from polls.member(at)


def leader(at: Places) -> Iterator[str]:
    """Somebody who keeps a page, and leads a team."""
    yield from (reverse("institutions:claims"), reverse("teams:mine"), one_institution(at))
    yield reverse("institutions:edit", args=[at["institution"]])
    yield reverse("institutions:claim_of", args=[at["claim_confirmed"]])
    yield reverse("teams:begin", args=[at["institution"]])
    yield from (reverse(f"skills:{name}", args=[at["team"]]) for name in ("team", "add_need"))
    yield from (reverse(f"skills:{name}", args=[at["need"]]) for name in ("need", "edit_need", "remove_need"))
    yield reverse("skills:gap", args=[at["team"], "data-visualization"])
    yield from (reverse(f"teams:{name}", args=[at["team"]]) for name in ("team", "edit", "invite"))
    yield from (reverse(f"teams:{name}", args=[at["team"], at["team_member"]]) for name in ("hand_over", "remove", "move"))
    yield from steps.leader(at)
    yield from polls.leader(at)


def staff(at: Places) -> Iterator[str]:
    """Who answers claims, and says what is one institution."""
    yield from (reverse(DIRECTORY), reverse("institutions:claims"), reverse("institutions:pairs"))
    yield reverse("institutions:carry_in")
    yield reverse("skills:network")
    yield reverse("institutions:claim_of", args=[at["claim_waiting"]])
    yield reverse("institutions:edit", args=[at["institution_long"]])


def one_institution(at: Places, which: str = "") -> str:
    """The page of one."""
    return reverse("institutions:institution", args=[at[f"institution{which}"]])


def _invitations(at: Places) -> Iterator[str]:
    for which in ("team_invitation", "team_invitation_over"):
        yield from (reverse(f"teams:{name}", args=[at[which]]) for name in ("invitation", "decline"))
