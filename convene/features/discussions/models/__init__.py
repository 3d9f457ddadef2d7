"""Topics, posts and where each reader stopped."""

from __future__ import annotations

from .mail import MailHeader, MailId
from .moved import MovedPost, MovedTopic, place_now
from .poll import LEAST_OPTIONS, MOST_OPTIONS, Poll, PollQuerySet, Shows, Stance
from .post import REACTIONS, Attachment, Post, PostQuerySet, Reaction, Revision
from .reading import Draft, Follow, Reading
from .topic import IS_PINNED, NEWEST, OPEN_QUESTION, Kind, Topic, TopicQuerySet

__all__ = [
    "Stance",
    "Shows",
    "PollQuerySet",
    "Poll",
    "MOST_OPTIONS",
    "LEAST_OPTIONS",
    "IS_PINNED",
    "NEWEST",
    "OPEN_QUESTION",
    "REACTIONS",
    "Attachment",
    "Draft",
    "Follow",
    "Kind",
    "MailHeader",
    "MailId",
    "MovedPost",
    "MovedTopic",
    "Post",
    "PostQuerySet",
    "Reaction",
    "Reading",
    "Revision",
    "Topic",
    "TopicQuerySet",
    "place_now",
]
