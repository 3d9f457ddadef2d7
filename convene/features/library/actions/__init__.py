"""Everything that can be done in the library; nothing else writes."""

from .collecting import change_collection, gather, move, place, remove_collection, take_out
from .keeping import grow_stale, mark_reviewed, publish, refuse, retire, submit
from .mentions import note_mentions
from .talking import be_named, comment
from .using import hide_use, use
from .writing import propose, revise

__all__ = [
    "be_named",
    "change_collection",
    "comment",
    "gather",
    "grow_stale",
    "hide_use",
    "mark_reviewed",
    "move",
    "note_mentions",
    "place",
    "propose",
    "publish",
    "refuse",
    "remove_collection",
    "retire",
    "revise",
    "submit",
    "take_out",
    "use",
]
