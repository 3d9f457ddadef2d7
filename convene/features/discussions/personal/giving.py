"""What somebody wrote in discussions, and how they read them, for their export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.people.parts import Row, Section
from .. import rules
from ..models import (
    REACTIONS,
    Bookmark,
    Draft,
    Post,
    Reaction,
    Reading,
    Revision,
    Scheduled,
    Share,
    ShowOfHands,
    Stance,
    Summary,
    Topic,
)

if TYPE_CHECKING:
    from ....core.people.models import User

AT_ONCE = 500


class Places:
    """Where things stand, as far as the person may still read there: no title of others is given otherwise."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.known: dict[int, Topic | None] = {}

    def learn(self, topics: list[int]) -> None:
        """Look topics up, some hundred in one query."""
        wanted = sorted(set(topics) - self.known.keys())
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            self.known |= dict.fromkeys(some)
            seen = Topic.objects.visible_to(self.person).filter(pk__in=some).select_related("community")
            self.known |= {one.pk: one for one in seen}

    def of(self, topic: int | None, post: Post | None = None) -> Row:
        """The community, the title and the address of a topic, or of a post in it."""
        if topic is None:
            return {}
        self.learn([topic])
        found = self.known[topic]
        if found is None:
            return {"where": _("A topic that you cannot read any more")}
        address = settings.SITE_URL + found.get_absolute_url()
        return {
            "community": found.community.name, "topic": found.title,
            "address": f"{address}{post.number}/" if post else address,
        }  # fmt: skip


def given(person: User) -> Iterator[Section]:
    """Topics, posts with their earlier wordings, shows of hands, reactions, votes, drafts, and what they follow."""
    at = Places(person)
    topics = list(person.topics.order_by("pk"))
    at.learn([one.pk for one in topics])
    yield Section("topics", _("Topics that you began"), [
        {"title": one.title, "kind": one.kind, "begun_at": one.created_at, **at.of(one.pk)} for one in topics
    ])  # fmt: skip
    posts = list(Post.objects.filter(author=person).order_by("pk").prefetch_related("revisions"))
    at.learn([one.topic_id for one in posts])
    yield Section("posts", _("Posts"), [_post(one, at) for one in posts])
    hands = ShowOfHands.objects.filter(post__author=person).seen_by(person).select_related("post").order_by("pk")
    yield Section("hands", _("Shows of hands that you made"), [
        {"question": one.question, "options": one.options, **_results(one), **at.of(one.post.topic_id, one.post)}
        for one in hands
    ])  # fmt: skip
    reactions = list(Reaction.objects.filter(person=person).select_related("post").order_by("pk"))
    at.learn([one.post.topic_id for one in reactions])
    yield Section("reactions", _("Reactions"), [
        {"reaction": str(REACTIONS.get(one.kind, one.kind)), "at": one.at, **at.of(one.post.topic_id, one.post)}
        for one in reactions
    ])  # fmt: skip
    votes = Stance.objects.filter(person=person).select_related("hands__post").order_by("pk")
    yield Section("votes", _("Votes"), [_vote(one, at) for one in votes])
    yield Section("drafts", _("Drafts"), [
        {"title": one.title, "text": one.body, "saved_at": one.saved_at, **at.of(one.topic_id)}
        for one in Draft.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip
    bookmarks = list(Bookmark.objects.filter(person=person).select_related("post").order_by("pk"))
    at.learn([one.post.topic_id for one in bookmarks])
    yield Section("bookmarks", _("Bookmarks"), [
        {"note": one.note, "since": one.created_at, "remind_at": one.remind_at, **at.of(one.post.topic_id, one.post)}
        for one in bookmarks
    ])  # fmt: skip
    later = Scheduled.objects.filter(person=person).select_related("community").order_by("pk")
    yield Section("scheduled", _("Topics that wait for their time"), [
        {"title": one.title, "text": one.body, "community": one.community.name, "due_at": one.due_at,
         "posted_at": one.posted_at, "stopped_at": one.stopped_at, "why": one.why}
        for one in later
    ])  # fmt: skip
    yield Section("summaries", _("Topics that you summed up"), [
        {"text": one.body, "at": one.at, **at.of(one.topic_id)}
        for one in Summary.objects.filter(author=person).order_by("pk")
    ])  # fmt: skip
    shares = Share.objects.filter(by=person, community__in=Community.objects.visible_to(person))
    yield Section("shared", _("Topics that you shared with another community"), [
        {"with": one.community.name, "at": one.at, **at.of(one.topic_id)}
        for one in shares.select_related("community").order_by("pk")
    ])  # fmt: skip
    readings = list(Reading.objects.filter(person=person).order_by("pk"))
    at.learn([one.topic_id for one in readings])
    yield Section("reading", _("What you follow, and how far you read"), [
        {"follows": one.follow, "read_up_to_post": one.upto, "at": one.at, **at.of(one.topic_id)} for one in readings
    ])  # fmt: skip
    edits = Revision.objects.filter(replaced_by=person).exclude(post__author=person).select_related("post")
    yield Section("edits", _("Posts of others that you edited"), [
        {"at": one.replaced_at, **at.of(one.post.topic_id, one.post)} for one in edits.order_by("pk")
    ])  # fmt: skip


def _post(post: Post, at: Places) -> Row:
    before = [f"{one.written_at:%Y-%m-%d %H:%M}: {one.body}" for one in post.revisions.all()]
    return {
        "text": post.body, "written_at": post.created_at, "edited_at": post.edited_at, "earlier_wordings": before,
        "number": post.number, "taken_down_at": post.hidden_at, "from_an_archive": post.is_imported,
        **at.of(post.topic_id, post),
    }  # fmt: skip


def _results(hands: ShowOfHands) -> Row:
    """No earlier than on its page."""
    return {"votes": hands.counts} if rules.may_see_results(hands) else {}


def _vote(vote: Stance, at: Places) -> Row:
    hands, place = vote.hands, at.of(vote.hands.post.topic_id, vote.hands.post)
    if "where" in place or hands.post.hidden_at:
        return {"choices": vote.choices, "at": vote.at, "where": _("A topic that you cannot read any more")}
    chosen = [hands.options[number] for number in vote.choices]
    return {"question": hands.question, "choices": chosen, "at": vote.at, **place}
