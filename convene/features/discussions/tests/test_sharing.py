"""One topic in several communities: who shares it, who takes part, what is counted, who is told."""

from __future__ import annotations

import pytest

from convene.core.communities.actions import edit as edit_community
from convene.core.communities.models import Community
from convene.core.moderation.models import Policy, Standing
from convene.core.notifications.models import Notification
from convene.core.notifications.queries import board
from convene.core.people.models import User
from convene.features.discussions import actions, rules
from convene.features.discussions.actions.guests import recount_guests
from convene.features.discussions.models import Share, Topic
from convene.lib.errors import NotAllowed, NotPossible, Refusal


@pytest.fixture
def other(db) -> Community:
    """A second public community."""
    return Community.objects.create(slug="makers", name="Makers", line="Making", state="operating")


@pytest.fixture
def fay(person, other) -> User:
    """A member of the second community alone."""
    return person("Fay Adeyemi", other)


@pytest.fixture
def gil(person, other) -> User:
    """Leads the second community."""
    return person("Gil Novak", other, role="leader")


@pytest.fixture
def ana(ana, other) -> User:
    """Leads the first community and is a member of the second."""
    other.memberships.create(person=ana)
    return ana


@pytest.fixture
def asked(ben, community) -> Topic:
    """Ben's question without a reply."""
    return actions.start(ben, community, title="Which sensor?", body="It drifts.", kind="question")


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def told(person: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("entry__verb", "reason"))


def counts(community: Community) -> tuple[int, int, int, int]:
    here = fresh(community)
    return here.topic_count, here.shared_count, here.unanswered_count, here.shared_unanswered_count


def test_a_shared_topic_keeps_its_home_and_is_counted_once(ana, asked, community, other):
    actions.share(ana, asked, other)
    topic = fresh(asked)
    assert (topic.community, topic.share_count, [str(one) for one in topic.places]) == (
        community, 1, ["Citizen Science", "Makers"],
    )  # fmt: skip
    assert Topic.objects.count() == 1
    assert (counts(community), counts(other)) == ((1, 0, 1, 0), (0, 1, 0, 1))


def test_members_of_both_communities_take_part_and_are_told_once(ana, ben, fay, asked, other):
    with pytest.raises(NotAllowed, match="Join Citizen Science"):
        actions.reply(fay, asked, body="Too early")
    actions.share(ana, asked, other)
    topic = fresh(asked)
    actions.follow(fay, topic, level="watching")
    post = actions.reply(fay, topic, body="Warm it up, @ben-osei")
    actions.react(fay, topic.posts.get(number=1), kind="heart")
    assert told(ben)[-1] == ("discussions.replied", "mentioned")
    assert sum(verb == "discussions.replied" for verb, _reason in told(ben)) == 1
    actions.accept(ben, post)
    actions.reply(ana, topic, body="Thanks")
    assert sum(verb == "discussions.replied" for verb, _reason in told(fay)) == 1


@pytest.mark.parametrize("change", ["reply", "close", "archive", "hide", "hide a reply"])
def test_what_waits_is_counted_in_both_communities(change, ana, asked, community, other):
    actions.share(ana, asked, other)
    topic = fresh(asked)
    if change in {"reply", "hide a reply"}:
        post = actions.reply(ana, topic, body="Warm it up")
        assert (counts(community), counts(other)) == ((1, 0, 0, 0), (0, 1, 0, 0))
        if change == "hide a reply":
            actions.hide_post(ana, post)
            assert (counts(community), counts(other)) == ((1, 0, 1, 0), (0, 1, 0, 1))
        return
    {"close": actions.close, "archive": actions.archive, "hide": actions.hide_topic}[change](ana, topic)
    there = int(change != "hide")
    assert (counts(community), counts(other)) == ((there, 0, 0, 0), (0, there, 0, 0))
    (actions.restore_topic if change == "hide" else actions.reopen)(ana, fresh(topic))
    assert (counts(community), counts(other)) == ((1, 0, 1, 0), (0, 1, 0, 1))


def test_a_duplicate_waits_nowhere(ana, ben, asked, community, other):
    actions.share(ana, asked, other)
    actions.mark_duplicate(ben, asked, actions.start(ben, community, title="The answer", body="Here"))
    assert counts(other) == (0, 1, 0, 0)
    actions.unmark_duplicate(ben, fresh(asked))
    assert counts(other) == (0, 1, 0, 1)


def test_the_author_and_those_who_keep_order_there_are_told(ana, ben, fay, gil, asked, other):
    actions.share(ana, asked, other)
    assert told(ben) == [("discussions.shared", "shared")]
    assert told(gil) == [("discussions.shared", "shared_here")]
    assert (told(fay), told(ana)) == ([], [])
    actions.unshare(gil, fresh(asked), other)
    assert told(ben)[-1] == told(ana)[-1] == ("discussions.unshared", "unshared")
    assert len(board(ben).unread) == len(board(ana).unread) == 1


def test_taken_out_by_the_other_community_it_comes_back_only_through_it(ana, fay, gil, asked, other):
    actions.share(ana, asked, other)
    actions.unshare(gil, fresh(asked), other)
    assert (fresh(asked).share_count, counts(other)) == (0, (0, 0, 0, 0))
    with pytest.raises(NotAllowed):
        actions.reply(fay, fresh(asked), body="Hello?")
    with pytest.raises(NotPossible, match="Makers took it out"):
        actions.share(ana, fresh(asked), other)
    asked.community.memberships.create(person=gil, role="moderator")
    actions.share(gil, fresh(asked), other)
    assert counts(other) == (0, 1, 0, 1)


def test_whoever_shared_it_takes_it_out_and_may_share_it_again(ben, asked, other):
    other.memberships.create(person=ben)
    for _time in range(2):
        actions.share(ben, fresh(asked), other)
        actions.unshare(ben, fresh(asked), other)
        actions.unshare(ben, fresh(asked), other)
    assert (Share.objects.count(), counts(other)) == (0, (0, 0, 0, 0))


@pytest.mark.parametrize(
    ("who", "home", "there", "why"),
    [
        ("ana", "public", "public", ""),
        ("ana", "public", "listed", ""),
        ("ana", "listed", "public", ""),
        ("ana", "hidden", "public", "Only members know of Citizen Science"),
        ("ana", "public", "hidden", "Only members know of Makers"),
        ("ben", "public", "public", ""),  # the author, a member of both
        ("ben", "listed", "public", "Only members read Citizen Science"),
        ("gil", "public", "public", "Join Citizen Science"),
        ("cleo", "public", "public", "Join Citizen Science"),
        ("kim", "public", "public", "Only the person who started this"),
        ("dora", "listed", "listed", ""),  # staff
    ],
)
def test_who_may_share(who, home, there, why, request, ana, ben, gil, person, asked, community, other):
    other.memberships.create(person=ben)
    actor = person("Kim Ito", community, other) if who == "kim" else request.getfixturevalue(who)
    Community.objects.filter(pk=community.pk).update(visibility=home)
    Community.objects.filter(pk=other.pk).update(visibility=there)
    topic, target = Topic.objects.select_related("community").get(), fresh(other)
    ruling = rules.may_share(actor, topic) and rules.may_share_with(actor, topic, target)
    assert ruling.reason.startswith(why) if why else not ruling.reason
    if not why:
        actions.share(actor, topic, target, reach=rules.reach_of(topic.community, target))
        assert fresh(topic).share_count == 1


def test_of_a_community_that_one_cannot_see_nothing_is_said(ben, asked, hidden):
    with pytest.raises(NotAllowed, match="There is no such community") as no:
        actions.share(ben, asked, hidden)
    assert "Directors" not in no.value.sentence


def test_what_cannot_be_shared_is_said_in_one_sentence(ana, asked, community, other, person):
    def why(topic: Topic, target: Community, **more: str) -> str:
        with pytest.raises(Refusal) as no:
            actions.share(ana, fresh(topic), target, **more)
        return no.value.sentence

    assert why(asked, community).startswith("It stands in Citizen Science already")
    assert why(asked, other, reach="everyone").startswith("Who can read there has changed")
    outside = Community.objects.create(slug="outside", name="Outside", line="Out", state="operating")
    assert "Join Outside first" in why(asked, outside)
    outside.memberships.create(person=ana)
    Community.objects.filter(pk=outside.pk).update(state="archived")
    assert "archived" in why(asked, fresh(outside))
    actions.share(ana, asked, other)
    assert why(asked, other) == "Makers shows it already."
    for number in range(2):
        more = Community.objects.create(slug=f"more{number}", name=f"More {number}", line="More", state="operating")
        more.memberships.create(person=ana)
        actions.share(ana, fresh(asked), more)
    Community.objects.filter(pk=outside.pk).update(state="operating")
    assert "3 communities already" in why(asked, fresh(outside))
    actions.archive(ana, fresh(asked))
    assert "archived" in why(asked, fresh(outside))
    Community.objects.filter(pk=community.pk).update(state="archived")
    assert "archived" in why(asked, fresh(outside))


def test_a_community_that_looks_first_takes_nothing_from_plain_members(ben, gil, asked, other):
    other.memberships.create(person=ben)
    Policy.objects.create(community=other, mode="held")
    with pytest.raises(NotPossible, match="a moderator looks first"):
        actions.share(ben, asked, other)
    asked.community.memberships.create(person=gil, role="moderator")
    actions.share(gil, asked, other)


def test_newcomers_do_not_spread_what_they_write(ben, asked, other):
    other.memberships.create(person=ben)
    Standing.objects.filter(person=ben).delete()
    with pytest.raises(NotPossible, match="Newcomers cannot share"):
        actions.share(ben, asked, other)


@pytest.mark.parametrize(
    ("home", "there", "reach", "later_home", "later_there", "stranger_reads", "fay_reads"),
    [
        ("public", "public", "", "public", "listed", True, True),
        ("public", "public", "", "listed", "public", False, False),  # nobody agreed that it stays public
        ("public", "listed", "", "listed", "listed", False, False),
        ("listed", "public", "everyone", "listed", "public", True, True),
        ("listed", "public", "everyone", "listed", "listed", False, True),
        ("listed", "listed", "members", "listed", "listed", False, True),
        ("listed", "listed", "members", "listed", "public", False, False),  # agreed for members alone
        ("listed", "public", "everyone", "hidden", "public", False, False),
        ("listed", "public", "everyone", "listed", "hidden", False, False),
    ],
)
def test_nobody_reads_more_than_was_agreed_whatever_changes_later(
    home, there, reach, later_home, later_there, stranger_reads, fay_reads, ana, dora, cleo, fay, asked, community, other
):
    Community.objects.filter(pk=community.pk).update(visibility=home)
    Community.objects.filter(pk=other.pk).update(visibility=there)
    actions.share(ana, Topic.objects.get(), fresh(other), reach=reach)
    for here, visibility in ((community, later_home), (other, later_there)):
        fields = {"name": here.name, "line": here.line}
        edit_community(dora, fresh(here), **fields, visibility=visibility, join_policy="invited")
    reads = {person.pk: Topic.objects.visible_to(person).exists() for person in (cleo, fay, ana)}
    assert reads == {cleo.pk: stranger_reads, fay.pk: fay_reads, ana.pk: True}
    topic = fresh(asked)
    assert bool(rules.may_reply(fay, topic)) == (fay_reads and len(topic.places) == 2)
    in_list = other in topic.places
    recount_guests([other.pk])
    assert fresh(other).shared_count == int(in_list)
    assert Topic.objects.guests_of(other.pk).exists() == in_list


def test_moved_to_a_community_that_shows_it_the_topic_is_at_home_there(ana, dora, fay, asked, community, other):
    third = Community.objects.create(slug="third", name="Third", line="Third", state="operating")
    third.memberships.create(person=ana)
    actions.share(ana, asked, other)
    actions.share(ana, fresh(asked), third)
    actions.move(dora, fresh(asked), other)
    topic = fresh(asked)
    assert ([str(one) for one in topic.places], topic.share_count) == (["Makers", "Third"], 1)
    assert (counts(community), counts(other), counts(third)) == ((0, 0, 0, 0), (1, 0, 1, 0), (0, 1, 0, 1))
    private = Community.objects.create(slug="private", name="Private", line="P", state="operating", visibility="hidden")
    actions.move(dora, topic, private)
    assert ([str(one) for one in fresh(asked).places], Share.objects.count()) == (["Private"], 0)
    assert counts(third) == (0, 0, 0, 0)
    assert not Topic.objects.visible_to(fay).exists()


def test_what_is_split_off_is_read_by_those_who_read_it_before(ana, fay, asked, community, other):
    actions.share(ana, asked, other)
    actions.reply(fay, fresh(asked), body="And lunch?")
    apart = actions.split(ana, fresh(asked), community, numbers=[2], title="Lunch")
    assert [str(one) for one in apart.places] == ["Citizen Science", "Makers"]
    assert counts(other) == (0, 2, 0, 1)
    actions.reply(fay, apart, body="At noon")


def test_joined_to_another_a_topic_is_shown_where_that_is_shown(ana, fay, asked, community, other):
    target = actions.start(ana, community, title="Sensors", body="All of them")
    actions.share(ana, asked, other)
    actions.merge(ana, fresh(asked), target)
    assert (counts(community), counts(other), Share.objects.count()) == ((1, 0, 0, 0), (0, 0, 0, 0), 0)
    assert Topic.objects.visible_to(fay).filter(pk=target.pk).exists(), "a public topic is read by all"


def test_who_answered_through_another_community_is_told_where_it_went(ana, dora, fay, asked, other):
    Community.objects.filter(pk=asked.community_id).update(visibility="listed")
    Community.objects.filter(pk=other.pk).update(visibility="listed")
    actions.share(ana, fresh(asked), fresh(other), reach="members")
    actions.reply(fay, fresh(asked), body="Here")
    closed = Community.objects.create(slug="closed", name="Closed", line="C", state="operating", visibility="hidden")
    actions.move(dora, fresh(asked), closed)
    assert told(fay)[-1] == ("discussions.moved_away", "moved")
