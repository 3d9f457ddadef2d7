"""Lay beside topics what the library has on them, by reading what the ledger says has changed."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from ....core.communities.models import Visibility
from ....core.ledger.models import Entry
from ....core.search.state import place
from ...discussions.actions import note_beside
from ...discussions.models import Post, Topic
from ..models import Alike, Beside, Mention, Reached, Resource, Tagged, Telling
from ..queries.fits import alike_resources, beside_topics, topics_near, words_of_resources, words_of_terms

LINES, AT_ONCE = 200, 50  # lines that are looked at together; things of one transaction
MANY = 2000  # topics to look at, from which on all of them are, little by little
MENTIONS, RELATIONS, ROUND = 1, 2, 3  # rows of Reached: a line of the ledger, or the last topic of a round
EVERYBODY = 0  # in `Topic.beside`: whoever reads the topic
CHANGE = {f"library.{verb}" for verb in ("published", "revised", "retired", "discussed")}
OF_TOPICS = {
    f"discussions.{verb}" for verb in (
        "started", "asked", "announced", "retitled", "split", "merged", "moved", "topic_hidden", "topic_restored",
        "marked_duplicate", "unmarked_duplicate",
    )
}  # fmt: skip
OF_POSTS = {"discussions.replied", "discussions.edited"}

Line = tuple[int, str, str, int | None, int | None]  # number, verb, kind and number of its subject, community


def relate() -> int:
    """Look at what has changed since, as far as the index has come; safe to run twice. Returns how many lines."""
    reached = dict(Reached.objects.values_list("pk", "entry"))
    until = min(place(), reached.get(MENTIONS, 0))
    rows = Entry.objects.filter(pk__gt=reached.get(RELATIONS, 0), pk__lte=until).order_by("pk")
    lines = list(rows.values_list("pk", "verb", "subject_kind", "subject_id", "community_id")[:LINES])
    if not lines:
        return 0
    resources, topics = _resources(lines), _topics(lines)
    for some in _parts(resources):
        topics |= _lay_resources(some)
    if len(topics) > MANY or any(verb == "discussions.imported" for _line, verb, _kind, _pk, _place in lines):
        topics = set()
        Reached.objects.update_or_create(pk=ROUND, defaults={"entry": 0})
    for some in _parts(topics):
        _lay_topics(some)
    Reached.objects.update_or_create(pk=RELATIONS, defaults={"entry": lines[-1][0]})
    return len(lines)


def go_round() -> int:
    """Where all topics are to be looked at, look at the next few; returns how many."""
    last = Reached.objects.filter(pk=ROUND).values_list("entry", flat=True).first()
    if last is None:
        return 0
    some = list(Topic.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not some:
        Reached.objects.filter(pk=ROUND).delete()
        return 0
    _lay_topics(some)
    Reached.objects.filter(pk=ROUND, entry=last).update(entry=some[-1])
    return len(some)


@transaction.atomic
def _lay_resources(resources: list[int]) -> set[int]:
    """Note the words of these, and what is like them; returns the topics that this may change something for."""
    words, about = words_of_resources(resources), words_of_terms(resources)
    Telling.objects.filter(resource__in=resources).delete()
    for pk, one in words.items():
        terms = about[pk].names.keys() - one.names.keys() if pk in about else ()
        share = 1 / max(len(one.names), 1)
        told = [(word, share) for word in sorted(one.names)] + [(word, 0.0) for word in sorted(terms)]
        Telling.objects.bulk_create([Telling(resource_id=pk, word=word, share=part) for word, part in told])
    Alike.objects.filter(Q(resource__in=resources) | Q(other__in=set(resources) - words.keys())).delete()
    Alike.objects.bulk_create(alike_resources(words), ignore_conflicts=True)
    gone = Beside.objects.filter(resource__in=set(resources) - words.keys())
    return topics_near(words) | set(gone.values_list("topic", flat=True))


@transaction.atomic
def _lay_topics(topics: list[int]) -> None:
    """Note what lies beside these, and to the readers of which communities their pages have to say so."""
    found = beside_topics(topics)
    Beside.objects.filter(topic__in=topics).delete()
    Beside.objects.bulk_create(found, ignore_conflicts=True)
    homes = Resource.objects.filter(pk__in={one.resource_id for one in found}).select_related("community")
    scopes = {one.pk: _scope(one) for one in homes}
    told: dict[int, set[int]] = {pk: set() for pk in topics}
    for one in found:
        told[one.topic_id].add(scopes[one.resource_id])
    note_beside({pk: sorted(places) for pk, places in told.items()})


def _scope(resource: Resource) -> int:
    return EVERYBODY if resource.community.visibility == Visibility.PUBLIC else resource.community_id


def _resources(lines: Collection[Line]) -> set[int]:
    """Those that came onto the shelf, changed or left it, or whose terms were worded anew."""
    found = {pk for _line, verb, _kind, pk, _place in lines if verb in CHANGE and pk}
    worded = {pk for _line, verb, _kind, pk, _place in lines if verb == "tags.worded" and pk}
    if worded:
        found |= set(Tagged.objects.filter(term__in=worded).values_list("resource", flat=True))
    return found


def _topics(lines: Collection[Line]) -> set[int]:
    """Those that began, were worded anew or came to link to a resource; those beside what has other readers now."""
    about = [(verb, kind.rpartition(".")[2], pk) for _line, verb, kind, pk, _place in lines if pk]
    found = {pk for verb, kind, pk in about if verb in OF_TOPICS and kind == "topic"}
    posts = {pk for verb, kind, pk in about if verb in OF_TOPICS | OF_POSTS and kind == "post"}
    rows = list(Post.objects.filter(pk__in=posts).values_list("topic_id", "number")) if posts else []
    link = set(Mention.objects.filter(topic__in={topic for topic, _number in rows}).values_list("topic", flat=True))
    found |= {topic for topic, number in rows if number == 1} | link
    edited = {place for _line, verb, _kind, _pk, place in lines if verb == "communities.edited" and place}
    if edited:
        found |= set(Beside.objects.filter(resource__community__in=edited).values_list("topic", flat=True))
    return found


def _parts(things: Collection[int]) -> list[list[int]]:
    wanted = sorted(things)
    return [wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)]
