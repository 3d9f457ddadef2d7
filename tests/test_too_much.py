"""Who asks for too much, or for what makes no sense, is told so in one sentence, and nothing is half done."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.test import Client
from test_bad_input import everything, sentence

from convene.core.people import actions as people
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Topic

OPTIONS = "\n".join(f"Option {number}" for number in range(500))
ADDRESSES = "\n".join(f"person{number}@example.org" for number in range(10_000))
HANDS = {"question": "Which?", "options": OPTIONS, "how_many": "one", "shows": "always", "is_named": "no"}
START = {"title": "A title", "body": "Words", "kind": "discussion"}


@pytest.fixture
def secret(hidden, ana) -> Topic:
    """A topic of a community that Lea does not know of."""
    return actions.start(ana, hidden, title="The merger", body="In confidence")


@pytest.fixture
def leader(person, community) -> User:
    """Leads Citizen Science, and knows of no other community."""
    return person("Lea Roth", community, role="leader")


@pytest.fixture
def lea(leader, as_) -> Client:
    """Her browser."""
    return as_(leader)


@pytest.fixture
def talk(leader, ben, community) -> Topic:
    """A topic of hers, to which Ben replied."""
    topic = actions.start(leader, community, title="Calibrating", body="First")
    actions.reply(ben, topic, body="Second")
    return topic


def filled(what: str, talk: Topic, secret: Topic) -> tuple[str, dict[str, Any]]:
    """Where a form is sent, and what is in it."""
    address, form, _says = ASKED[what]
    here, known = talk.get_absolute_url(), {"{talk}": talk.pk, "{secret}": secret.pk}
    return address.replace("{topic}", here), {name: known.get(value, value) for name, value in form.items()}


ASKED: dict[str, tuple[str, dict[str, Any], str]] = {
    "ten thousand invitations": ("/communities/citizen-science/invite/", {"addresses": ADDRESSES}, "10,000 addresses"),
    "a show of hands of 500 options": ("{topic}1/hands/", HANDS, "at most 20 options and this one has 500"),
    "a topic with such a show of hands": (
        "/c/citizen-science/new/", START | {f"hands-{name}": value for name, value in HANDS.items()}, "this one has 500",
    ),
    "joining a topic to itself": ("{topic}merge/", {"into": "{talk}"}, "cannot be joined to itself"),
    "joining it to one that one may not see": (
        "{topic}merge/", {"into": "{secret}"}, "There is no such topic, or you cannot see it.",
    ),
    "joining it to what never was": ("{topic}merge/", {"into": "987654"}, "There is no such topic"),
    "moving it where one may not look": ("{topic}move/", {"community": "directors"}, "nowhere to move it to"),
    "moving it to what never was": ("{topic}move/", {"community": "nowhere"}, "nowhere to move it to"),
    "moving it to where it is": ("{topic}move/", {"community": "citizen-science"}, "nowhere to move it to"),
    "splitting posts off to there": (
        "{topic}split/", {"post": "2", "title": "Apart", "kind": "discussion", "community": "directors"},
        "There is no such community, or you do not look after it.",
    ),
    "an expression that explodes": (
        "/moderation/words/citizen-science/",
        {"pattern": "((a{900}){900}){9}", "is_expression": "on", "does": "hold"},
        "expression",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_it_gets_one_sentence_and_changes_nothing(what: str, lea: Client, talk: Topic, secret: Topic) -> None:
    address, form = filled(what, talk, secret)
    lea.get(address)  # whatever a look leaves behind
    before, began = everything(), time.monotonic()
    answer = lea.post(address, form)
    assert answer.status_code in {404, 422}, answer.status_code
    assert sentence(answer)
    assert ASKED[what][2] in answer.text
    for never in ("The merger", "Directors", "In confidence"):
        assert never not in answer.text
    assert everything() == before
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(("one", "other"), [
    ("joining it to one that one may not see", "joining it to what never was"),
    ("moving it where one may not look", "moving it to what never was"),
])  # fmt: skip
def test_what_is_secret_and_what_never_was_look_the_same(
    one: str, other: str, lea: Client, talk: Topic, secret: Topic
) -> None:
    said = []
    for what in (one, other):
        address, form = filled(what, talk, secret)
        answer = lea.post(address, form)
        page = answer.text.partition("<main")[2]
        for value in form.values():
            page = page.replace(f'"{value}"', '"…"')
        said.append((answer.status_code, re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page)))
    assert said[0] == said[1]


def test_an_expression_that_explodes_elsewhere_does_no_harm_here(lea: Client, ben, as_, topic: Topic) -> None:
    form = {"pattern": r"^(a+)+$", "is_expression": "on", "does": "block"}
    assert lea.post("/moderation/words/citizen-science/", form).status_code == 302
    began = time.monotonic()
    answer = as_(ben).post(f"{topic.get_absolute_url()}reply/", {"body": "a" * 25_000 + "!"})
    assert answer.status_code == 302
    assert time.monotonic() - began < 10, "elsewhere this takes years"
    assert as_(ben).post(f"{topic.get_absolute_url()}reply/", {"body": "a" * 25_000}).status_code == 422


def test_a_copy_that_is_being_made_and_leaving_do_not_meet(ben, as_, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    browser, export, leave = as_(ben), "/people/me/data/export/", "/people/me/data/leave/remove/"
    asked = browser.get(leave)
    browser.post(asked.url, {"password": "correct horse", "next": "/people/me/data/"})
    assert browser.post(export).url == "/people/me/data/"
    before = everything()
    again, gone = browser.post(export), browser.post(leave)
    assert "being made already" in again.text
    assert "fetch it, then leave" in gone.text
    assert (again.status_code, gone.status_code) == (403, 403)
    assert everything() == before
    ben.exports.all().delete()
    people.leave(ben, ben, how="remove")
    before = everything()
    late = browser.post(export)
    assert (late.status_code, late.url.split("?")[0]) == (302, "/account/login/"), "nobody is signed in any more"
    assert everything() == before
