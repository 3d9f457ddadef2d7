"""Note by which words the titles of topics are found."""

from __future__ import annotations

from collections.abc import Collection

from ....lib.text.telling import telling_words
from ..models import TitleWord, Topic


def note_titles(topics: Collection[Topic], *, are_new: bool = False) -> None:
    """Keep the telling words of these titles; whoever gives a topic its title calls this in the same transaction."""
    if not are_new:
        TitleWord.objects.filter(topic__in=[topic.pk for topic in topics]).delete()
    TitleWord.objects.bulk_create(
        [TitleWord(topic=topic, word=word) for topic in topics for word in telling_words(topic.title)], batch_size=2000
    )
