"""First posts that all members edit, two editors at once, and what an edit changed."""

from __future__ import annotations

import pytest

from convene.core.notifications.models import Notification
from convene.features.discussions import actions, rules
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def eve(person, community):
    return person("Eve Ito", community)


@pytest.fixture
def first(ben, topic):
    """The first post, which Ben has opened to all."""
    actions.wiki(ben, topic)
    return topic.posts.select_related("topic__community").get()


def test_members_edit_an_open_first_post_and_no_other(first, topic, ben, eve, cleo, nobody):
    actions.edit(eve, first, body="We have *sixty* sensors.")
    for outsider in (cleo, nobody):
        assert not rules.may_edit(outsider, first)
    assert not rules.may_hide(eve, first)
    second = actions.reply(ben, topic, body="Mine alone.")
    with pytest.raises(NotAllowed):
        actions.edit(eve, second, body="Ours.")
    actions.unwiki(ben, topic)
    first.refresh_from_db()
    first.topic.refresh_from_db()
    assert not rules.may_edit(eve, first)


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("ben", True), ("eve", False), ("cleo", False), ("dora", True)])
def test_author_and_leaders_open_a_first_post(who, may, topic, request):
    assert bool(rules.may_wiki(request.getfixturevalue(who), topic)) is may


def test_the_author_is_told_who_edited_their_post(first, ben, eve, as_):
    actions.edit(ben, first, body="By myself.")
    assert not Notification.objects.filter(person=ben).exists()
    actions.edit(eve, first, body="By Eve.")
    assert Notification.objects.get(person=ben).reason == "edited"
    assert "edited your post" in as_(ben).get("/notifications/").text


def test_nobody_overwrites_what_they_have_not_seen(first, ben, eve):
    began = first.wording
    actions.edit(eve, first, body="We have *sixty* sensors.", upon=began)
    with pytest.raises(NotPossible, match="Somebody else changed"):
        actions.edit(ben, first, body="We have *ten* sensors.", upon=began)
    first.refresh_from_db()
    assert first.body == "We have *sixty* sensors."


def test_the_second_editor_sees_what_changed_and_keeps_their_text(first, topic, ben, eve, as_):
    address = f"{topic.get_absolute_url()}1/edit/"
    began = first.wording
    assert began in as_(ben).get(address).text
    assert as_(eve).post(address, {"body": "We have *sixty* sensors.", "upon": began}).status_code == 302
    held = as_(ben).post(address, {"body": "We have *forty* sensors, and two spare.", "upon": began})
    assert held.status_code == 422
    assert "What was changed meanwhile" in held.text
    assert ">[removed:] </span>forty<" in held.text
    assert ">[added:] </span>sixty<" in held.text
    assert "and two spare" in held.text
    first.refresh_from_db()
    assert f'name="upon" value="{first.wording}"' in held.text
    saved = as_(ben).post(address, {"body": "We have *sixty* sensors, and two spare.", "upon": first.wording})
    assert saved.status_code == 302
    first.refresh_from_db()
    assert (first.body, first.revisions.count()) == ("We have *sixty* sensors, and two spare.", 2)


def test_a_text_that_is_too_long_does_not_pass_for_a_change_of_somebody_else(first, topic, ben, as_):
    held = as_(ben).post(f"{topic.get_absolute_url()}1/edit/", {"body": "a" * 40_000, "upon": first.wording})
    assert held.status_code == 422
    assert "What was changed meanwhile" not in held.text
    assert f'value="{first.wording}"' in held.text


def test_history_marks_what_each_edit_added_and_removed(first, topic, ben, eve, client):
    for number in range(12):
        actions.edit(eve, first, body=f"We have {number} sensors.")
    page = client.get(f"{topic.get_absolute_url()}1/history/").text
    assert "changed by Eve Ito" in page
    assert page.count('class="changes"') == 10
    assert ">[removed:] </span>10<" in page
    assert ">[added:] </span>11<" in page
    older = client.get(f"{topic.get_absolute_url()}1/history/?page=2").text
    assert older.count('class="changes"') == 2
    assert ">[added:] </span>1<" in older
    assert client.get(f"{topic.get_absolute_url()}1/history/?page=3").status_code == 404
    actions.edit(ben, first, body="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"{topic.get_absolute_url()}1/history/").text


def test_the_page_says_who_may_edit(first, topic, eve, client, as_):
    assert "Every member may improve this first post." in client.get(topic.get_absolute_url()).text
    assert f"{topic.get_absolute_url()}1/edit/" not in client.get(topic.get_absolute_url()).text
    assert "1/edit/" in as_(eve).get(topic.get_absolute_url()).text
