"""How communities begin, change and end."""

from __future__ import annotations

import pytest

from convene.core.communities import actions
from convene.core.communities.models import Community, State
from convene.core.ledger.models import Entry
from convene.lib.errors import NotAllowed, NotPossible


def test_staff_found_a_community_with_a_cooked_purpose(dora):
    community = actions.found(
        dora,
        slug="domes",
        name="Domes",
        line="Looking up.",
        purpose="We *look* <script>up</script>.",
        needs=["A leader"],
    )
    assert community.state == State.ORGANIZING
    assert "<em>look</em>" in community.purpose_html
    assert "<script" not in community.purpose_html
    assert Entry.objects.filter(verb="communities.founded").count() == 1


def test_members_do_not_found_communities(ana):
    with pytest.raises(NotAllowed, match="staff"):
        actions.found(ana, slug="domes", name="Domes", line="Looking up.")


@pytest.mark.parametrize("slug", ["citizen-science", "invitation", "old"])
def test_an_address_is_given_once(dora, community, slug):
    community.aliases.create(slug="old")
    with pytest.raises(NotPossible, match="taken"):
        actions.found(dora, slug=slug, name="Another", line="Line.")


def test_editing_changes_what_differs_and_says_which(ana, community):
    actions.edit(ana, community, name="Citizen Science", line="New.", purpose="# Why")
    community.refresh_from_db()
    assert community.line == "New."
    assert "Why" in community.purpose_html
    assert Entry.objects.get(verb="communities.edited").facts == {"fields": ["line", "purpose"]}
    actions.edit(ana, community, line="New.")
    assert Entry.objects.filter(verb="communities.edited").count() == 1


def test_a_hidden_community_is_joined_by_invitation(ana, community):
    with pytest.raises(NotPossible, match="invitation"):
        actions.edit(ana, community, visibility="hidden")
    actions.edit(ana, community, visibility="hidden", join_policy="invited")


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        ("organizing", "operating", True),
        ("operating", "dormant", True),
        ("dormant", "archived", True),
        ("archived", "operating", True),
        ("archived", "organizing", False),
        ("organizing", "dormant", False),
        ("operating", "nonsense", False),
    ],
)
def test_states_follow_each_other(ana, community, before, after, possible):
    Community.objects.filter(pk=community.pk).update(state=before)
    community.refresh_from_db()
    if possible:
        actions.set_state(ana, community, state=after)
        assert Entry.objects.get(verb="communities.state_set").facts == {"from": before, "to": after}
    else:
        with pytest.raises(NotPossible):
            actions.set_state(ana, community, state=after)
    community.refresh_from_db()
    assert community.state == (after if possible else before)


def test_an_archived_community_is_closed_until_it_is_brought_back(ana, cleo, community):
    actions.set_state(ana, community, state="archived")
    with pytest.raises(NotAllowed, match="archived"):
        actions.join(cleo, community)
    with pytest.raises(NotAllowed, match="Bring it back"):
        actions.edit(ana, community, line="Other.")
    actions.set_state(ana, community, state="operating")
    actions.join(cleo, community)


def test_a_renamed_community_is_found_at_its_old_address_too(dora, community, client):
    actions.rename(dora, community, slug="community-science", name="Community Science")
    answer = client.get("/communities/citizen-science/about/?x=1")
    assert answer.status_code == 301
    assert answer["Location"] == "/communities/community-science/about/?x=1"
    actions.rename(dora, community, slug="citizen-science")
    assert client.get("/communities/citizen-science/about/").status_code == 200


def test_an_old_address_of_a_hidden_community_says_nothing(dora, hidden, client):
    actions.rename(dora, hidden, slug="the-directors")
    assert client.get("/communities/directors/about/").status_code == 404


def test_two_who_describe_a_community_at_once_do_not_undo_each_other(ana, community):
    before = Community.objects.get(pk=community.pk)
    actions.edit(ana, community, purpose="What we do *now*.")
    actions.edit(ana, before, line="Another line.")
    community.refresh_from_db()
    assert "What we do <em>now</em>." in community.purpose_html
