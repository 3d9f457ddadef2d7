"""Everything that changes dialogues."""

from __future__ import annotations

from .accounting import answer, change_recommendation, follow, recommend, remind_of_answer, tell_what_became
from .bringing import bring_in
from .convening import close, convene, edit, make_codes, publish, seal
from .finishing import name_map
from .guarding import puzzle_for, set_aside, take_back_in
from .moderating import decide
from .packing import ask_for_pack, remove_pack
from .paper import enter_paper, take_back_paper
from .places import allow_sites, end_kiosk, put_up_kiosk
from .stating import note_down, remove, reword, say, seed
from .translating import translate
from .voting import begin, bring_votes, vote

__all__ = [
    "allow_sites",
    "answer",
    "ask_for_pack",
    "begin",
    "bring_in",
    "bring_votes",
    "change_recommendation",
    "close",
    "convene",
    "decide",
    "edit",
    "end_kiosk",
    "enter_paper",
    "follow",
    "make_codes",
    "name_map",
    "note_down",
    "publish",
    "put_up_kiosk",
    "puzzle_for",
    "recommend",
    "remind_of_answer",
    "remove",
    "remove_pack",
    "reword",
    "say",
    "seal",
    "seed",
    "set_aside",
    "take_back_in",
    "take_back_paper",
    "tell_what_became",
    "translate",
    "vote",
]
