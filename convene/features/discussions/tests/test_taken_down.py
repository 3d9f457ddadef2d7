"""A topic that was taken down is found again by those who keep order, and brought back."""

from __future__ import annotations

import pytest

from convene.core.communities import actions as communities
from convene.features.discussions import actions
from convene.features.discussions.queries import taken_down
from convene.lib.errors import NotAllowed

LIST = "/c/citizen-science/taken-down/"


def test_who_took_it_down_and_when_is_told_to_those_who_keep_order(ana, ben, topic, community, as_):
    assert "Nothing was taken down" in as_(ana).get(LIST).text
    actions.hide_topic(ana, topic)
    page = as_(ana).get(LIST).text
    assert topic.title in page
    assert "by Ana Lima" in page
    assert "Started by Ben Osei" in page
    assert [row.hidden_at for row in taken_down(community)] == [topic.hidden_at]
    assert as_(ben).get(LIST).status_code == 403
    assert LIST in as_(ana).get("/c/citizen-science/").text
    assert LIST not in as_(ben).get("/c/citizen-science/").text


def test_a_button_brings_it_back_with_its_counts(ana, topic, community, as_):
    actions.hide_topic(ana, topic)
    community.refresh_from_db()
    assert (community.topic_count, community.unanswered_count) == (0, 0)
    assert as_(ana).get(topic.get_absolute_url()).status_code == 404
    back = as_(ana).post(f"{topic.get_absolute_url()}restore/", follow=True)
    assert back.status_code == 200
    assert "It is back where it was." in back.text
    community.refresh_from_db()
    assert (community.topic_count, community.unanswered_count) == (1, 1)
    assert "Nothing was taken down" in as_(ana).get(LIST).text


def test_members_cannot_bring_it_back_and_nobody_can_while_archived(ana, ben, topic, community, as_):
    actions.hide_topic(ana, topic)
    assert as_(ben).post(f"{topic.get_absolute_url()}restore/").status_code == 403
    communities.set_state(ana, community, state="archived")
    topic.community.refresh_from_db()
    page = as_(ana).get(LIST).text
    assert "Bring it back" not in page
    assert "archived" in page
    with pytest.raises(NotAllowed):
        actions.restore_topic(ana, topic)


def test_the_last_one_who_took_it_down_is_named(ana, dora, topic, community):
    actions.hide_topic(ana, topic)
    actions.restore_topic(ana, topic)
    actions.hide_topic(dora, topic)
    assert [row.by for row in taken_down(community)] == ["Dora Quist"]


def test_the_list_costs_one_query(ana, community, django_assert_num_queries):
    for number in range(12):
        actions.hide_topic(ana, actions.start(ana, community, title=f"Topic {number}", body="Text."))
    with django_assert_num_queries(1):
        assert [row.title for row in taken_down(community)] == [f"Topic {11 - number}" for number in range(12)]
