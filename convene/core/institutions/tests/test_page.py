"""What the page of an institution tells of the people there, and of whom it says nothing."""

from __future__ import annotations

import pytest
from django.apps import apps

from convene.core.institutions import actions, queries
from convene.core.institutions.models import Institution

MARK = ">keeps this page<"


@pytest.fixture
def hall(db) -> Institution:
    """Its people have addresses at example.org, as everybody here."""
    return Institution.objects.create(name="Hall of Tides", place="Puebla", country="MX", website="https://example.org")


def names(found) -> list[str]:
    return [one.name for one in found]


def test_it_says_where_its_people_take_part(hall, ben, cleo, community):
    actions.belong(ben, hall)
    page = queries.page_about(cleo, hall)
    assert names(page.people) == [ben.name]
    assert names(page.communities) == [community.name]


def test_communities_of_somebody_who_hides_where_they_work_are_not_told(hall, ben, cleo, community):
    actions.belong(ben, hall)
    ben.visibility = {"institution": "nobody"}
    ben.save()
    page = queries.page_about(cleo, hall)
    assert not page.people
    assert not page.communities


def test_a_hidden_community_is_told_to_its_members_alone(hall, ana, cleo, hidden):
    apps.get_model("communities", "Membership").objects.get_or_create(person=ana, community=hidden)
    actions.belong(ana, hall)
    assert hidden.name in names(queries.page_about(ana, hall).communities)
    assert hidden.name not in names(queries.page_about(cleo, hall).communities)


def test_visitors_are_told_of_no_people_and_no_communities(hall, ben, community, client):
    actions.belong(ben, hall)
    page = client.get(hall.get_absolute_url()).text
    assert ben.name not in page
    assert community.name not in page
    assert "Members see who works here." in page


def test_it_says_who_keeps_it_when_they_show_it_and_else_only_that_somebody_does(hall, ben, cleo, dora, as_, client):
    assert "Nobody yet." in client.get(hall.get_absolute_url()).text
    actions.accept_claim(dora, actions.claim(ben, hall))
    assert MARK in as_(cleo).get(hall.get_absolute_url()).text
    assert "say what stands here" in client.get(hall.get_absolute_url()).text
    ben.visibility = {"institution": "nobody"}
    ben.save()
    page = as_(cleo).get(hall.get_absolute_url()).text
    assert "say what stands here" in page
    assert MARK not in page
    assert ben.name not in page


def test_whoever_is_suspended_is_not_on_it(hall, ben, cleo, dora):
    actions.belong(ben, hall)
    type(ben).objects.filter(pk=ben.pk).update(suspended_at=ben.created_at)
    assert not queries.page_about(cleo, hall).people


def test_it_costs_as_many_queries_for_one_as_for_thirty(hall, person, cleo, community, django_assert_max_num_queries):
    for number in range(30):
        one = person(f"Colleague {number}")
        apps.get_model("communities", "Membership").objects.get_or_create(person=one, community=community)
        actions.belong(one, hall)
    with django_assert_max_num_queries(4):
        page = queries.page_about(cleo, hall)
    assert len(page.people) == 30
    assert names(page.communities) == [community.name]
