"""Take from a repository that speaks OAI-PMH: all of it the first time, what changed since from then on.

What was interrupted goes on at the page where it stopped; the pages themselves are asked for through `lib/http`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _

from ....lib.http import fetch_file
from ....lib.records import NotRecords
from ....lib.records.oai import NOTHING_NEW, Answer, read_answer
from ....lib.ruling import require
from ..actions.harvesting import note_harvest
from ..models import Harvest
from ..rules import may_carry_in
from .plan import Plan, plan
from .run import carry

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User

MOST_OF_AN_ANSWER = 20 * 1024 * 1024  # bytes
MOST_PAGES = 5_000
EXPIRED = "badResumptionToken"


def harvest(
    actor: User | None, community: Community, address: str, *, set_spec: str = "", dry_run: bool = False
) -> Iterator[Plan]:
    """Bring in each page of the list as it comes, and give what became of it; a dry run looks at the first page.

    raises: NotFetched, and NotRecords for what is no answer or an error of the repository.
    """
    require(may_carry_in(actor, community))
    address = urlsplit(address.strip())._replace(query="", fragment="").geturl()
    there = Harvest.objects.filter(community=community, address=address, set_spec=set_spec).first()
    reached = there or Harvest(community=community, address=address, set_spec=set_spec)
    granularity = _asked(address, verb="Identify").granularity
    token, begun, seen = reached.token, reached.begun_at, set[str]()
    for _page in range(MOST_PAGES):
        answer = _page_of(address, token, reached.since, set_spec)
        if answer.error == EXPIRED and token and not seen:
            token = begun = ""
            answer = _page_of(address, token, reached.since, set_spec)
        if answer.error and answer.error != NOTHING_NEW:
            raise NotRecords(
                _("The repository answered with an error: %(error)s. %(said)s")
                % {"error": answer.error, "said": answer.said}
            )
        begun = begun or _stamp(answer.at, granularity)
        looked = plan(community, answer.records, name=address)
        if not dry_run:
            carry(actor, community, looked)
            is_over = not answer.token
            note_harvest(
                actor, community, address, set_spec, token=answer.token, begun_at="" if is_over else begun,
                since=begun if is_over else reached.since,
            )  # fmt: skip
        yield looked
        token = answer.token
        if not token or dry_run:
            return
        if token in seen:
            raise NotRecords(_("The repository's list leads back to itself. Tell those who run it."))
        seen.add(token)
    raise NotRecords(_("The repository's list does not end. Tell those who run it."))


def _page_of(address: str, token: str, since: str, set_spec: str) -> Answer:
    if token:
        return _asked(address, verb="ListRecords", resumptionToken=token)
    more = {name: value for name, value in (("from", since), ("set", set_spec)) if value}
    return _asked(address, verb="ListRecords", metadataPrefix="oai_dc", **more)


def _asked(address: str, **arguments: str) -> Answer:
    return read_answer(fetch_file(f"{address}?{urlencode(arguments)}", most=MOST_OF_AN_ANSWER).body)


def _stamp(at: str, granularity: str) -> str:
    """A time as this repository writes it."""
    return at[:10] if len(granularity) <= len("YYYY-MM-DD") else at[:20]
