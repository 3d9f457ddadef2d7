"""Topics, posts and where each reader stopped."""

from __future__ import annotations

from .bookmark import Bookmark, BookmarkQuerySet
from .hands import LEAST_OPTIONS, MOST_OPTIONS, ShowOfHands, ShowOfHandsQuerySet, Shows, Stance
from .mail import MailHeader, MailId
from .moved import MovedPost, MovedTopic, place_now
from .post import REACTIONS, Attachment, Post, PostQuerySet, Reaction, Revision
from .reading import Draft, Follow, Reading
from .scheduled import Scheduled
from .share import MOST_SHARES, Reach, Share, ShareQuerySet
from .summary import Summary
from .title import TitleWord
from .topic import ANNOUNCEMENTS, IS_PINNED, NEWEST, OPEN_QUESTION, SLOW, Kind, Topic, TopicQuerySet

__all__ = [
    "Bookmark",
    "BookmarkQuerySet",
    "Scheduled",
    "ANNOUNCEMENTS",
    "SLOW",
    "MOST_SHARES",
    "Reach",
    "Share",
    "ShareQuerySet",
    "Summary",
    "Stance",
    "Shows",
    "ShowOfHandsQuerySet",
    "ShowOfHands",
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
    "TitleWord",
    "Topic",
    "TopicQuerySet",
    "place_now",
]
