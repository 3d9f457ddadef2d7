"""What many look for, counted now and then: in words that everybody can read somewhere, and no member's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Min
from django.db.models.functions import Lower
from django.utils import timezone

from ...lib.finding.asking import read
from ...lib.finding.spelling import can_be_mended
from ...lib.finding.words import split
from ...lib.text.telling import says_nothing
from ..people.models import User
from .engines import Where, engine
from .models import Past, Popular, Word
from .reader import reader_of

KEPT = timedelta(days=90)
FEWEST = 5  # members who looked for it
CANDIDATES, MOST = 60, 20
_SIGNS = ('"', "“", "”", "«", "»", "*", "|", "-", " OR ")  # of searches that are more than words


def count_popular() -> int:
    """Count anew what at least five members looked for; returns how much of it there is."""
    groups = Past.objects.filter(at__gte=timezone.now() - KEPT).values("key")
    counted = groups.annotate(people=Count("pk"), typed=Min("words")).filter(people__gte=FEWEST)
    rows = list(counted.order_by("-people", "key").values_list("typed", "people")[:CANDIDATES])
    fit = _of_nobody(words for words in _in_public([words for words, _people in rows]))
    popular = [Popular(words=words, people=people) for words, people in rows if words in fit][:MOST]
    with transaction.atomic():
        Popular.objects.all().delete()
        Popular.objects.bulk_create(popular)
    return len(popular)


def forget_past(batch: int = 1000) -> int:
    """Forget what was looked for three months ago; returns how much."""
    old, count = Past.objects.filter(at__lt=timezone.now() - KEPT), 0
    while some := list(old.values_list("pk", flat=True)[:batch]):
        count += Past.objects.filter(pk__in=some).delete()[0]
    return count


def _in_public(searches: Iterable[str]) -> set[str]:
    """Those of which each word stands in what everybody can read; the vocabulary holds no very short ones."""
    plain = {text: set(split(text)) for text in searches if not any(sign in text for sign in _SIGNS)}
    every = {word for words in plain.values() for word in words}
    known = set(Word.objects.filter(word__in=every).values_list("word", flat=True))
    where = Where(reader_of(AnonymousUser()).scopes)
    for word in every - known:
        if says_nothing(word) or (not can_be_mended(word) and engine().match(read(word), where, 1)):
            known.add(word)
    return {text for text, words in plain.items() if words and words <= known}


def _of_nobody(searches: Iterable[str]) -> set[str]:
    """Those that are no member's name."""
    by_name = {text.lower(): text for text in searches}
    names = User.objects.annotate(small=Lower("name")).filter(small__in=by_name).values_list("small", flat=True)
    return set(by_name.values()) - {by_name[name] for name in names if name in by_name}
