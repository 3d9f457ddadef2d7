"""Everything that can be done in discussions; nothing else writes."""

from .answers import accept, unaccept
from .drafts import discard_draft, save_draft
from .order import close, hide_post, hide_topic, pin, reopen, restore_post, restore_topic, retitle, unpin
from .polls import add_poll, close_poll, remove_poll, start_with_poll, take_back_vote, vote
from .posts import edit, reply
from .reactions import react, take_back_reaction
from .reading import catch_up, follow, mark_read
from .tidying import merge, move, move_posts, split
from .topics import start
from .welcome import write_welcome

__all__ = [
    "vote",
    "take_back_vote",
    "start_with_poll",
    "remove_poll",
    "close_poll",
    "add_poll",
    "accept",
    "catch_up",
    "close",
    "discard_draft",
    "edit",
    "follow",
    "hide_post",
    "hide_topic",
    "mark_read",
    "merge",
    "move",
    "move_posts",
    "pin",
    "react",
    "reopen",
    "reply",
    "restore_post",
    "restore_topic",
    "retitle",
    "save_draft",
    "split",
    "start",
    "take_back_reaction",
    "unaccept",
    "unpin",
    "write_welcome",
]
