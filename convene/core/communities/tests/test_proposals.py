"""Members propose communities, staff decide; communities that were renamed are found under their old names."""

from __future__ import annotations

import pytest

from convene.core.communities import actions
from convene.core.communities.models import Community, Proposal
from convene.core.notifications.models import Notification
from convene.lib.errors import NotAllowed, NotPossible, TooMuch

SAID = {
    "name": "Planetarium Domes",
    "purpose": "Those who fill a dome have nobody to talk to.",
    "audience": "Dome operators",
    "lead": "Cleo, with Ben",
    "topics": ["Which projector?", "Who writes shows?", "What does it cost?"],
}
SENT = {name: text for name, text in SAID.items() if name != "topics"} | {"first": "A?", "second": "B?", "third": "C?"}


@pytest.fixture
def proposal(cleo, dora) -> Proposal:
    return actions.propose(cleo, **SAID)


def test_staff_are_told_and_the_proposer_hears_the_answer(cleo, dora, proposal):
    assert Notification.objects.get(person=dora).reason == "proposed"
    community = actions.accept_proposal(dora, proposal, slug="domes", line="For those who fill a dome.")
    assert community.state == "organizing"
    assert community.memberships.get().person == cleo
    assert community.memberships.get().role == "leader"
    assert community.needs == SAID["topics"]
    assert Notification.objects.filter(person=cleo).exists()
    with pytest.raises(NotPossible, match="decided this proposal already"):
        actions.refuse_proposal(dora, proposal, reason="Too late.")


def test_a_no_says_why(cleo, dora, proposal, as_):
    with pytest.raises(NotPossible, match="say why"):
        actions.refuse_proposal(dora, proposal, reason=" ")
    actions.refuse_proposal(dora, proposal, reason="NetLIFE does this. Join them.")
    assert "NetLIFE does this. Join them." in as_(cleo).get("/notifications/").text
    assert "NetLIFE does this. Join them." in as_(cleo).get(proposal.get_absolute_url()).text


def test_an_address_that_is_taken_leaves_the_proposal_undecided(dora, proposal, community, as_):
    page = as_(dora).post(proposal.get_absolute_url(), {"yes": "1", "slug": "citizen-science", "line": "Domes."})
    assert page.status_code == 422
    assert "is taken" in page.text
    proposal.refresh_from_db()
    assert proposal.decided_at is None


@pytest.mark.parametrize(("who", "sees", "decides"), [
    ("cleo", True, False), ("dora", True, True), ("ben", False, False), ("ana", False, False),
])  # fmt: skip
def test_who_sees_and_decides_a_proposal(who, sees, decides, proposal, request, as_):
    person = request.getfixturevalue(who)
    assert (as_(person).get(proposal.get_absolute_url()).status_code == 200) is sees
    if decides:
        actions.accept_proposal(person, proposal, slug="domes", line="Domes.")
    else:
        with pytest.raises(NotAllowed):
            actions.accept_proposal(person, proposal, slug="domes", line="Domes.")


def test_three_first_discussions_are_needed_and_three_proposals_are_enough(cleo, dora):
    with pytest.raises(NotPossible, match="three things"):
        actions.propose(cleo, **(SAID | {"topics": ["One?", " "]}))
    for _number in range(3):
        actions.propose(cleo, **SAID)
    with pytest.raises(TooMuch, match="wait for an answer"):
        actions.propose(cleo, **SAID)


def test_a_proposal_is_made_and_decided_on_the_pages(cleo, dora, as_):
    assert as_(cleo).post("/communities/propose/", {"name": "x"}).status_code == 422
    address = as_(cleo).post("/communities/propose/", SENT).url
    staff = as_(dora)
    assert "Planetarium Domes" in staff.get("/communities/proposals/").text
    assert 'value="planetarium-domes"' in staff.get(address).text
    assert staff.post(address, {"yes": "1", "slug": "planetarium-domes", "line": "Domes."}).status_code == 302
    assert Community.objects.get(slug="planetarium-domes").name == "Planetarium Domes"
    assert "Go to Planetarium Domes" in as_(cleo).get(address).text


def test_staff_rename_a_community_and_its_old_address_leads_to_the_new_one(dora, ben, community, as_, client):
    answer = as_(dora).post("/communities/citizen-science/rename/", {"slug": "neighbors", "name": "Neighbors"})
    assert answer.url == "/communities/neighbors/settings/"
    for page in ("/c/citizen-science/", "/communities/citizen-science/about/", "/c/citizen-science/?show=unanswered"):
        moved = client.get(page)
        assert moved.status_code == 301, page
        assert moved.url == page.replace("citizen-science", "neighbors")
        assert client.get(page, follow=True).status_code == 200
    assert as_(ben).get("/c/citizen-science/new/").url == "/c/neighbors/new/"


def test_what_is_sent_to_an_old_address_is_not_lost(dora, ben, as_, community):
    actions.rename(dora, community, slug="neighbors")
    form = {"kind": "question", "title": "Still here?", "body": "Yes."}
    assert as_(ben).post("/c/citizen-science/new/", form).status_code == 302
    assert community.topics.filter(title="Still here?").exists()


def test_an_old_address_tells_nobody_what_is_hidden(dora, hidden, ana, cleo, as_, client):
    actions.rename(dora, hidden, slug="heads")
    for browser in (client, as_(cleo)):
        assert browser.get("/communities/directors/about/").status_code == 404
        assert browser.get("/c/directors/").status_code == 404
    assert as_(ana).get("/communities/directors/about/").url == "/communities/heads/about/"


def test_the_present_address_costs_no_query_more_for_having_had_others(
    dora, ben, community, as_, django_assert_max_num_queries
):
    actions.rename(dora, community, slug="neighbors")
    browser = as_(ben)
    browser.get("/c/neighbors/")
    with django_assert_max_num_queries(4):
        browser.get("/c/neighbors/")


def test_discussions_and_their_posts_are_found_under_an_old_address(dora, ben, topic, as_, client, community):
    old = topic.get_absolute_url()
    actions.rename(dora, community, slug="neighbors")
    for page in (old, f"{old}1/"):
        answer = client.get(page, follow=True)
        assert answer.status_code == 200, page
        assert answer.redirect_chain[0][0].startswith("/c/neighbors/"), page
    assert as_(ben).post(f"{old}reply/", {"body": "So is this."}).status_code == 302
    assert topic.posts.filter(body="So is this.").exists()
