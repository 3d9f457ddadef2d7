"""What waits before it appears: looked at when it is written, mended, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_title
from ...drafts.actions import let_all_go, let_go
from ...drafts.models import place_of
from ...files.actions import attach
from ...files.models import File
from ...ledger.actions import record
from .. import rules
from ..kinds import Submission, the_kind
from ..models import Cause, Decision, Did, Does, Item, Mode, Standing, State
from ..queries.limits import too_much_for
from ..queries.policy import Circumstances, circumstances, mode_for, trust_of
from ..queries.words import Found, strictest
from .decisions import count_held
from .telling import tell_moderators

if TYPE_CHECKING:
    import uuid

    from ...communities.models import Community
    from ...people.models import User


def look(actor: User, wish: Submission) -> Item | None:
    """Whether what a person is about to publish waits for a moderator: None lets it go on.

    Whoever decides in the community never waits. An approved wish goes on; so does one that was published already,
    because a browser may send the same twice.

    raises: NotPossible for a watch word that blocks, and for what newcomers cannot do yet.
    """
    if rules.is_beyond_holding(actor, wish.community):
        return None
    now = circumstances(actor, wish.community)
    found = strictest(f"{wish.title}\n{wish.body}", now.words)
    does = found.does if found else ""
    code, sentence = (found.code, "") if found and does == Does.HOLD else _what_holds(actor, wish, now)
    if not (does or code or sentence):
        return None
    item = Item.objects.filter(key=wish.key).first()
    if item and not item.is_published:
        return None if item.state == State.APPROVED else item
    if wish.changes is None and the_kind(wish.kind).is_published(wish.key):
        return None
    if found and does == Does.BLOCK:
        raise NotPossible(_blocked(found))
    if sentence:
        raise NotPossible(sentence)
    if code:
        return _hold(actor, wish, code)
    if found:
        _flag(actor, wish, found.code)
    return None


def check_words(actor: User, community: Community, text: str, *, key: uuid.UUID | None = None) -> None:
    """Go on when no watch word stops words that cannot wait by themselves, such as a title or a show of hands.

    key: of the post that they come with; what a moderator approved with it goes on.

    raises: NotPossible for a watch word that blocks or holds.
    """
    if rules.is_beyond_holding(actor, community):
        return
    if key and Item.objects.approved().filter(key=key).exists():
        return
    found = strictest(text, circumstances(actor, community).words)
    if found and found.does in {Does.BLOCK, Does.HOLD}:
        raise NotPossible(_blocked(found))


def _what_holds(actor: User, wish: Submission, now: Circumstances) -> tuple[str, str]:
    """A short code for why it waits, and the sentence of why it cannot be posted at all; each may be ""."""
    policy, known = now.policy, now.personal
    if mode_for(known.mode, policy.mode, None) == Mode.HELD:
        return ("person" if known.mode else "community"), ""
    if known.mode or known.has_grown:
        return "", ""
    trust = trust_of(actor, policy)
    if trust.has_grown:
        Standing.objects.update_or_create(person=actor, community=None, defaults={"grown_at": timezone.now()})
        return "", ""
    if trust.activity.published < policy.first_held:
        return "newcomer", ""
    return "", too_much_for(trust, wish)


def _blocked(found: Found) -> str:
    return _("“%(word)s” cannot be posted here. Say it in other words, or ask a moderator.") % {"word": found.text}


@transaction.atomic
def _hold(actor: User, wish: Submission, why: str) -> Item:
    item, new = Item.objects.get_or_create(
        key=wish.key,
        defaults={
            "kind": wish.kind, "community": wish.community, "author": actor, "cause": Cause.HELD, "why": why,
            "title": wish.title[:200], "body": wish.body.strip(), "html": wish.text.html, "place": wish.place,
            "address": wish.address, "values": wish.values,
        },
    )  # fmt: skip
    if not new:
        return item
    _keep_files(actor, item, wish.text.files)
    count_held(item, +1)
    actor.held_count += 1
    Decision.objects.create(item=item, did=Did.HELD, by=actor)
    tell_moderators(record(actor, "moderation.held", item, community=item.community), item)
    return item


@transaction.atomic
def _flag(actor: User, wish: Submission, why: str) -> None:
    """It appears all the same; moderators find it in their queue by its key."""
    item, new = Item.objects.get_or_create(
        key=wish.changes or wish.key,
        defaults={
            "kind": wish.kind, "community": wish.community, "author": actor, "cause": Cause.FLAGGED, "why": why,
            "title": wish.title[:200], "body": wish.body.strip(), "html": wish.text.html, "place": wish.place,
            "address": wish.address, "published_at": timezone.now(),
        },
    )  # fmt: skip
    if not new and item.state != State.WAITING:
        item.state, item.cause, item.why, item.waits_since = State.WAITING, Cause.FLAGGED, why, timezone.now()
        item.save(update_fields=["state", "cause", "why", "waits_since"])
    Decision.objects.create(item=item, did=Did.FLAGGED)
    tell_moderators(record(None, "moderation.flagged", item, community=item.community), item)


@transaction.atomic
def add_to(item: Item, **values: Any) -> Item:
    """Note what else publishing it needs."""
    item.values |= values
    item.save(update_fields=["values"])
    return item


def _keep_files(actor: User, item: Item, keys: list[str]) -> None:
    files = list(File.objects.filter(key__in=keys, owner=actor))
    item.files.set(files)
    attach(files)


@transaction.atomic
def resubmit(actor: User, item: Item, *, body: str, title: str = "") -> Item:
    """Send what was refused or still waits again, in better words."""
    item = _own(actor, item)
    if item.state == State.WITHDRAWN:
        raise NotPossible(_("You have withdrawn this. Write it anew where it belongs."))
    text = the_kind(item.kind).cook(body)
    found = strictest(f"{title}\n{body}", circumstances(actor, item.community).words)
    if found and found.does == Does.BLOCK:
        raise NotPossible(_blocked(found))
    before = item.body
    item.body, item.html = body.strip(), text.html
    if (title := clean_title(title)) and "title" in item.values:
        item.title = item.values["title"] = title
    item.state, item.waits_since = State.WAITING, timezone.now()
    item.decided_at = item.decided_by = item.appealed_at = item.judged_at = None
    item.reason = item.appeal = ""
    item.save()
    _keep_files(actor, item, text.files)
    let_go(actor, place_of(item))
    Decision.objects.create(item=item, did=Did.RESUBMITTED, by=actor, before=before)
    tell_moderators(record(actor, "moderation.resubmitted", item, community=item.community), item)
    return item


@transaction.atomic
def withdraw(actor: User, item: Item) -> Item:
    """Let go of what was not published; nobody else has seen it."""
    item = _own(actor, item)
    if item.state == State.WITHDRAWN:
        return item
    item.state = State.WITHDRAWN
    item.save(update_fields=["state"])
    count_held(item, -1)
    let_all_go([place_of(item)])
    Decision.objects.create(item=item, did=Did.WITHDRAWN, by=actor)
    record(actor, "moderation.withdrawn", item, community=item.community)
    return item


def _own(actor: User, item: Item) -> Item:
    item = Item.objects.select_for_update(of=("self",)).select_related("author", "community").get(pk=item.pk)
    require(rules.may_mend(actor, item))
    return item
