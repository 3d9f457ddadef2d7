"""Everything that can be done in the library; nothing else writes."""

from .caring import let_go, look_after
from .carrying import carry_in, tell_of_list
from .collecting import change_collection, gather, move, place, remove_collection, take_out
from .harvesting import follow_source, note_harvest
from .keeping import grow_stale, mark_reviewed, publish, refuse, retire, submit
from .links import note_look
from .looking import look_again
from .mentions import note_mentions
from .offering import note_offers
from .relating import go_round, relate
from .talking import be_named, comment
from .using import hide_use, use
from .writing import propose, revise

__all__ = [
    "be_named",
    "carry_in",
    "change_collection",
    "comment",
    "follow_source",
    "gather",
    "go_round",
    "grow_stale",
    "hide_use",
    "let_go",
    "look_after",
    "look_again",
    "mark_reviewed",
    "move",
    "note_harvest",
    "note_look",
    "note_mentions",
    "note_offers",
    "place",
    "propose",
    "publish",
    "refuse",
    "relate",
    "remove_collection",
    "retire",
    "revise",
    "submit",
    "take_out",
    "tell_of_list",
    "use",
]
