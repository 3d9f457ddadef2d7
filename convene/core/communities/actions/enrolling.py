"""Let people join by a rule: those who are here, and those who come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import WELCOMED_FOR, Community, Enrolment, Membership
from . import roll

if TYPE_CHECKING:
    from ..models import Purpose

AT_ONCE = 2000  # people in one transaction; the rest join with the next round


def drafted(actor: User, *, by: str, value: str, purpose: Purpose | None, community: Community) -> Enrolment:
    """The rule as it would be, not kept: `meant()` says who would join by it."""
    require(rules.may_enrol_into(actor, community, by))
    value = value.strip().lstrip("@")
    if by == "purpose" and purpose is None:
        raise NotPossible(_("Choose what brings these people here."))
    if by != "purpose" and not value:
        raise NotPossible(_("Write what their profile or address has to say."))
    if by == "domain" and ("." not in value or "@" in value or " " in value):
        raise NotPossible(_("Write the end of their address alone, such as museum.org."))
    said = {"value": "", "purpose": purpose} if by == "purpose" else {"value": value, "purpose": None}
    return Enrolment(by=by, community=community, made_by=actor, **said)


@transaction.atomic
def enrol(actor: User, *, by: str, value: str, purpose: Purpose | None, community: Community) -> Enrolment:
    """Make a rule, and let everybody join whom it means; whoever comes later joins within minutes."""
    require(rules.may_enrol_into(actor, community, by))
    enrolment = drafted(actor, by=by, value=value, purpose=purpose, community=community)
    same = {"by": by, "value__iexact": enrolment.value, "purpose": enrolment.purpose, "community": community}
    if Enrolment.objects.filter(ended_at=None, **same).exists():
        raise NotPossible(_("There is such a rule already."))
    enrolment.save()
    record(actor, "communities.enrolment_made", community, community=community, facts={"rule": enrolment.pk})
    apply_enrolment(actor, enrolment)
    return enrolment


@transaction.atomic
def apply_enrolment(actor: User, enrolment: Enrolment) -> int:
    """Let those join who are meant and do not belong yet; `actor` made the rule. Returns how many joined."""
    community = enrolment.community
    require(rules.may_enrol_into(actor, community, enrolment.by))
    roll.hold(community)
    people = list(enrolment.meant().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not people:
        return 0
    now = timezone.now()
    until = now + WELCOMED_FOR if community.welcome_html else None
    Membership.objects.bulk_create(
        Membership(community=community, person_id=pk, joined_at=now, new_until=until) for pk in people
    )
    waiting = community.join_requests.waiting().filter(person__in=people)
    settled = waiting.update(decided_at=now, decided_by=actor, accepted=True)
    addresses = EmailAddress.objects.filter(user__in=people, verified=True).values("email")
    community.invitations.open().filter(address__in=addresses).update(accepted_at=now, remind_at=None)
    roll.count(community, members=len(people), requests=-settled)
    Enrolment.objects.filter(pk=enrolment.pk).update(joined_count=F("joined_count") + len(people))
    facts = {"rule": enrolment.pk, "people": len(people)}
    entry = record(actor, "communities.enrolled", community, community=community, facts=facts)
    notify(entry, User.objects.filter(pk__in=people), reason="enrolled", group=community.group)
    return len(people)


@transaction.atomic
def end_enrolment(actor: User, enrolment: Enrolment) -> None:
    """Nobody joins by this rule any more; whoever did stays."""
    require(rules.may_enrol(actor))
    if Enrolment.objects.filter(pk=enrolment.pk, ended_at=None).update(ended_at=timezone.now()):
        facts = {"rule": enrolment.pk}
        record(actor, "communities.enrolment_ended", enrolment.community, community=enrolment.community, facts=facts)
