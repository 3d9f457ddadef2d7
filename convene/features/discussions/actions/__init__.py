"""Everything that can be done in discussions; nothing else writes."""

from .announcements import announce, begin
from .answers import accept, unaccept
from .beside import note_asked, note_beside
from .bookmarks import bookmark, remind, remove_bookmark
from .drafts import discard_draft, keeping_draft, save_draft
from .duplicates import mark_duplicate, unmark_duplicate
from .hands import add_hands, close_hands, remove_hands, take_back_vote, vote
from .order import archive, close, hide_post, hide_topic, pin, reopen, restore_post, restore_topic, retitle, unpin
from .pace import slow_down
from .posts import edit, reply
from .reactions import react, take_back_reaction
from .reading import catch_up, follow, mark_read
from .scheduled import post_scheduled, remove_scheduled, reschedule, schedule, stop_scheduled
from .sharing import check_sharing, share, unshare
from .summaries import remove_summary, sum_up
from .tidying import merge, move, move_posts, split
from .topics import start
from .welcome import write_welcome
from .wikis import unwiki, wiki

__all__ = [
    "note_asked",
    "note_beside",
    "bookmark",
    "remind",
    "remove_bookmark",
    "archive",
    "mark_duplicate",
    "unmark_duplicate",
    "post_scheduled",
    "remove_scheduled",
    "reschedule",
    "schedule",
    "stop_scheduled",
    "announce",
    "begin",
    "remove_summary",
    "share",
    "unshare",
    "slow_down",
    "sum_up",
    "vote",
    "wiki",
    "take_back_vote",
    "remove_hands",
    "close_hands",
    "add_hands",
    "accept",
    "catch_up",
    "check_sharing",
    "close",
    "discard_draft",
    "keeping_draft",
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
    "unwiki",
]
