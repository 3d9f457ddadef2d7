"""People join by a rule of the staff, after a look at who would."""

from __future__ import annotations

import re

import pytest

from convene.core.communities import actions
from convene.core.communities.models import Community, Enrolment, Invitation, Purpose
from convene.core.communities.schedule import enrol_newcomers
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.lib.errors import NotAllowed, NotPossible


def _said(community, by="institution", value="Harbor Center", purpose=None) -> dict[str, object]:
    return {"by": by, "value": value, "purpose": purpose, "community": community}


@pytest.fixture
def harbor(person):
    """Three people of one institution, one of whom belongs already, and one of another."""
    return [person(name, institution=where) for name, where in (
        ("Hal One", "Harbor Center"), ("Hela Two", "harbor center"), ("Otto Else", "Harbor Center East"),
    )]  # fmt: skip


def _members(community) -> set[str]:
    return set(community.memberships.values_list("person__name", flat=True))


def test_everyone_like_this_joins_and_is_told(dora, community, harbor):
    enrolment = actions.enrol(dora, **_said(community))
    assert _members(community) == {"Hal One", "Hela Two"}
    community.refresh_from_db()
    assert community.member_count == 2
    assert Notification.objects.filter(reason="enrolled").count() == 2
    enrolment.refresh_from_db()
    assert enrolment.joined_count == 2


def test_looking_first_changes_nothing(dora, community, harbor, as_):
    form = {"community": community.pk, "by": "institution", "value": "HARBOR CENTER", "preview": "1"}
    page = as_(dora).post("/communities/enrolments/", form)
    assert "2 people would join now" in page.text
    assert "Hal One" in page.text
    assert "Otto Else" not in page.text
    assert not _members(community)
    assert not Enrolment.objects.exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)[1]
    form = {key: text for key, text in form.items() if key != "preview"} | {"apply": "1", "seen": seen}
    changed = as_(dora).post("/communities/enrolments/", form | {"value": "Harbor"})
    assert "would join now" in changed.text
    assert not Enrolment.objects.exists()
    assert as_(dora).post("/communities/enrolments/", form).status_code == 302
    assert len(_members(community)) == 2


def test_whoever_comes_later_joins_too(dora, community, harbor, person):
    actions.enrol(dora, **_said(community))
    person("Nora New", institution="Harbor Center")
    assert enrol_newcomers.call() == 1
    assert enrol_newcomers.call() == 0
    assert "Nora New" in _members(community)


def test_whoever_left_was_removed_or_said_no_is_left_in_peace(ana, dora, community, harbor, person, mailoutbox):
    leaver, removed = harbor[0], harbor[1]
    declined = person("Dina No", institution="Harbor Center")
    for one in (leaver, removed):
        actions.join(one, community)
    actions.leave(leaver, community)
    actions.remove_member(ana, community, removed)
    (invitation,) = actions.invite(ana, community, addresses=[declined.email])
    actions.decline_invitation(None, invitation)
    assert actions.drafted(dora, **_said(community)).meant().count() == 0
    actions.enrol(dora, **_said(community))
    assert enrol_newcomers.call() == 0
    assert _members(community) == {"Ana Lima"}


def test_an_address_counts_when_it_is_proven(dora, listed, person):
    proven, claimed = person("Pia Proven"), person("Carl Claimed")
    proven.emailaddress_set.create(email="pia@Museum.org", verified=True)
    claimed.emailaddress_set.create(email="carl@museum.org", verified=False)
    person("Sue Sub").emailaddress_set.create(email="sue@not-museum.org", verified=True)
    actions.enrol(dora, **_said(listed, by="domain", value="@museum.org"))
    assert _members(listed) == {"Pia Proven"}


def test_those_who_come_for_one_purpose_join(dora, community, cleo, ben):
    purpose = Purpose.objects.create(label="I run camps")
    actions.choose_purpose(cleo, purpose)
    other = Community.objects.create(slug="camps", name="Camps", line="Camps.")
    actions.enrol(dora, **_said(other, by="purpose", value="", purpose=purpose))
    assert _members(other) == {"Cleo Park"}


@pytest.mark.parametrize("by", ["role", "institution", "purpose"])
def test_what_people_write_of_themselves_opens_no_closed_door(by, dora, hidden, listed):
    for closed in (hidden, listed):
        with pytest.raises(NotAllowed, match="which is proven"):
            actions.enrol(dora, **_said(closed, by=by))


def test_suspended_people_do_not_join(dora, community, harbor):
    User.objects.filter(pk=harbor[0].pk).update(is_active=False)
    assert actions.drafted(dora, **_said(community)).meant().count() == 1


@pytest.mark.parametrize(
    ("by", "value"), [("role", " "), ("domain", "museum"), ("domain", "a@b.org"), ("purpose", "x")]
)
def test_what_says_nothing_is_no_rule(by, value, dora, community):
    with pytest.raises(NotPossible):
        actions.enrol(dora, **_said(community, by=by, value=value))


@pytest.mark.parametrize("who", ["ana", "ben", "cleo"])
def test_only_staff_make_rules(who, community, request):
    with pytest.raises(NotAllowed):
        actions.enrol(request.getfixturevalue(who), **_said(community))


def test_a_rule_ends_and_its_members_stay(dora, community, harbor, person, as_):
    enrolment = actions.enrol(dora, **_said(community))
    with pytest.raises(NotPossible, match="such a rule already"):
        actions.enrol(dora, **_said(community, value="harbor center"))
    as_(dora).post(f"/communities/enrolments/{enrolment.pk}/end/")
    person("Nora New", institution="Harbor Center")
    assert enrol_newcomers.call() == 0
    assert len(_members(community)) == 2


def test_a_rule_stops_with_whoever_made_it(dora, community, harbor, person):
    actions.enrol(dora, **_said(community))
    User.objects.filter(pk=dora.pk).update(is_staff=False)
    person("Nora New", institution="Harbor Center")
    assert enrol_newcomers.call() == 0


def test_a_thousand_join_with_a_handful_of_queries(dora, community, django_assert_max_num_queries):
    User.objects.bulk_create(
        User(
            name=f"P {n}", handle=f"p-{n}", email=f"p{n}@example.org", role="Camp lead", claimed_at="2026-01-01T00:00Z"
        )
        for n in range(1000)
    )
    with django_assert_max_num_queries(40):
        actions.enrol(dora, **_said(community, by="role", value="camp lead"))
    assert community.memberships.count() == 1000


def test_whoever_joined_by_a_rule_is_not_reminded_of_an_invitation(ana, dora, cleo, community):
    actions.invite(ana, community, addresses=[cleo.email])
    actions.enrol(dora, **_said(community, by="domain", value="example.org"))
    assert "Cleo Park" in _members(community)
    invitation = Invitation.objects.get()
    assert invitation.accepted_at
    assert invitation.remind_at is None
