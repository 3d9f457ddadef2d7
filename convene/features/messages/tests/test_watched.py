"""What holds for what is written in public holds in private, though nobody reads along."""

from __future__ import annotations

import pytest

from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item, Policy, Standing
from convene.core.people.models import User
from convene.lib.errors import NotPossible

from .. import actions
from ..models import Conversation, Message

LINKS = " ".join(f"https://example.org/{number}" for number in range(5))


@pytest.fixture
def nia(person, community) -> User:
    """A member since today."""
    user = person("Nia Okafor", community)
    Standing.objects.filter(person=user).delete()
    return user


@pytest.mark.parametrize("does", ["block", "hold"])
def test_a_watch_word_of_the_site_stops_a_message_and_shows_it_to_nobody(does, dora, ana, ben):
    moderation.add_word(dora, None, pattern="casino", does=does)
    with pytest.raises(NotPossible, match="“Casino” cannot be sent here, not in private either"):
        actions.start(ben, [ana], body="Visit my Casino")
    assert not Conversation.objects.exists(), "nothing is half done"
    assert not Item.objects.exists(), "moderators are not shown what is private"


def test_it_stops_an_answer_and_a_better_wording_too(dora, ana, ben, two):
    message = actions.write(ben, two, body="Dear Ana")
    moderation.add_word(dora, None, pattern="casino", does="block")
    with pytest.raises(NotPossible, match="cannot be sent"):
        actions.write(ben, two, body="casino")
    with pytest.raises(NotPossible, match="cannot be sent"):
        actions.edit(ben, message, body="casino")
    message.refresh_from_db()
    assert message.body == "Dear Ana"


def test_a_word_that_moderators_only_want_to_see_stops_nothing_private(dora, ana, ben):
    moderation.add_word(dora, None, pattern="casino", does="flag")
    actions.start(ben, [ana], body="The casino gave us its old lights.")
    assert not Item.objects.exists()


def test_words_of_one_community_do_not_reach_into_private_messages(ana, ben, cleo, community):
    moderation.add_word(ana, community, pattern="casino", does="block")
    assert actions.start(ben, [cleo], body="casino")


def test_staff_may_quote_what_is_watched(dora, ana):
    moderation.add_word(dora, None, pattern="casino", does="block")
    assert actions.start(dora, [ana], body="Somebody sent “casino” to you.")


def test_newcomers_send_a_few_links_and_are_told_when_that_ends(nia, ana, ben):
    with pytest.raises(NotPossible, match="a message of yours holds at most 3 links") as no:
        actions.start(nia, [ana], body=LINKS)
    assert "This ends by itself after" in no.value.sentence
    assert actions.start(nia, [ana], body="https://example.org/one")
    assert actions.start(ben, [ana], body=LINKS), "Ben is no newcomer"


def test_the_limit_is_the_sites_own(nia, ana):
    Policy.objects.update_or_create(community=None, defaults={"links": 0})
    with pytest.raises(NotPossible, match="at most 0 links"):
        actions.start(nia, [ana], body="https://example.org/one")


def test_a_newcomers_page_keeps_the_text_and_says_why(as_, nia, ana):
    said = as_(nia).post("/messages/new/", {"to": "@ana-lima", "body": LINKS})
    assert said.status_code == 422
    assert "at most 3 links" in said.text
    assert "https://example.org/4" in said.text
    assert not Message.objects.exists()
