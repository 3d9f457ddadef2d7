"""Institutions and teams of a furnished site: long names, claims in every state, invitations open and over."""

from __future__ import annotations

from convene.core.institutions import actions as institutions
from convene.core.institutions.actions.carrying import Carried
from convene.core.institutions.models import Claim, Institution, Pair
from convene.core.notifications.letters import stop_address
from convene.core.people.models import User
from convene.core.steps import actions as steps
from convene.core.teams import actions as teams
from convene.core.teams.models import Team
from convene.features.skills import actions as skills

from .asked import asked as ask_people

LONGEST = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmuseum of the Upper and Lower Rivers, their Locks, Weirs and Mills, "
    "with the Collection of Lanterns of the late Bartholomew Featherstonehaugh-Wolfeschlegelstein"
)


def belonging(cast: dict[str, User], long_named: User) -> dict[str, object]:
    """Add what is rare; returns where it is."""
    staff = next(user for user in cast.values() if user.is_staff)
    marisol, priya, fern = cast["marisol"], cast["priya"], cast["fern"]
    long = Institution(name=LONGEST, kind="history", place=f"{LONGEST[:50]}, Bavaria", country="DE", size="medium")
    twin = Institution(name=LONGEST[:-20], place="Passau", country="DE", source="long", source_id="2")
    long.source, long.source_id, long.website = "long", "1", f"https://{'a-' * 25}museum.example.org/{'visit/' * 30}"
    for one in (long, twin):
        one.keep_words()
    institutions.carry_in(staff, new=[Carried(long), Carried(twin, long)])
    institutions.belong(long_named, long)
    delta = Institution.objects.get(name="Museum of the Delta")
    asked = institutions.claim(priya, delta, note=f"I look after the words on all pages. {'Really. ' * 40}")
    refused = institutions.claim(priya, long, note="")
    institutions.refuse_claim(staff, refused, reason="Nobody there knows you; ask their director to write to us.")
    team = Team.objects.get()
    teams.edit(marisol, team, name=f"{LONGEST[:100]}", about=f"{team.about} {LONGEST}")
    needed = skills.need(marisol, team, name=LONGEST[:110], skills=["engagement", "mentoring"])
    (joined,) = teams.invite(marisol, team, addresses=[priya.email or ""])
    teams.accept(priya, joined)
    action = steps.add(marisol, team, text=f"Ask the {LONGEST}", owner=priya, about="question:purpose-priority")
    (open_one,) = teams.invite(marisol, team, addresses=["long@example.org"], note=f"Come and see. {LONGEST}")
    (over,) = teams.invite(marisol, team, addresses=[fern.email or ""])
    teams.decline(fern, over)
    return ask_people(cast, team, LONGEST) | {
        "institution": delta.pk,
        "institution_long": long.pk,
        "institution_closed": Institution.objects.get(is_closed=True).pk,
        "claim_waiting": asked.pk,
        "claim_refused": refused.pk,
        "claim_confirmed": Claim.objects.accepted().get(institution=delta).pk,
        "pair": Pair.objects.latest("pk").pk,
        "team": team.pk,
        "need": needed.pk,
        "action": action.pk,
        "stop_mails": stop_address(priya.pk, "steps").rstrip("/").rpartition("/")[2],
        "team_member": cast["marcus"].handle,
        "team_invitation": open_one.token,
        "team_invitation_over": over.token,
    }
