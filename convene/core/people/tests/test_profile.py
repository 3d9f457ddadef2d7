"""Being somebody: what is said, to whom, and being found."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from convene.core.frameworks.actions import begin as take_up
from convene.core.ledger.models import Entry
from convene.core.people import actions
from convene.core.people.models import PROFILE_FIELDS, User
from convene.core.people.queries import find_people
from convene.core.people.subjects import subjects
from convene.core.tags.actions import adopt
from convene.lib.errors import NotAllowed, NotPossible

SAID = {field: f"{field} of Ben" for field in PROFILE_FIELDS}


@pytest.fixture
def told(ben) -> User:
    """Ben, who has filled in everything."""
    actions.edit_profile(ben, ben, name="Ben Osei", **SAID)
    return ben


@pytest.mark.parametrize("field", PROFILE_FIELDS)
@pytest.mark.parametrize(
    ("who", "levels"),
    [
        ("nobody", ["everyone"]),
        ("cleo", ["everyone", "members"]),
        ("ana", ["everyone", "members"]),
        ("ben", ["everyone", "members", "nobody"]),
        ("dora", ["everyone", "members", "nobody"]),
    ],
)
def test_who_sees_what(request, who, levels, field, told, as_):
    for level in ("everyone", "members", "nobody"):
        actions.set_visibility(told, told, levels={field: level})
        client = Client() if who == "nobody" else as_(request.getfixturevalue(who))
        page = client.get("/people/ben-osei/").content.decode()
        assert (f"{field} of Ben" in page) == (level in levels), level


def test_what_is_said_is_for_members_unless_one_says_otherwise(told, nobody, cleo):
    assert [field for field in PROFILE_FIELDS if told.shows(field, nobody)] == []
    assert [field for field in PROFILE_FIELDS if told.shows(field, cleo)] == list(PROFILE_FIELDS)


def test_no_page_shows_an_address(told, as_, ana, client, dora):
    for browser in (client, as_(ana), as_(dora), as_(told)):
        assert "example.org" not in browser.get("/people/ben-osei/").content.decode()


def test_a_profile_is_edited_with_the_form(as_, ben):
    browser = as_(ben)
    form = {"name": "Ben Osei-Tutu", "can_help_with": "Glue;  glue, Grants ,, ", "languages": "English"}
    form |= {f"see_{field}": "members" for field in PROFILE_FIELDS} | {"see_can_help_with": "everyone"}
    answer = browser.post("/people/me/profile/", form)
    assert answer.url == "/people/ben-osei/"
    ben.refresh_from_db()
    assert ben.name == "Ben Osei-Tutu"
    assert ben.words_in("can_help_with") == ["Glue", "Grants"]
    assert ben.visibility_of("can_help_with") == "everyone"
    assert Entry.objects.filter(actor=ben, verb="people.profile_edited").count() == 1


def test_a_form_with_mistakes_comes_back_with_what_was_written(as_, ben):
    form = {"name": "", "role": "R" * 200} | {f"see_{field}": "members" for field in PROFILE_FIELDS}
    answer = as_(ben).post("/people/me/profile/", form)
    assert answer.status_code == 422
    assert "R" * 200 in answer.content.decode()
    assert Entry.objects.count() == 0


def test_what_is_ticked_and_what_is_written_are_one_list(as_, ben):
    adopt(None)
    take_up(None)
    levels = {f"see_{name}": "members" for name in PROFILE_FIELDS}
    known = subjects()
    topic, skill = known.topics[0], known.skills[0]
    form = {"name": "Ben Osei", "can_help_with": "Kites", "pick_can_help_with": [topic.key, skill.key]} | levels
    assert as_(ben).post("/people/me/profile/", form).status_code == 302
    ben.refresh_from_db()
    assert ben.can_help_with == f"{topic}, {skill}, Kites"
    page = as_(ben).get("/people/me/profile/").text
    assert 'name="can_help_with" value="Kites"' in page
    assert re.search(rf'value="{re.escape(topic.key)}" checked', page)
    assert as_(ben).post("/people/me/profile/", form | {"pick_can_help_with": [skill.key]}).status_code == 302
    ben.refresh_from_db()
    assert ben.can_help_with == f"{skill}, Kites"
    every = [one.key for one in known.by_key.values()]
    answer = as_(ben).post("/people/me/profile/", form | {"pick_can_help_with": every})
    assert answer.status_code == 422
    assert "Name fewer" in answer.text


def test_nobody_edits_the_profile_of_somebody_else(ana, ben, dora):
    for actor in (ana, dora):
        with pytest.raises(NotAllowed):
            actions.edit_profile(actor, ben, name="Silly")
        with pytest.raises(NotAllowed):
            actions.set_visibility(actor, ben, levels={"role": "everyone"})
        with pytest.raises(NotAllowed):
            actions.set_preferences(actor, ben, time_zone="", language="")


def test_a_name_cannot_be_empty_nor_a_level_made_up(ben):
    with pytest.raises(NotPossible):
        actions.edit_profile(ben, ben, name=" \u200b ")
    with pytest.raises(NotPossible):
        actions.set_visibility(ben, ben, levels={"role": "friends"})
    with pytest.raises(NotPossible):
        actions.set_visibility(ben, ben, levels={"password": "everyone"})


def test_an_empty_profile_says_what_to_do_first(as_, ben, cleo):
    assert "Fill in your profile" in as_(cleo).get("/people/cleo-park/").content.decode()
    assert "Cleo Park has not said anything here" in as_(ben).get("/people/cleo-park/").content.decode()


def test_hidden_communities_are_shown_to_their_members_alone(ana, ben, as_, client, hidden):
    assert "Directors" not in client.get("/people/ana-lima/").content.decode()
    assert "Directors" not in as_(ben).get("/people/ana-lima/").content.decode()
    assert "Directors" in as_(ana).get("/people/ana-lima/").content.decode()


def test_whoever_cannot_see_the_members_of_a_community_does_not_find_them_by_their_profiles(ana, cleo, as_, client, listed):
    for page in (client.get("/people/ana-lima/"), as_(cleo).get("/people/ana-lima/")):
        assert "Fundraisers" not in page.text
    assert "Fundraisers" in as_(ana).get("/people/ana-lima/").text


def test_time_zone_and_language_are_chosen_from_lists(as_, ben):
    browser = as_(ben)
    assert '<optgroup label="Europe">' in browser.get("/people/me/preferences/").content.decode()
    assert browser.post("/people/me/preferences/", {"time_zone": "Asia/Kathmandu", "language": "en"}).status_code == 302
    assert 'data-zone="Asia/Kathmandu"' in browser.get("/people/me/preferences/").content.decode()
    assert browser.post("/people/me/preferences/", {"time_zone": "Mars/Olympus"}).status_code == 422


def test_a_suspended_person_keeps_a_name_and_nothing_else(told, dora, client, cleo, as_):
    actions.suspend(dora, told, reason="Advertising.")
    for browser in (client, as_(cleo)):
        page = browser.get("/people/ben-osei/").content.decode()
        assert "Ben Osei" in page
        assert "of Ben" not in page
        assert "Advertising" not in page
    assert "Advertising" in as_(dora).get("/people/ben-osei/").content.decode()


def test_settings_lead_to_the_profile(as_, ben):
    assert as_(ben).get("/people/me/").url == "/people/me/profile/"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("be", ["Ben Osei"]),
        ("@ben-o", ["Ben Osei"]),
        ("OSEI", ["Ben Osei"]),
        ("ose be", ["Ben Osei"]),
        ("en", []),
        ("ines", ["Inés Calderón"]),
        ("calderón", ["Inés Calderón"]),
        ("%", []),
        ("_", []),
        ("", []),
        ("example", []),
    ],
)
def test_people_are_found_by_the_beginnings_of_their_words(typed, found, person, ben, cleo):
    person("Inés Calderón")
    assert [one["name"] for one in find_people(cleo, typed)] == found


def test_suggestions_show_members_who_take_part_and_what_one_may_see(told, as_, client, cleo, dora, person):
    actions.set_visibility(told, told, levels={"role": "nobody"})
    User.objects.create(name="Ben Archive", handle="ben-archive")
    User.objects.create(name="Ben Waiting", handle="ben-waiting", email="waiting@example.org")
    actions.suspend(dora, person("Ben Gone"), reason="Advertising.")
    answer = as_(cleo).get("/people/suggest/?q=ben")
    assert json.loads(answer.content) == [{"handle": "ben-osei", "name": "Ben Osei", "note": "institution of Ben"}]
    assert client.get("/people/suggest/?q=ben").status_code == 302


def test_suggestions_are_eight_at_most_and_cost_one_query(as_, cleo, person, django_assert_num_queries):
    for number in range(12):
        person(f"Kim {number}")
    browser = as_(cleo)
    browser.get("/people/suggest/?q=kim")
    with django_assert_num_queries(2):  # session and person, then people
        assert len(json.loads(browser.get("/people/suggest/?q=kim").content)) == 8


def test_handles_are_made_from_names_and_never_twice(person):
    assert actions.new_handle("Hōkū Kealoha-Medeiros") == "hoku-kealoha-medeiros"
    person("Ana Lima")
    assert actions.new_handle("Ana  Lima") == "ana-lima-2"
    assert actions.new_handle("Everyone") == "everyone-2"
    assert actions.new_handle("me") == "me-2"
    assert re.fullmatch(r"person(-\d+)?", actions.new_handle("田中"))
    assert len(actions.new_handle("x" * 200)) <= 40
