"""What the pages of discussions show."""

from __future__ import annotations

from .hidden import taken_down
from .lists import LISTED, NOWHERE, PLACES, TopicRow, community_page, followed_topics, topic_rows, with_readings
from .mine import bookmarks, mentions
from .places import Arm, arm, first_of, with_places
from .similar import Similar, similar_topics
from .topic import PAGE, PostRow, files_held, find_topic, topic_page

__all__ = [
    "Arm",
    "arm",
    "LISTED",
    "NOWHERE",
    "PAGE",
    "PLACES",
    "PostRow",
    "Similar",
    "TopicRow",
    "bookmarks",
    "community_page",
    "files_held",
    "first_of",
    "find_topic",
    "followed_topics",
    "mentions",
    "similar_topics",
    "taken_down",
    "topic_page",
    "topic_rows",
    "with_places",
    "with_readings",
]
