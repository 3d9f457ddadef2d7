"""Topics, posts and where each reader stopped."""

from __future__ import annotations

from .mail import MailHeader, MailId
from .post import REACTIONS, Attachment, Post, PostQuerySet, Reaction, Revision
from .reading import Draft, Follow, Reading
from .topic import IS_PINNED, NEWEST, OPEN_QUESTION, Kind, Topic, TopicQuerySet

__all__ = [
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
    "Post",
    "PostQuerySet",
    "Reaction",
    "Reading",
    "Revision",
    "Topic",
    "TopicQuerySet",
]
