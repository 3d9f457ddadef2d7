"""Take from a repository that speaks OAI-PMH: all of it the first time, what changed since from then on.

What was interrupted goes on at the page where it stopped; the pages themselves are asked for through `lib/http`.
source: The Open Archives Initiative Protocol for Metadata Harvesting 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.http import NotFetched, fetch_file
from ....lib.records import NotRecords
from ....lib.records.oai import NOTHING_NEW, Answer, read_answer
from ....lib.ruling import require
from ..actions.harvesting import note_harvest
from ..models import Harvest
from ..rules import may_carry_in
from .following import follow_sources
from .plan import Plan, plan
from .run import carry

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User

MOST_OF_AN_ANSWER = 20 * 1024 * 1024  # bytes
LONGEST_BASE = 500
MOST_PAGES, MOST_EMPTY_PAGES = 5_000, 20
TRIES, PAUSE, LONGEST_PAUSE = 4, 10, 600  # seconds
PASSING = {"busy", "away", "slow", "garbled"}  # faults that may be over in a while
EXPIRED = "badResumptionToken"
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which of its records to take; "" sets no bound."""

    set_spec: str = ""
    since: str = ""  # 2026-05-31 or 2026-05-31T12:00:00Z
    until: str = ""

    @property
    def is_once(self) -> bool:
        """Whether it is a piece of the list, after which nothing goes on."""
        return bool(self.since or self.until)


def harvest(
    actor: User | None, community: Community, address: str, part: Part = Part(), *, dry_run: bool = False
) -> Iterator[Plan]:
    """Bring in each page of the list as it comes, and give what became of it; a dry run looks at the first page.

    raises: NotFetched, and NotRecords for what is no answer or an error of the repository.
    """
    require(may_carry_in(actor, community))
    address = _base(address, part)
    granularity = _asked(address, verb="Identify").granularity
    there = Harvest.objects.filter(community=community, address=address, set_spec=part.set_spec).first()
    begun_there = Harvest(community=community, address=address, set_spec=part.set_spec, since=part.since)
    reached = begun_there if part.is_once or there is None else there
    token, begun, seen, empty = reached.token, reached.begun_at, set[str](), 0
    for _page in range(MOST_PAGES):
        answer = _page_of(address, token, reached.since, part)
        if answer.error == EXPIRED and token and not seen:
            token = begun = ""
            answer = _page_of(address, token, reached.since, part)
        if answer.error and answer.error != NOTHING_NEW:
            raise NotRecords(
                _("The repository answered with an error: %(error)s. %(said)s")
                % {"error": answer.error, "said": answer.said}
            )
        begun = begun or _stamp(answer.at, granularity)
        looked = plan(community, answer.records, name=address)
        if not dry_run:
            carry(actor, community, looked)
            follow_sources(actor, community, looked)
            is_over = not answer.token
            if not part.is_once:
                note_harvest(
                    actor, community, address, part.set_spec, token=answer.token, begun_at="" if is_over else begun,
                    since=begun if is_over else reached.since,
                )  # fmt: skip
        yield looked
        token, empty = answer.token, 0 if answer.records else empty + 1
        if not token or dry_run:
            return
        if token in seen:
            raise NotRecords(_("The repository's list leads back to itself. Tell those who run it."))
        if empty > MOST_EMPTY_PAGES:
            break
        seen.add(token)
    raise NotRecords(_("The repository's list does not end. Tell those who run it."))


def _base(address: str, part: Part) -> str:
    """Where the repository answers, without a question that was copied along."""
    for time in (part.since, part.until):
        if time and not _TIME.fullmatch(time):
            raise NotPossible(_("Give a time as 2026-05-31 or as 2026-05-31T12:00:00Z."))
    try:
        base = urlsplit(address.strip())._replace(query="", fragment="").geturl()
    except ValueError:
        raise NotFetched("address") from None
    if len(base) > LONGEST_BASE:
        raise NotFetched("address")
    return base


def _page_of(address: str, token: str, since: str, part: Part) -> Answer:
    if token:
        return _asked(address, verb="ListRecords", resumptionToken=token)
    bounds = (("from", since), ("until", part.until), ("set", part.set_spec))
    more = {name: value for name, value in bounds if value}
    return _asked(address, verb="ListRecords", metadataPrefix="oai_dc", **more)


def _asked(address: str, **arguments: str) -> Answer:
    """An answer; a repository that has too much to do just now is asked again, when it says or after a while."""
    for turn in range(1, TRIES + 1):
        try:
            return read_answer(fetch_file(f"{address}?{urlencode(arguments)}", most=MOST_OF_AN_ANSWER).body)
        except NotFetched as fault:
            if fault.code not in PASSING or turn == TRIES or fault.after > LONGEST_PAUSE:
                raise
            sleep(fault.after or PAUSE * 2**turn)
    raise AssertionError


def _stamp(at: str, granularity: str) -> str:
    """A time as this repository writes it."""
    return at[:10] if len(granularity) <= len("YYYY-MM-DD") else at[:20]
