"""What a whole room thinks: opinion groups, what they share, where they differ, and how sure one may be.

    votes = read_votes("votes.csv")                       who voted what
    picture = analyse(votes, read_statements("comments.csv"))
    picture.verdict, picture.k, picture.groups            whether there is something to see, and what
    picture.voices, picture.consensus, picture.doubt      what each group holds, what all share, how sure it is

    state = State.of(votes, statements)                   kept between votes
    state = fold_in(state, Vote(person, statement, 1))    the same, bit for bit, as beginning anew
    picture = state.picture()

On numpy and scipy alone: nothing here knows Django, a database or a file that it was not given. Votes are +1 agree,
−1 disagree, 0 pass; no entry is no vote. n are people, p statements, k groups; people and statements stand in the order
of their names. Everything follows from the votes alone: neither the order in which people, statements and votes
arrive nor the machine's memory of earlier pictures changes a result.
"""

from __future__ import annotations

from .errors import NotVotes as NotVotes
from .folding import State as State
from .folding import Vote as Vote
from .folding import fold_in as fold_in
from .picture import Mode as Mode
from .picture import Picture as Picture
from .picture import Verdict as Verdict
from .picture import analyse as analyse
from .reading import read_statements as read_statements
from .reading import read_votes as read_votes
from .statements import Statements as Statements
from .steady import Steady as Steady
from .steady import steadied as steadied
from .votes import Votes as Votes
