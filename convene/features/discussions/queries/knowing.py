"""Who answered questions like one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import ngettext

from ....lib.text.telling import told
from ..models import TitleWord, Topic
from .similar import alike_by_meaning, alike_by_title

if TYPE_CHECKING:
    from ....core.people.models import Actor

MOST = 60  # questions
WORDS = 2


def who_answered(actor: Actor, text: str) -> dict[int, str]:
    """Authors of accepted answers to questions that `actor` may read: so many, about what. Four queries."""
    words = told(text)
    found = alike_by_title(actor, text)
    like: list[int] = []
    if found is not None:
        found = found.exclude(accepted_post=None).order_by(F("weight").desc(), "-pk")
        like = list(found.values_list("pk", flat=True)[:MOST])
    like += [pk for pk in alike_by_meaning(actor, text) if pk not in like]
    seen = Topic.objects.visible_to(actor).filter(pk__in=like, accepted_post__hidden_at=None).exclude(
        accepted_post__author=F("author")
    )
    answers: dict[int, list[int]] = defaultdict(list)
    for pk, person in seen.order_by().values_list("pk", "accepted_post__author"):
        if person:
            answers[person].append(pk)
    shared: dict[int, list[str]] = defaultdict(list)
    rows = TitleWord.objects.filter(topic__in=[pk for some in answers.values() for pk in some], word__in=words)
    for topic, word in rows.values_list("topic_id", "word"):
        shared[topic].append(word)
    return {person: _why(topics, shared, words) for person, topics in answers.items()}


def _why(topics: list[int], shared: dict[int, list[str]], words: dict[str, str]) -> str:
    counts = Counter(word for topic in topics for word in shared[topic])
    most = sorted(words.keys() & counts.keys(), key=lambda word: (-counts[word], list(words).index(word)))[:WORDS]
    about = ", ".join(dict.fromkeys(words[word] for word in words if word in most))
    number = len(topics)
    if not about:
        said = ngettext("answered a question like this", "answered %(num)s questions like this", number)
        return said % {"num": number}
    said = ngettext("answered a question about %(words)s", "answered %(num)s questions about %(words)s", number)
    return said % {"num": number, "words": about}
