"""What starting, replying and editing share: cooking the text, attaching its files, and who is told."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....core.communities.models import Community, Membership, Visibility
from ....core.files.actions import attach
from ....core.files.models import File
from ....core.notifications.audience import Audience, Chosen
from ....core.notifications.models import Notification
from ....core.people.models import User
from ....lib.database.prepared import Numbers, listed
from ....lib.errors import NotPossible
from ....lib.text import MAX_SOURCE, CookContext, Cooked, cook
from ..models import Attachment, Post, Reading

if TYPE_CHECKING:
    from ..models import Topic

MOST_MENTIONS = 20
MOST_FILES = 20
EVERYBODY = re.compile(r"(?<![\w/@.])@(?:all|everyone|everybody|channel|here)\b(?![\w.]*@)", re.IGNORECASE)


def cooked(body: str) -> Cooked:
    """The text as HTML, or the sentence that says why it cannot be posted."""
    text = body.strip()
    if not text:
        raise NotPossible(_("There is nothing to post yet. Write a few words first."))
    if len(body) > MAX_SOURCE:
        raise NotPossible(
            _("This is too long: %(length)s characters, and %(most)s fit. Attach it as a file, or post it in parts.")
            % {"length": f"{len(body):,}", "most": f"{MAX_SOURCE:,}"}
        )
    if EVERYBODY.search(body):
        raise NotPossible(
            _(
                "You cannot mention everybody at once. Name the people you mean; "
                "whoever follows the topic is told anyway."
            )
        )
    result = cook(text, CookContext(resolve_mentions=names_of))
    if len(result.mentions) > MOST_MENTIONS:
        raise NotPossible(
            ngettext(
                "Mention at most %(most)s person in one post.",
                "Mention at most %(most)s people in one post.",
                MOST_MENTIONS,
            )
            % {"most": MOST_MENTIONS}
        )
    return result


def names_of(handles: set[str]) -> dict[str, str]:
    """handle -> name, for those handles that belong to somebody with an account."""
    return dict(
        User.objects.filter(handle__in=handles, is_active=True).exclude(claimed_at=None).values_list("handle", "name")
    )


def attach_files(actor: User, post: Post, text: Cooked) -> None:
    """Tie the files that the text shows to the post; only one's own are taken."""
    keys = set(text.files)
    if len(keys) > MOST_FILES:
        raise NotPossible(
            _("A post holds at most %(most)s files. Put the rest into a second post.") % {"most": MOST_FILES}
        )
    if not keys:
        return
    held = set(post.attachments.values_list("file__key", flat=True))
    files = list(File.objects.filter(key__in=keys - held, owner=actor))
    Attachment.objects.bulk_create([Attachment(post=post, file=file) for file in files], ignore_conflicts=True)
    attach(files)


def made_before(actor: User, key: uuid.UUID) -> Post:
    """The post that this key made already; a writer's browser may send the same post twice."""
    post = Post.objects.select_related("topic__community").get(key=key)
    if post.author_id != actor.pk:
        raise NotPossible(_("This form was used already. Reload the page and try again; your text is still here."))
    return post


def mentioned_in(text: Cooked, community: Community, topic: Topic | None = None) -> QuerySet[User] | tuple[()]:
    """The people a text mentions who may read what is said there, and have not muted the topic."""
    if not text.mentions:
        return ()
    people = readers_of(*(topic.places if topic else [community])).filter(handle__in=text.mentions)
    return without_muted(people, topic.pk) if topic else people


def newly_mentioned_in(text: Cooked, post: Post) -> QuerySet[User] | tuple[()]:
    """The same for a new wording of a post, without those whom it has told before."""
    people = mentioned_in(text, post.topic.community, post.topic)
    if isinstance(people, tuple):
        return ()
    of = Q(entry__subject_kind="discussions.post", entry__subject_id=post.pk)
    if post.number == 1:
        of |= Q(entry__subject_kind="discussions.topic", entry__subject_id=post.topic_id)
    told = Notification.objects.filter(of, reason="mentioned", person__in=people.values("pk"))
    return people.exclude(pk__in=told.values("person"))


def without_muted(people: QuerySet[User], topic: int) -> QuerySet[User]:
    """The people, but for those who want to be told nothing of a topic."""
    return people.exclude(pk__in=Reading.objects.filter(topic=topic, follow="muted").values("person"))


def readers_of(*places: Community) -> QuerySet[User]:
    """People with an account who may read what stands in these communities: all, where one of them is public."""
    return _readers(None if _is_public(places) else _numbers(places))


def watchers_of(topic: Topic) -> Chosen:
    """The people who watch a topic and may still read it."""
    if _is_public([topic.community]) or _is_public(topic.places):
        return _WATCHERS.of(topic=topic.pk)
    return _MEMBERS_WATCHING.of(topic=topic.pk, places=_numbers(topic.places))


def hearer_in(topic: Topic, person: int) -> Chosen:
    """This person, whose post is answered or chosen, if they may still read the topic and have not muted it."""
    if _is_public([topic.community]) or _is_public(topic.places):
        return _HEARER.of(topic=topic.pk, person=person)
    return _MEMBER_HEARING.of(topic=topic.pk, person=person, places=_numbers(topic.places))


def _is_public(places: Sequence[Community]) -> bool:
    return any(place.visibility == Visibility.PUBLIC for place in places)


def _numbers(places: Sequence[Community]) -> str:
    return listed(place.pk for place in places)


def _readers(members_of: str | None) -> QuerySet[User]:
    """People with an account, or those of them who are members of one of these communities."""
    people = User.objects.filter(is_active=True, suspended_at=None).exclude(claimed_at=None)
    if members_of is None:
        return people
    return people.filter(pk__in=_members(members_of))


def _watching(topic: int, places: str | None = None) -> QuerySet[Reading, Any]:
    watching = Reading.objects.filter(topic=topic, follow="watching")
    return (watching.filter(person__in=_members(places)) if places else watching).values("person")


def _hearing(topic: int, person: int, places: str | None = None) -> QuerySet[User, Any]:
    return without_muted(_readers(places).filter(pk=person), topic).values("pk")


def _members(places: str) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(community__in=Numbers(places)).values("person")


_WATCHERS = Audience(_watching, topic=int)
_MEMBERS_WATCHING = Audience(_watching, topic=int, places=str)
_HEARER = Audience(_hearing, topic=int, person=int)
_MEMBER_HEARING = Audience(_hearing, topic=int, person=int, places=str)
