"""Newcomers, and words to look out for."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from convene.core.moderation import actions
from convene.core.moderation.models import Item, Standing
from convene.core.moderation.queries.policy import site_trust
from convene.core.moderation.queries.words import all_in
from convene.core.people.models import User
from convene.features.discussions.actions import add_hands, begin, edit, reply, retitle, start
from convene.features.discussions.models import Post, Reading, Topic
from convene.lib.errors import NotAllowed, NotPossible
from convene.lib.text.patterns import check_pattern, find


def test_the_first_posts_of_a_newcomer_wait_where_that_is_wanted(ana, nia, community, topic, mona):
    actions.set_policy(ana, community, first_held=1)
    item = reply(nia, topic, body="Hello.")
    assert (item.why, item.state) == ("newcomer", "waiting")
    actions.approve(mona, item)
    assert isinstance(reply(nia, topic, body="And again."), Post)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("https://a.example https://b.example https://c.example https://d.example", "at most 3 links"),
        ("@ana-lima @ben-osei @p-one @p-two @p-three @p-four", "at most 5 people"),
    ],
)
def test_a_newcomer_is_told_what_is_too_much_and_when_that_ends(body, says, ana, ben, nia, person, topic):
    for word in ("one", "two", "three", "four"):
        person(f"P {word}")
    with pytest.raises(NotPossible, match=says) as no:
        reply(nia, topic, body=body)
    assert "3 more days with an account, 3 more posts, 3 more topics read" in str(no.value)
    with pytest.raises(NotPossible, match=says):
        edit(nia, reply(nia, topic, body="Short."), body=body)
    reply(ben, topic, body=body)


def test_a_newcomer_writes_so_many_posts_a_day_and_a_retry_is_not_one_more(dora, nia, topic):
    actions.set_policy(dora, None, posts_a_day=2)
    first = reply(nia, topic, body="One.")
    reply(nia, topic, body="Two.")
    with pytest.raises(NotPossible, match="2 posts within a day"):
        reply(nia, topic, body="Three.")
    assert reply(nia, topic, body="One.", key=first.key) == first
    Post.objects.filter(author=nia).update(created_at=timezone.now() - timedelta(days=2))
    reply(nia, topic, body="Three.")


def test_limits_lift_by_themselves_and_stay_lifted(ana, nia, community, topic):
    many = " ".join(f"https://{n}.example" for n in range(9))
    for n in range(3):
        Reading.objects.create(person=nia, topic=start(ana, community, title=f"T {n}", body="Words."))
        reply(nia, topic, body=f"Post {n}.")
    with pytest.raises(NotPossible):
        reply(nia, topic, body=many)
    User.objects.filter(pk=nia.pk).update(claimed_at=timezone.now() - timedelta(days=4))
    nia.refresh_from_db()
    reply(nia, topic, body=many)
    assert Standing.objects.get(person=nia).grown_at
    assert site_trust(nia) is None


def test_a_refusal_keeps_somebody_a_newcomer_for_a_while(ana, nia, mona, community, topic):
    actions.set_policy(ana, community, first_held=1)
    actions.refuse(mona, reply(nia, topic, body="Nonsense."), reason="Nonsense.")
    User.objects.filter(pk=nia.pk).update(claimed_at=timezone.now() - timedelta(days=9))
    nia.refresh_from_db()
    trust = site_trust(nia)
    assert trust.in_trouble
    assert not trust.has_grown


def test_words_block_hold_and_flag_and_the_strictest_counts(ana, ben, dora, community, topic, mona):
    actions.add_word(dora, None, pattern="casino*", does="flag")
    assert isinstance(reply(ben, topic, body="The CASINOS of town."), Post)
    flagged = Item.objects.get()
    assert (flagged.cause, flagged.why) == ("flagged", "word:casino*")
    actions.add_word(ana, community, pattern="town", does="hold")
    assert isinstance(reply(ben, topic, body="The casino of town."), Item)
    actions.add_word(ana, community, pattern=r"c.sino", does="block", is_expression=True)
    with pytest.raises(NotPossible, match="casino"):
        reply(ben, topic, body="The casino of town.")
    assert isinstance(reply(mona, topic, body="The casino of town."), Post)
    actions.refuse(mona, flagged, reason="No.")
    assert Post.objects.get(key=flagged.key).hidden_at


def test_words_are_found_every_time(ana, ben, community):
    actions.add_word(ana, community, pattern="casino", does="block")
    for _time in range(3):
        with pytest.raises(NotPossible, match="casino"):
            start(ben, community, title="A night out", body="At the casino.")


@pytest.mark.parametrize("does", ["hold", "block"])
def test_a_title_or_a_show_of_hands_cannot_bring_in_later_what_words_stop(does, ana, ben, community, mona):
    actions.add_word(ana, community, pattern="casino", does=does)
    mine = start(ben, community, title="A night out", body="Words.")
    first = mine.posts.get()
    with pytest.raises(NotPossible, match="casino"):
        retitle(ben, mine, title="A night at the casino")
    with pytest.raises(NotPossible, match="Casino"):
        add_hands(ben, first, question="Where to?", options=["Casino", "Museum"])
    mine.refresh_from_db()
    assert (mine.title, mine.hands_count) == ("A night out", 0)
    retitle(mona, mine, title="A night at the casino")
    add_hands(ben, first, question="Where to?", options=["Planetarium", "Museum"])


def test_a_hands_goes_on_with_the_post_that_a_moderator_approved(ana, ben, community, mona):
    actions.add_word(ana, community, pattern="casino", does="hold")
    item = begin(
        ben, community, title="A night at the casino", body="Words.", hands={"question": "Casino?", "options": ["a", "b"]}
    )
    actions.approve(mona, item)
    assert Topic.objects.get(title="A night at the casino").hands_count == 1


def test_a_word_of_one_community_is_looked_for_there_alone(ana, community, listed):
    actions.add_word(ana, community, pattern="gift", does="hold")
    assert all_in("A gift", community)
    assert not all_in("A gift", listed)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("spam", "Spam!", "Spam"),
        ("spam", "spamming", ""),
        ("spam*", "Spamming", "Spamming"),
        ("buy  now", "BUY\nnow", "BUY\nnow"),
        ("straße", "an der Straße.", "Straße"),
        ("a.b", "a-b", ""),
        ("naïve", "nai\u0308ve", "naïve"),
    ],
)
def test_words_are_found_whole_and_in_any_case(pattern, text, found):
    assert find(pattern, False, text) == found


@pytest.mark.parametrize(
    ("pattern", "is_expression"),
    [
        ("(", True),
        ("a{9999}", True),
        ("((a{900}){900}){9}", True),
        ("(?=x)", True),
        (r"(a)\1", True),
        ("x*", True),
        ("", False),
        (" * ", False),
    ],
)
def test_an_expression_that_cannot_be_used_is_refused_with_one_sentence(pattern, is_expression, ana, community):
    with pytest.raises(NotPossible) as no:
        actions.add_word(ana, community, pattern=pattern, does="hold", is_expression=is_expression)
    assert str(no.value).endswith(".")


def test_an_expression_that_explodes_elsewhere_takes_no_time_here():
    began = time.perf_counter()
    check_pattern(r"(a+)+$", True)
    assert not find(r"^(a+)+$", True, "a" * 100_000 + "!")
    assert time.perf_counter() - began < 1


def test_only_leaders_and_staff_choose_words(ben, mona, ana, community):
    for person in (ben, mona):
        with pytest.raises(NotAllowed):
            actions.add_word(person, community, pattern="x y", does="hold")
    with pytest.raises(NotAllowed):
        actions.add_word(ana, None, pattern="x y", does="hold")
