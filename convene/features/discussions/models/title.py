"""The telling words of titles, by which topics that resemble each other are found."""

from __future__ import annotations

from django.db import models

from ....lib.text.telling import LONGEST
from .topic import Topic


class TitleWord(models.Model):
    """A telling word in a topic's title."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="title_words")
    word = models.CharField(max_length=LONGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "topic"], name="a_word_once_a_title")]

    def __str__(self) -> str:
        return f"{self.word} in {self.topic_id}"
