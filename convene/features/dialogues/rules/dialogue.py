"""Who may see and do what in dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....core.communities.rules import KEEPS_ORDER, is_member, is_open_for_writing, may_moderate, readable, roles_of
from ....core.teams.models import Team
from ....core.teams.rules import is_member as is_in_team
from ....lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import Actor
    from ....lib.web.puzzles import Puzzle
    from ..models import Dialogue, Statement

NOTHING = Q(pk__in=())
OPEN_TO_ALL = ("link", "codes")  # whoever has the address sees the page


def run(actor: Actor, at: str = "") -> Q:
    """Where one leads or moderates the community or belongs to the team; those of the network are run by staff.

    `at` leads there from something that stands in a dialogue ("dialogue__").
    """
    if not actor.is_authenticated:
        return NOTHING
    own = Q((f"{at}team__in", actor.team_memberships.values("team_id")))
    if actor.is_staff:
        return own | Q((f"{at}team", None))
    led = [community for community, role in roles_of(actor).items() if role in KEEPS_ORDER]
    return own | Q((f"{at}community__in", led))


def offered(actor: Actor, at: str = "") -> Q:
    """In lists: what was published where one may read, and the drafts of those who run them."""
    places = Q((f"{at}community", None), (f"{at}team", None))
    places |= Q((f"{at}community__isnull", False)) & readable(actor, f"{at}community__")
    if actor.is_authenticated:
        places |= Q((f"{at}team__in", actor.team_memberships.values("team_id")))
    return (places & Q((f"{at}published_at__isnull", False))) | run(actor, at)


def visible(actor: Actor, at: str = "") -> Q:
    """What one finds in lists, and with its address what is open to all who have that."""
    return offered(actor, at) | Q((f"{at}published_at__isnull", False), (f"{at}access__in", OPEN_TO_ALL))


def visible_statements(actor: Actor) -> Q:
    """Shown ones where one may look, one's own, and all for those who run the dialogue."""
    mine = Q(author_id=actor.pk) if actor.pk else NOTHING
    return mine | run(actor, "dialogue__") | (Q(verdict="shown") & visible(actor, "dialogue__"))


def may_convene(actor: Actor, place: Community | Team | None) -> Ruling:
    """Leaders and moderators of a community, members of a team; for the whole network its staff."""
    if not actor.is_authenticated:
        return no(_("Sign in to convene a dialogue."))
    if place is None:
        return only_if(actor.is_staff, _("Dialogues of the whole network are convened by its staff."))
    return _may_convene_in(actor, place)


def _may_convene_in(actor: Actor, place: Community | Team) -> Ruling:
    if isinstance(place, Team):
        return is_in_team(actor, place)
    return may_moderate(actor, place) and is_open_for_writing(place)


def may_run(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Whoever could convene it prepares, moderates and closes it; one need not have begun it oneself."""
    if dialogue.community is not None:
        return may_moderate(actor, dialogue.community)
    if dialogue.team is not None:
        return is_in_team(actor, dialogue.team)
    return may_convene(actor, None)


def may_change(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Until it is closed."""
    return may_run(actor, dialogue) and unless(
        dialogue.state == "closed", _("This dialogue is closed. What it was cannot be changed any more.")
    )


def may_change_terms(actor: Actor, dialogue: Dialogue) -> Ruling:
    """The question, who takes part and when the result is shown were promised to whoever has voted."""
    return may_change(actor, dialogue) and unless(
        dialogue.changes, _("People have voted already. What was promised to them before their first vote stands.")
    )


def may_publish(actor: Actor, dialogue: Dialogue) -> Ruling:
    """A draft with something to vote on."""
    return (
        may_run(actor, dialogue)
        and unless(dialogue.published_at, _("This dialogue is published already."))
        and unless(dialogue.state == "closed", _("Its last day is over. Choose another one first."))
        and only_if(
            dialogue.statement_count >= LEAST_SEEDS,
            _("Write at least %(least)s statements first, so that those who come have something to vote on."),
            least=LEAST_SEEDS,
        )
    )  # fmt: skip


def may_close(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Earlier than was said."""
    return may_run(actor, dialogue) and only_if(dialogue.state == "open", _("This dialogue is not open now."))


def may_enter(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Whether one belongs to those who are asked: anybody, or the members."""
    if dialogue.access != "members":
        return YES
    if not actor.is_authenticated:
        return no(_("Sign in to take part."))
    if dialogue.community is not None:
        return is_member(actor, dialogue.community)
    return is_in_team(actor, dialogue.team) if dialogue.team is not None else YES


def may_take_part(actor: Actor, dialogue: Dialogue) -> Ruling:
    """While it is open, and the community that asks is not archived, those who are asked."""
    state = dialogue.state
    return (
        may_enter(actor, dialogue)
        and (is_open_for_writing(dialogue.community) if dialogue.community else YES)
        and unless(state == "closed", _("This dialogue is closed. Nobody can vote any more."))
        and only_if(state == "open", _("This dialogue is not open yet."))
    )


def may_say(actor: Actor, dialogue: Dialogue, *, waiting: int, said: int) -> Ruling:
    """Whoever takes part, some statements each.

    waiting: statements of all that nobody has read yet. said: statements of this voter.
    """
    return (
        may_take_part(actor, dialogue)
        and only_if(said < MOST_SAID, _(
            "You have written %(most)s statements here, which is as many as one can. Leave room for others."),
            most=MOST_SAID,
        )
        and only_if(waiting < MOST_WAITING, _(
            "Many statements wait to be read just now. Please come back later today and add yours."))
    )  # fmt: skip


def may_be_in_the_room(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Type in what was said and marked on paper: those who run it, while it is open."""
    state = dialogue.state
    over = _("This dialogue is closed. Nobody can vote any more.")
    return may_run(actor, dialogue) and unless(state == "closed", over) and only_if(
        state == "open", _("This dialogue is not open yet."))  # fmt: skip


def may_note_down(actor: Actor, dialogue: Dialogue, *, waiting: int) -> Ruling:
    """A statement that somebody said in the room; it is moderated as any other."""
    return may_be_in_the_room(actor, dialogue) and only_if(
        waiting < MOST_WAITING, _("Many statements wait to be read just now. Read some of them first.")
    )


def may_enter_paper(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Ballots from slips, where a ballot belongs to no account."""
    return may_be_in_the_room(actor, dialogue) and unless(dialogue.access == "members", _(
        "Each member has one ballot, found by their account. A slip could not be told from a second one of theirs, "
        "so members vote signed in."))  # fmt: skip


def may_reword(actor: Actor, statement: Statement, *, has_votes: bool) -> Ruling:
    """Those who convene mend their own statements until somebody has voted on them."""
    return (
        may_change(actor, statement.dialogue)
        and only_if(statement.is_seed, _("Statements of participants are not changed. Show this one or do not."))
        and unless(has_votes, _("Somebody has voted on this. A statement is never changed after that."))
    )


def may_moderate_statements(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Those who run a dialogue decide what appears, until it is closed."""
    return may_run(actor, dialogue) and unless(
        dialogue.state == "closed", _("This dialogue is closed. What it was cannot be changed any more.")
    )


def may_make_codes(actor: Actor, dialogue: Dialogue, *, made: int, more: int) -> Ruling:
    """For a dialogue with codes, as many as an invitation needs."""
    return (
        may_change(actor, dialogue)
        and only_if(dialogue.access == "codes", _("Codes are for dialogues to which people are invited by code."))
        and only_if(1 <= more <= MOST_CODES and made + more <= ALL_CODES, _(
            "Make %(most)s codes at a time, and %(all)s in all."), most=MOST_CODES, all=ALL_CODES,
        )
    )  # fmt: skip


class Lately(NamedTuple):
    """Who began within the last ten minutes, in one dialogue."""

    here: int = 0  # from the same network
    all: int = 0
    plain_here: int = 0  # without a solved puzzle


LEAST_SEEDS = 3
MOST_SAID, MOST_WAITING = 12, 500
MOST_CODES, ALL_CODES = 500, 20_000
CALM_HERE, CALM = 40, 400  # that many may begin within ten minutes without any work, from one network and in all
WAIT = 15  # seconds, for browsers that solve no puzzles
PLAIN_HERE = 60


def may_begin(_actor: Actor, given: Puzzle | None, answer: str, lately: Lately, bits: int) -> Ruling:
    """In calm times anybody. In a wave whoever solved a puzzle that is hard enough, and a few who took their time.

    bits: how hard a puzzle is now, 0 for none; one or two fewer are fine, since a wave may have begun meanwhile.
    """
    if not bits:
        return YES
    again = _("Very many people begin here just now, so each browser does a small sum first. Press “Begin” once more.")
    if given is None or (answer and given.bits + 2 < bits) or (answer and not given.is_solved_by(answer)):
        return no(again)
    if answer:
        return YES
    slowly = _(
        "Very many people begin here just now. Without script in your browser, beginning takes a quarter of a minute: "
        "read the page in the meantime, and press “Begin” again."
    )
    return only_if(given.age >= WAIT and lately.plain_here < PLAIN_HERE, slowly)


def may_begin_once(is_first: bool) -> Ruling:
    """Each puzzle is good for one ballot."""
    return only_if(is_first, _("This was sent already. Press “Begin” once more."))


def may_see_results(actor: Actor, dialogue: Dialogue) -> Ruling:
    """As was said before the first vote: at any time, after closing, or until then to those who convene alone."""
    state = dialogue.state
    if state in {"draft", "announced"}:
        return no(_("Nobody has voted yet: this dialogue is not open."))
    if state == "closed" or dialogue.results == "live":
        return YES
    if dialogue.results == "convener":
        return only_if(
            may_run(actor, dialogue), _("Until closing only the conveners see the result. Everybody sees it after.")
        )
    return no(_("Nobody sees the result before closing, not even the conveners. Come back then."))


def may_show_to_all(dialogue: Dialogue) -> Ruling:
    """On a wall everybody looks on: there stands what was promised to everybody, whoever is signed in beside it."""
    state = dialogue.state
    if state in {"draft", "announced"}:
        return no(_("Nobody has voted yet: this dialogue is not open."))
    return only_if(state == "closed" or dialogue.results == "live", _("The result is shown when voting is over."))


def may_finish(actor: Actor, dialogue: Dialogue) -> Ruling:
    """Name groups and take the data along: those who run it, once groups change no more."""
    return may_run(actor, dialogue) and only_if(
        dialogue.state == "closed", _("Until this dialogue is closed groups still change. Come back then.")
    )
