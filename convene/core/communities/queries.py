"""What the pages of communities show, as rows that cost little."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from ...lib.database.prepared import Prepared
from ..ledger.head import UntilNext
from ..people.models import EVERYONE, MEMBERS, hue_of, initials_of
from ..people.seen import Seen
from .models import Community, Invitation, JoinRequest, Membership, Role, State
from .rules import knows, roles_of

if TYPE_CHECKING:
    from ..people.models import Actor, User

PAGE = 50  # members on a page
MOST_INVITED = 200
LAST_PAGE = 100_000


class Face(NamedTuple):
    """A person as far as a disc and a link need it."""

    name: str
    handle: str

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def hue(self) -> int:
        return hue_of(self.handle)


class Card(NamedTuple):
    """A community in the directory, as one viewer sees it."""

    pk: int
    slug: str
    name: str
    line: str
    state: str
    join_policy: str
    visibility: str
    needs: tuple[str, ...]
    member_count: int
    topic_count: int
    last_active_at: datetime | None
    has_asked: bool = False  # the viewer waits for an answer of the leaders
    role: str = ""
    leaders: tuple[Face, ...] = ()

    @property
    def is_archived(self) -> bool:
        return self.state == State.ARCHIVED

    @property
    def last_active(self) -> float:
        """Seconds since 1970; 0 when nobody has written yet."""
        return self.last_active_at.timestamp() if self.last_active_at else 0.0


CARD = (
    "pk", "slug", "name", "line", "state", "join_policy", "visibility", "needs", "member_count", "topic_count",
    "last_active_at",
)  # fmt: skip


def find_community(actor: Actor, slug: str) -> Community:
    """The community at an address that `actor` may know of; Http404 otherwise."""
    found = _AT_ADDRESS(actor, slug=slug)
    if not found:
        raise Http404
    return Community.from_db(None, COLUMNS, found[0])


def directory(actor: Actor, now: str = "") -> list[Card]:
    """Communities that `actor` may know of, with leaders: the liveliest first, archived ones last. Three queries."""
    seen = [card for card in _CARDS(now) if knows(actor, card.pk, card.visibility)]
    if not actor.is_authenticated:
        return seen
    roles, asked = roles_of(actor), {pk for (pk,) in _ASKED(person=actor.pk)}
    return [
        card._replace(role=roles.get(card.pk, ""), has_asked=card.pk in asked)
        if card.pk in roles or card.pk in asked
        else card
        for card in seen
    ]


def _cards() -> list[Card]:
    """Every community, as it looks to somebody who does not belong to it."""
    leaders = defaultdict(list)
    for pk, *face in _LEADERS():
        leaders[pk].append(Face(*face))
    cards = [Card(*row) for row in _ALL()]
    whole = [card._replace(needs=tuple(card.needs), leaders=tuple(leaders[card.pk])) for card in cards]
    return sorted(whole, key=lambda card: (card.is_archived, -card.last_active))


COLUMNS = [column.attname for column in Community._meta.concrete_fields]
_AT_ADDRESS = Seen(
    lambda actor, slug: Community.objects.visible_to(actor).filter(slug=slug).order_by().values_list(*COLUMNS), slug=str
)
_ALL = Prepared(lambda: Community.objects.values_list(*CARD))
_ASKED = Prepared(
    lambda person: JoinRequest.objects.waiting().filter(person=person).values_list("community_id"), person=int
)
_LEADERS = Prepared(
    lambda: (
        Membership.objects.active()
        .leading()
        .order_by("joined_at")
        .values_list("community_id", "person__name", "person__handle")
    )
)
_CARDS = UntilNext(_cards)


class MemberRow(NamedTuple):
    """A person in the list of members."""

    pk: int
    name: str
    handle: str
    does: str
    institution: str
    visibility: dict[str, str]
    role: str
    joined_at: datetime

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def hue(self) -> int:
        return hue_of(self.handle)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)

    @property
    def about(self) -> str:
        """What the person does and where, as far as they show it to members."""
        shown = {"role": self.does, "institution": self.institution}
        return ", ".join(v for k, v in shown.items() if v and self.visibility.get(k, MEMBERS) in {EVERYONE, MEMBERS})


ROW = (
    "person_id", "person__name", "person__handle", "person__role", "person__institution", "person__visibility", "role",
    "joined_at",
)  # fmt: skip


def members(community: Community, *, named: str = "", page: int = 1) -> list[MemberRow]:
    """A page of members and one more, which says that there are further ones."""
    listed = Membership.objects.filter(community=community).active().named_like(named).leaders_first()
    start = (page - 1) * PAGE
    return [MemberRow(*row) for row in listed.values_list(*ROW)[start : start + PAGE + 1]]


def stewards(community: Community) -> list[MemberRow]:
    """Leaders and moderators."""
    listed = Membership.objects.filter(community=community).active().exclude(role=Role.MEMBER).leaders_first()
    return [MemberRow(*row) for row in listed.values_list(*ROW)]


def waiting(community: Community) -> list[JoinRequest]:
    """People who ask to join, the longest waiting first."""
    return list(community.join_requests.waiting().select_related("person").order_by("asked_at")[:100])


def decided(community: Community) -> list[JoinRequest]:
    """The last ten answers to people who asked."""
    answered = community.join_requests.exclude(decided_at=None).select_related("person", "decided_by")
    return list(answered.order_by("-decided_at")[:10])


def invited(actor: User, community: Community) -> list[Invitation]:
    """Invitations without an answer that `actor` looks after, the newest first."""
    mine = Invitation.objects.kept_by(actor, community).unanswered().select_related("invited_by")
    return list(mine.order_by("-invited_at", "pk")[:MOST_INVITED])


class Inside(NamedTuple):
    """What a mail tells of a community."""

    leaders: list[MemberRow]
    titles: list[str]  # of what was discussed lately, where everybody may read it


def what_is_there(community: Community) -> Inside:
    """What somebody finds who accepts an invitation. Two queries."""
    leaders = [one for one in stewards(community) if one.role == Role.LEADER][:3]
    fresh = community.topics.visible_to(AnonymousUser()).current().order_by("-last_post_at")
    return Inside(leaders, list(fresh.values_list("title", flat=True)[:3]))


def memberships_of(person: Actor) -> list[Membership]:
    """Where a person belongs, by name."""
    belongs = Membership.objects.filter(person_id=person.pk).select_related("community")
    return list(belongs.order_by("community__name"))
