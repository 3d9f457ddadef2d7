"""Prepare a dialogue, publish it, change it, close it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.teams.models import Team
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import cook
from ....lib.text.names import clean_name, clean_title
from .. import queries, rules
from ..models import Code, Dialogue
from ..models.ballot import key_of_code
from ..models.dialogue import LETTERS
from .stating import sow

if TYPE_CHECKING:
    from ....core.people.models import User

TERMS = ("question", "access", "results", "convener", "outcome", "language", "mode")  # promised to whoever has voted
CODE = 9  # letters: nobody guesses one of them
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Said:
    """What those who convene say of a dialogue."""

    question: str
    convener: str
    outcome: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    background: str = ""
    policy: str = ""
    language: str = "en"
    access: str = "link"
    moderation: str = "strict"
    results: str = "live"
    mode: str = "polis"


@transaction.atomic
def convene(
    actor: User, place: Community | Team | None, *, said: Said, seeds: Sequence[str] = (), metas: Sequence[str] = ()
) -> Dialogue:
    """Begin a draft, with statements of those who convene it. place: None for the whole network."""
    require(rules.may_convene(actor, place))
    dialogue = Dialogue(
        community=place if isinstance(place, Community) else None, team=place if isinstance(place, Team) else None,
        begun_by=actor,
    )  # fmt: skip
    _write(dialogue, said)
    dialogue.save()
    sow(dialogue, seeds, metas)
    record(actor, "dialogues.begun", dialogue)
    return dialogue


@transaction.atomic
def edit(actor: User, dialogue: Dialogue, *, said: Said) -> None:
    """Change what is said of a dialogue; what was promised to those who voted stands."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_change(actor, here))
    promised = {name: getattr(here, name) for name in TERMS}
    if any(getattr(said, name) != value for name, value in promised.items()):
        require(rules.may_change_terms(actor, here))
    if here.published_at and said.moderation == "permissive" and here.is_strict and here.changes:
        raise NotPossible(_("Statements were promised to be read before they appear. That stands until it is closed."))
    before = here.closes_at
    if said.access != here.access:
        _begin_anew(here)
    _write(here, said)
    here.save()
    facts = {"closes": f"{here.closes_at:%Y-%m-%d}"} if here.closes_at != before else {}
    record(actor, "dialogues.edited", here, facts=facts)


@transaction.atomic
def publish(actor: User, dialogue: Dialogue) -> None:
    """Let people find it, and vote from the day on that was said; members where it belongs are told."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_publish(actor, here))
    here.published_at = timezone.now()
    here.save(update_fields=["published_at"])
    entry = record(actor, "dialogues.published", here, community=here.community)
    notify(entry, queries.who_is_asked(here), reason="asked", group=here.asked_group)


@transaction.atomic
def close(actor: User, dialogue: Dialogue) -> None:
    """Take no more votes, earlier than was said."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_close(actor, here))
    here.closes_at = timezone.now()
    here.save(update_fields=["closes_at"])
    record(actor, "dialogues.closed", here, community=here.community)


@transaction.atomic
def seal(dialogue: Dialogue) -> None:
    """Throw away what the keys of ballots are made with: from now on nobody can say whose ballot is whose."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if here.state != "closed":
        return
    here.salt = ""
    here.save(update_fields=["salt"])
    here.ballots.filter(said__gt=0).update(said=0)  # one that alone has written leads from a statement to its votes
    record(None, "dialogues.sealed", here)


@transaction.atomic
def make_codes(actor: User, dialogue: Dialogue, *, number: int) -> list[str]:
    """Codes to be handed out, one to each person. They are shown this once: we keep what knows them again."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_make_codes(actor, here, made=here.codes.count(), more=number))
    codes = ["".join(secrets.choice(LETTERS) for _letter in range(CODE)) for _one in range(number)]
    Code.objects.bulk_create(Code(dialogue=here, key=key_of_code(here, code)) for code in codes)
    record(actor, "dialogues.invited", here, facts={"codes": number})
    return codes


def _begin_anew(here: Dialogue) -> None:
    """Whoever has begun as those could who were asked before has no vote yet, and begins again if asked still."""
    here.ballots.all().delete()
    here.kiosks.filter(ended_at=None).update(ended_at=timezone.now())


def _write(dialogue: Dialogue, said: Said) -> None:
    said = replace(
        said, question=clean_title(said.question), convener=clean_name(said.convener, 200),
        outcome=clean_name(said.outcome, 600), policy=clean_name(said.policy, 600),
    )  # fmt: skip
    if not (said.question and said.convener and said.outcome):
        raise NotPossible(_("Say what is asked, who asks, and what will happen with the result."))
    if said.closes_at <= said.opens_at:
        raise NotPossible(_("The last day lies before the first. Please look at both."))
    if said.closes_at - said.opens_at > LONGEST:
        raise NotPossible(_("A dialogue is open for a year at most. Choose an earlier last day."))
    for name in Said.__slots__:
        setattr(dialogue, name, getattr(said, name))
    dialogue.background_html = cook(said.background).html if said.background else ""
