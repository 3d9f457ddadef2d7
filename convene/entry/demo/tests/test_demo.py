"""Demo content: an empty site becomes a lively one, through actions."""

from __future__ import annotations

import pytest

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.core.people.models import User
from convene.entry.demo import content
from convene.entry.demo.actions import fill
from convene.features.discussions.models import Post, Topic
from convene.features.library.models import Resource
from convene.features.messages.models import Message
from convene.lib.errors import NotPossible


@pytest.mark.slow
@pytest.mark.django_db
def test_an_empty_site_becomes_a_lively_one():
    people = fill("only for a test")
    assert Community.objects.exclude(state="archived").count() == 25
    assert Post.objects.count() == sum(len(each["posts"]) for each in content.topics())
    assert Entry.objects.filter(verb="discussions.replied").count() == Post.objects.exclude(number=1).count()
    assert Topic.objects.unanswered().exists()
    assert Topic.objects.exclude(accepted_post=None).exists()
    assert not Topic.objects.filter(community__state="archived", last_post_at=None).exists()
    assert Message.objects.count() == sum(len(each["messages"]) for each in content.conversations())
    assert Resource.objects.on_shelf(people["marisol"]).count() == len(content.library()["resources"]) - 1
    assert Resource.objects.get(title__startswith="Roles and resp").use_count == 3
    assert User.objects.filter(is_staff=True).exists()
    assert people["marisol"].check_password("only for a test")


@pytest.mark.django_db
def test_a_site_with_communities_is_left_as_it_is(community):
    with pytest.raises(NotPossible, match="only onto an empty site"):
        fill("x")
    assert Community.objects.get() == community


def test_the_content_fits_together():
    keys = {each["key"] for each in content.people()}
    homes = {each["key"]: set(each["communities"]) for each in content.people()}
    slugs = {each["slug"] for each in content.communities()}
    assert len(slugs) == 26
    for topic in content.topics():
        assert topic["community"] in slugs
        for post in topic["posts"]:
            assert post["by"] in keys
            assert topic["community"] in homes[post["by"]]
        assert set(topic.get("also", {}).get("in", ())) <= slugs - {topic["community"]}
        assert topic.get("answer") is None or topic["answer"] < len(topic["posts"])


def test_what_the_library_holds_names_people_of_its_communities():
    homes = {each["key"]: set(each["communities"]) for each in content.people()}
    titles = {each["title"] for each in content.library()["resources"]}
    for each in content.library()["resources"]:
        assert each["community"] in homes[each["by"]]
        assert {used["by"] for used in each.get("uses", ())} <= homes.keys()
    for each in content.library()["collections"]:
        assert {title for title, _note in each["resources"]} <= titles


def test_those_who_write_privately_take_part():
    keys = {each["key"] for each in content.people()}
    for each in content.conversations():
        assert set(each["to"]) <= keys
        assert {message["by"] for message in each["messages"]} <= {each["messages"][0]["by"], *each["to"]}


def test_every_community_has_something_to_read():
    counts = {each["slug"]: 0 for each in content.communities()}
    for topic in content.topics():
        counts[topic["community"]] += len(topic["posts"])
    assert min(counts.values()) >= 5


def test_a_welcome_leads_to_a_topic_that_there_is():
    titles = {(topic["community"], topic["title"]) for topic in content.topics()}
    welcoming = [each for each in content.communities() if each.get("welcome")]
    assert len(welcoming) >= 2
    for each in welcoming:
        assert "welcome_topic" not in each or (each["slug"], each["welcome_topic"]) in titles
