"""What the library has on topics, and which resources are alike: found for the tables that keep it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from django.db.models import Count, Q

from ....core.search.engines import Where
from ....core.search.meaning import senses
from ....core.tags.models import Facet
from ....core.tags.queries import vocabulary
from ....lib.text import excerpt
from ...discussions.models import Post, TitleWord, Topic
from ..fitting import Words, likeness, weigh, words_of
from ..models import Alike, Beside, Mention, Resource, Tagged, Telling, Why
from ..rules import SHELF

MOST = 8  # beside one topic, or like one resource
NEAR = 60  # topics that are looked at again when a resource changes
FOLLOWED = 3000  # titles that are followed for that, from the rarest words on
CLOSE = 0.5  # likeness in meaning
TELLS = (Facet.TOPIC, Facet.APPROACH, Facet.ATTRIBUTE)  # facets whose terms say what something is about
LETTERS = 1200  # of a text
One = TypeVar("One", Beside, Alike)


def words_of_terms(resources: Collection[int]) -> dict[int, Words]:
    """The telling words of what they are about, in every language. Two queries."""
    terms: dict[int, list[str]] = defaultdict(list)
    known = {pk: term for pk, term in vocabulary().by_id.items() if term.facet in TELLS}
    for pk, term in Tagged.objects.filter(resource__in=resources, term__in=known).values_list("resource", "term"):
        terms[pk] += map(str, known[term].labels.values())
    return {pk: words_of(labels, ()) for pk, labels in terms.items()}


def words_of_resources(resources: Collection[int]) -> dict[int, Words]:
    """The telling words of those that are on the shelf: of their titles, and of why they fit. One query."""
    rows = Resource.objects.filter(pk__in=resources, state__in=SHELF).order_by("pk")
    return {
        pk: words_of([title], [note[:LETTERS]]) for pk, title, note in rows.values_list("pk", "title", "context_note")
    }


def beside_topics(topics: Collection[int]) -> list[Beside]:
    """What fits each of these topics best, not saved. Ten queries at most, and three a topic where meaning counts."""
    shown = Topic.objects.filter(pk__in=topics, hidden_at=None, duplicate_of=None).order_by("pk")
    titles = dict(shown.values_list("pk", "title"))
    firsts = dict(Post.objects.filter(topic__in=titles, number=1, hidden_at=None).values_list("topic_id", "html"))
    texts = {pk: excerpt(html, LETTERS) for pk, html in firsts.items()}
    found: dict[tuple[int, int], Beside] = {}

    def lay(one: Beside) -> None:
        kept = found.get((one.topic_id, one.resource_id))
        if kept is None or one.why < kept.why:
            found[one.topic_id, one.resource_id] = one

    for tied in _said(titles):
        lay(tied)
    words = {pk: words_of([title], [texts.get(pk, "")]) for pk, title in titles.items()}
    weights = _weights({word for one in words.values() for word in one.all})
    theirs = _telling(weights)
    for pk, one in words.items():
        for resource in theirs.sharing(one):
            if like := likeness(one, theirs.by_resource[resource], weights):
                lay(Beside(topic_id=pk, resource_id=resource, why=Why.WORDS, words=like.words, worth=like.worth))
    for pk, title in titles.items():
        for place, resource in enumerate(_near(f"{title}. {texts.get(pk, '')}", "resource")):
            lay(Beside(topic_id=pk, resource_id=resource, why=Why.SENSE, worth=1 / (1 + place)))
    on_shelf = Resource.objects.filter(pk__in={pk for _topic, pk in found}, state__in=SHELF)
    there = set(on_shelf.values_list("pk", flat=True))
    return _best((one for one in found.values() if one.resource_id in there), "topic_id")


def alike_resources(words: Mapping[int, Words]) -> list[Alike]:
    """Which resources are about the same as each of these, not saved."""
    weights = _weights({word for one in words.values() for word in one.all})
    theirs = _telling(weights)
    found: dict[tuple[int, int], Alike] = {}
    for pk, one in words.items():
        for other in theirs.sharing(one) - {pk}:
            if like := likeness(one, theirs.by_resource[other], weights):
                found[pk, other] = Alike(
                    resource_id=pk, other_id=other, why=Why.WORDS, words=like.words, worth=like.worth
                )
        for place, other in enumerate(_near(" ".join(one.all.values()), "resource")):
            if other != pk:
                found.setdefault(
                    (pk, other), Alike(resource_id=pk, other_id=other, why=Why.SENSE, worth=1 / (1 + place))
                )
    return _best(found.values(), "resource_id")


def topics_near(words: Mapping[int, Words]) -> set[int]:
    """Topics to look at when these resources have changed: those they lie beside, and those that share words."""
    of_these = {"resource__in": words.keys()}
    found = set(Beside.objects.filter(**of_these).values_list("topic", flat=True))
    found |= set(Mention.objects.filter(**of_these).values_list("topic", flat=True))
    named = Resource.objects.filter(pk__in=words).values_list("topic", "source")
    found |= {pk for both in named for pk in both if pk}
    weights = _weights({word for one in words.values() for word in one.all})
    for one in words.values():
        found |= _by_titles(sorted(weights.keys() & one.all.keys(), key=lambda word: -weights[word]))
        near = _near(" ".join(one.all.values()), "post")
        found |= set(Post.objects.filter(pk__in=near).values_list("topic_id", flat=True)) if near else set()
    return found


def _by_titles(words: list[str]) -> set[int]:
    """Topics whose titles have most of these words."""
    shared: dict[int, int] = defaultdict(int)
    for topic in TitleWord.objects.filter(word__in=words).order_by().values_list("topic_id", flat=True)[:FOLLOWED]:
        shared[topic] += 1
    return set(sorted(shared, key=lambda topic: -shared[topic])[:NEAR])


def _said(topics: Iterable[int]) -> list[Beside]:
    """What somebody has tied together: by a link, by making one of the other, by talking about it."""
    tied = Resource.objects.filter(Q(source__in=topics) | Q(topic__in=topics)).values_list("pk", "source", "topic")
    found = [Beside(topic_id=topic, resource_id=pk, why=Why.MADE) for pk, topic, _about in tied if topic in topics]
    found += [Beside(topic_id=topic, resource_id=pk, why=Why.ABOUT) for pk, _made, topic in tied if topic in topics]
    named = Mention.objects.filter(topic__in=topics).values_list("resource", "topic")
    return found + [Beside(topic_id=topic, resource_id=pk, why=Why.MENTIONED) for pk, topic in named]


def _near(text: str, kind: str) -> list[int]:
    """What is close in meaning, where the site searches by it."""
    known = senses()
    if known is None:
        return []
    return list(dict.fromkeys(one.obj for one in known.near(text, Where(kind=kind), CLOSE)))[:MOST]


class _Telling:
    """The words of resources, from both sides."""

    def __init__(self, rows: Iterable[tuple[str, int, float]]) -> None:
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.by_resource: dict[int, dict[str, float]] = defaultdict(dict)
        for word, resource, share in rows:
            self.by_word[word].add(resource)
            self.by_resource[resource][word] = share

    def sharing(self, words: Words) -> set[int]:
        """Those that have any of these words."""
        return {resource for word in self.by_word.keys() & words.all.keys() for resource in self.by_word[word]}


def _telling(words: Iterable[str]) -> _Telling:
    return _Telling(Telling.objects.filter(word__in=list(words)).values_list("word", "resource_id", "share"))


def _weights(words: Collection[str]) -> dict[str, float]:
    """What each of these words counts that some resource has. Four queries."""
    each = {"word__in": list(words)}
    ours = dict(Telling.objects.filter(**each).order_by().values_list("word").annotate(n=Count("pk")))
    titles = dict(TitleWord.objects.filter(word__in=list(ours)).order_by().values_list("word").annotate(n=Count("pk")))
    things = Topic.objects.count(), Resource.objects.filter(state__in=SHELF).count()
    return weigh({word: (titles.get(word, 0), count) for word, count in ours.items()}, things)


def _best(rows: Iterable[One], of: str) -> list[One]:
    kept: dict[int, list[One]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.why, -one.worth)):
        if len(kept[getattr(row, of)]) < MOST:
            kept[getattr(row, of)].append(row)
    return [row for some in kept.values() for row in some]
