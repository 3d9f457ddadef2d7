"""Who sees which page of which community, and what it costs."""

from __future__ import annotations

import pytest
from django.test import Client

from convene.core.communities import actions
from convene.core.communities.models import Community, Membership
from convene.core.people.models import User

PAGES = ("about", "members", "ask", "requests", "invite", "settings", "leave")
IN = 302  # to the sign-in page


@pytest.mark.parametrize(
    ("who", "where", "answers"),
    [
        # about, members, ask, requests, invite, settings, leave
        ("nobody", "citizen-science", (200, IN, IN, IN, IN, IN, IN)),
        ("nobody", "fundraisers", (200, IN, IN, IN, IN, IN, IN)),
        ("nobody", "directors", (404, IN, IN, IN, IN, IN, IN)),
        ("nobody", "no-such-place", (404, IN, IN, IN, IN, IN, IN)),
        ("cleo", "citizen-science", (200, 200, 403, 403, 403, 403, 403)),
        ("cleo", "fundraisers", (200, 403, 200, 403, 403, 403, 403)),
        ("cleo", "directors", (404,) * 7),
        ("cleo", "no-such-place", (404,) * 7),
        ("ben", "citizen-science", (200, 200, 403, 403, 200, 403, 200)),
        ("ben", "directors", (404,) * 7),
        ("ana", "citizen-science", (200, 200, 403, 200, 200, 200, 403)),
        ("ana", "directors", (200, 200, 403, 200, 200, 200, 403)),
        ("dora", "directors", (200, 200, 403, 200, 200, 200, 403)),
        ("dora", "fundraisers", (200, 200, 200, 200, 200, 200, 403)),
    ],
)
def test_who_sees_which_page(who, where, answers, ana, ben, cleo, dora, as_, request):
    browser = Client() if who == "nobody" else as_(request.getfixturevalue(who))
    got = tuple(browser.get(f"/communities/{where}/{page}/").status_code for page in PAGES)
    assert dict(zip(PAGES, got, strict=True)) == dict(zip(PAGES, answers, strict=True))


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("nobody", {"Citizen Science", "Fundraisers"}),
        ("cleo", {"Citizen Science", "Fundraisers"}),
        ("ben", {"Citizen Science", "Fundraisers"}),
        ("ana", {"Citizen Science", "Fundraisers", "Directors"}),
        ("dora", {"Citizen Science", "Fundraisers", "Directors"}),
    ],
)
def test_the_list_and_its_counts_hold_only_what_one_may_know_of(who, seen, ana, ben, cleo, dora, as_, request):
    browser = Client() if who == "nobody" else as_(request.getfixturevalue(who))
    page = browser.get("/communities/")
    assert {name for name in ("Citizen Science", "Fundraisers", "Directors") if name in page.text} == seen
    assert f'All <span class="num">{len(seen)}</span>' in page.text


def test_the_list_can_be_narrowed(ana, ben, community, as_):
    assert "Citizen Science" in as_(ben).get("/communities/?show=yours").text
    assert "Fundraisers" not in as_(ben).get("/communities/?show=yours").text
    assert "You have not joined" in Client().get("/communities/?show=yours").text
    assert Client().get("/communities/?show=everything").status_code == 404


def test_a_listed_community_tells_strangers_why_it_is_locked_and_how_to_ask(ana, listed):
    page = Client().get("/communities/fundraisers/about/").text
    assert "What is said here is for members" in page
    assert "next=/communities/fundraisers/ask/" in page
    assert "Ana Lima" in page


def test_an_organizing_community_says_what_it_needs(community):
    Community.objects.update(state="organizing", needs=["A second leader"])
    assert "A second leader" in Client().get("/communities/citizen-science/about/").text
    assert "A second leader" in Client().get("/communities/").text


def test_an_archived_community_offers_no_way_in(cleo, community, as_):
    Community.objects.update(state="archived")
    page = as_(cleo).get("/communities/citizen-science/about/").text
    assert "This community is archived" in page
    assert "/join/" not in page
    assert as_(cleo).post("/communities/citizen-science/join/").status_code == 403


def test_joining_asking_and_deciding_by_the_pages(ana, cleo, community, listed, as_):
    answer = as_(cleo).post("/communities/citizen-science/join/", follow=True)
    assert "Welcome to Citizen Science" in answer.text
    empty = as_(cleo).post("/communities/fundraisers/ask/", {"answer": ""})
    assert empty.status_code == 422
    as_(cleo).post("/communities/fundraisers/ask/", {"answer": "At a dome."})
    again = as_(cleo).get("/communities/fundraisers/ask/")
    assert "You have asked already" in again.text
    page = as_(ana).get("/communities/fundraisers/requests/")
    assert "At a dome." in page.text
    asked = listed.join_requests.get()
    refused = as_(ana).post("/communities/fundraisers/requests/", {"request": asked.pk, "answer": "no"})
    assert refused.status_code == 422
    as_(ana).post("/communities/fundraisers/requests/", {"request": asked.pk, "answer": "yes"})
    assert listed.memberships.filter(person=cleo).exists()
    assert as_(ana).post("/communities/fundraisers/requests/", {"request": "x", "answer": "yes"}).status_code == 404


def test_a_request_is_decided_in_its_own_community_only(ana, cleo, listed, person, community, as_):
    asked = actions.ask_to_join(cleo, listed, answer="At a dome.")
    other = person("Olu Leader", community, role="leader")
    for where in ("citizen-science", "fundraisers"):
        assert as_(other).post(
            f"/communities/{where}/requests/", {"request": asked.pk, "answer": "yes"}
        ).status_code in {403, 404}
    assert not listed.memberships.filter(person=cleo).exists()


def test_leaders_change_settings_state_and_roles_by_the_pages(ana, ben, community, as_):
    browser = as_(ana)
    form = {"name": "Citizen Science", "line": "Asked with neighbors.", "join_policy": "open", "visibility": "public"}
    browser.post("/communities/citizen-science/settings/", form | {"needs": "- One\n\n* Two"})
    community.refresh_from_db()
    assert (community.line, community.needs) == ("Asked with neighbors.", ["One", "Two"])
    wrong = browser.post("/communities/citizen-science/settings/", form | {"visibility": "hidden"})
    assert wrong.status_code == 422
    assert "Nobody can find a hidden community" in wrong.text
    browser.post("/communities/citizen-science/state/", {"state": "dormant"})
    browser.post("/communities/citizen-science/members/ben-osei/", {"role": "moderator"})
    community.refresh_from_db()
    assert community.state == "dormant"
    assert Membership.objects.get(person=ben).role == "moderator"
    last = browser.post("/communities/citizen-science/members/ana-lima/", {"role": "member"})
    assert last.status_code == 403
    assert "needs a leader" in last.text
    browser.post("/communities/citizen-science/members/ben-osei/remove/")
    assert not Membership.objects.filter(person=ben).exists()


def test_members_are_found_by_name_and_addresses_never_show(ana, ben, community, as_):
    page = as_(ben).get("/communities/citizen-science/members/?q=lim")
    assert "Ana Lima" in page.text
    assert "Ben Osei" not in page.text.split("<main")[1]
    assert "@example.org" not in as_(ben).get("/communities/citizen-science/members/").text


def test_what_a_person_hides_is_not_in_the_list(ana, ben, community, as_):
    User.objects.filter(pk=ana.pk).update(role="Astronomer", institution="Dome", visibility={"role": "nobody"})
    page = as_(ben).get("/communities/citizen-science/members/").text
    assert "Dome" in page
    assert "Astronomer" not in page


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("ben", "/communities/", 4),
        ("nobody", "/communities/", 2),
        ("ben", "/communities/citizen-science/members/", 3),
        ("ben", "/communities/citizen-science/about/", 3),
        ("cleo", "/communities/fundraisers/about/", 5),
    ],
)
def test_what_pages_ask_of_the_database(
    who, path, most, ana, ben, cleo, person, community, as_, request, django_assert_max_num_queries
):
    for number in range(12):
        person(f"Member {number}", community)
    browser = Client() if who == "nobody" else as_(request.getfixturevalue(who))
    browser.get(path)
    with django_assert_max_num_queries(most):
        assert browser.get(path).status_code == 200
