"""The first steps of somebody new."""

from __future__ import annotations

import re
import uuid

import pytest
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.communities.models import Beginning, Community, Mail, Membership, Purpose
from convene.core.people.models import User
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Post


@pytest.fixture
def camps(db, community) -> Purpose:
    """A purpose that suggests the public community, in words of its own."""
    purpose = Purpose.objects.create(label="I run camps", mail="weekly")
    purpose.suggestions.create(community=community, why="Rain plans and vans.")
    return purpose


@pytest.fixture
def nia(cleo) -> User:
    """Cleo on her first day."""
    User.objects.filter(pk=cleo.pk).update(begins_at=timezone.now())
    cleo.refresh_from_db()
    return cleo


@pytest.fixture
def hello_topic(ana, community):
    """Where newcomers to the public community say hello."""
    topic = discussions.start(ana, community, title="Introduce yourself", body="Who are you?")
    discussions.write_welcome(ana, community, text="Good that you are **here**.", topic=topic.pk)
    community.refresh_from_db()
    return topic


def test_the_path_leads_from_a_purpose_to_a_hello(as_, nia, camps, community, hello_topic):
    browser = as_(nia)
    page = browser.get("/begin/")
    assert "I run camps" in page.text
    assert browser.post("/begin/", {"purpose": camps.pk}).url == "/begin/communities/"

    page = browser.get("/begin/communities/").text
    assert "Rain plans and vans." in page
    assert re.search(rf'name="suits" value="{community.pk}"[^>]* checked', page)
    assert re.search(r'name="mail" value="weekly"[^>]* checked', page)
    sent = {"suits": [community.pk], "mail": "weekly"}
    assert browser.post("/begin/communities/", sent).url == "/begin/you/"
    assert nia.memberships.get().mail == Mail.WEEKLY

    sent = {"name": "Nia", "role": "Camp lead", "institution": "", "place": "Mitchell"}
    assert browser.post("/begin/you/", sent).url == "/begin/hello/"
    nia.refresh_from_db()
    assert (nia.name, nia.role, nia.place) == ("Nia", "Camp lead", "Mitchell")

    key = str(uuid.uuid4())
    hello = {"topic": hello_topic.pk, "body": "I run two camps.", "key": key}
    answer = browser.post("/begin/hello/", hello)
    assert answer.status_code == 302
    browser.post("/begin/hello/", hello)
    assert Post.objects.filter(author=nia).count() == 1
    nia.refresh_from_db()
    assert nia.begins_at is None
    assert "Your first steps" not in browser.get("/").text


def test_every_step_can_be_skipped_and_taken_later(as_, nia, camps, community):
    browser = as_(nia)
    for step in ("", "communities/", "you/", "hello/"):
        assert browser.get(f"/begin/{step}").status_code == 200
    assert browser.post("/begin/done/").url == "/"
    home = browser.get("/").text
    assert "Your first steps" in home
    assert 'href="/begin/you/"' in home
    assert not nia.memberships.exists()


def test_the_checklist_goes_for_good_when_it_is_put_away(as_, nia, django_assert_num_queries):
    browser = as_(nia)
    assert "Your first steps" in browser.get("/").text
    browser.post("/begin/done/", {"away": "1"})
    assert "Your first steps" not in browser.get("/").text


def test_the_checklist_costs_nothing_to_those_who_have_settled(as_, nia, ben, django_assert_max_num_queries):
    browser = as_(ben)
    browser.get("/")
    with django_assert_max_num_queries(5):
        browser.get("/")


def test_steps_taken_elsewhere_count_and_the_list_says_so_once(as_, nia, community, hello_topic):
    nia.role = "Camp lead"
    nia.save()
    communities.join(nia, community)
    discussions.reply(nia, hello_topic, body="Hello.")
    browser = as_(nia)
    assert "That was everything" in browser.get("/").text
    assert "That was everything" not in browser.get("/").text


def test_nobody_loses_a_profile_by_taking_the_step_again(as_, nia):
    nia.can_help_with, nia.pronouns = "soldering", "she/her"
    nia.save()
    as_(nia).post("/begin/you/", {"name": "Nia", "role": "Lead", "institution": "", "place": ""})
    nia.refresh_from_db()
    assert (nia.can_help_with, nia.pronouns) == ("soldering", "she/her")


def test_a_partner_is_spoken_to_as_a_neighbor(as_, nia, community):
    partner = Purpose.objects.create(label="I am a neighbor", is_partner=True)
    partner.suggestions.create(community=community, why="Bring your question.")
    communities.choose_purpose(nia, partner)
    browser = as_(nia)
    words = browser.get("/begin/communities/").text + browser.get("/begin/you/").text
    assert "You know your place better than anybody here" in words
    assert "Your group, if there is one" in words
    main = words.partition("<main")[2]
    assert not [
        word
        for word in ("institution", "professional", "guest", "audience", "stakeholder")
        if word in main.partition("<form")[0].lower()
    ]


def test_what_one_cannot_join_at_once_is_not_joined_by_force(as_, nia, hidden, listed, community):
    sent = {"suits": [hidden.pk, listed.pk, community.pk, 999], "mail": "daily"}
    assert as_(nia).post("/begin/communities/", sent).status_code == 302
    assert list(nia.memberships.values_list("community", flat=True)) == [community.pk]


def test_a_community_on_request_is_offered_with_its_question(as_, nia, camps, listed):
    camps.suggestions.create(community=listed, why="Their leaders let you in.")
    communities.choose_purpose(nia, camps)
    page = as_(nia).get("/begin/communities/").text
    assert f'href="/communities/{listed.slug}/ask/"' in page


def test_without_purposes_the_path_begins_with_communities(as_, nia, community):
    browser = as_(nia)
    assert browser.get("/begin/").url == "/begin/communities/"
    assert community.name in browser.get("/begin/communities/").text


@pytest.mark.parametrize(("step", "sent", "said"), [
    ("", {}, "Choose the line that fits best"),
    ("", {"purpose": "999"}, "Select a valid choice"),
    ("communities/", {"mail": "hourly"}, "Select a valid choice"),
    ("you/", {"name": ""}, "This field is required"),
    ("you/", {"name": "x" * 200}, "at most 120"),
])  # fmt: skip
def test_what_does_not_fit_is_said_on_the_page(as_, nia, camps, step, sent, said):
    answer = as_(nia).post(f"/begin/{step}", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Beginning.objects.exists()
    assert not Membership.objects.filter(person=nia).exists()


def test_ready_made_purposes_name_the_communities_that_there_are(dora, community):
    Community.objects.create(slug="neon", name="NEON", line="Out of the building.")
    made = communities.adopt_purposes(dora)
    assert len(made) == 10
    partner = next(one for one in made if one.is_partner)
    assert {one.community.slug for one in partner.suggestions.all()} == {"citizen-science", "neon"}
