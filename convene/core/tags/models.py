"""Terms: the words by which things are found across the whole network, in every language of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor


class Facet(models.TextChoices):
    """A question that terms answer; pages ask in this order."""

    STAGE = "stage", _("Stage")
    KIND = "kind", _("Kind")
    TOPIC = "topic", _("Subject")
    APPROACH = "approach", _("Approach")
    ATTRIBUTE = "attribute", _("Attribute")
    AUDIENCE = "audience", _("Who it is for")
    EFFORT = "effort", _("Effort")
    LANGUAGE = "language", _("Language")
    LICENCE = "licence", _("Licence")
    COST = "cost", _("Cost")


ONE_ONLY = frozenset({Facet.EFFORT, Facet.LICENCE, Facet.COST})  # a thing has one answer, not several


class TermQuerySet(models.QuerySet["Term"]):
    """Adjectives for terms."""

    def visible_to(self, actor: Actor) -> TermQuerySet:
        """All of them."""
        return self.filter(rules.visible(actor))


class Term(models.Model):
    """One answer to a facet, such as "Template" to "Kind"."""

    facet = models.CharField(max_length=12, choices=Facet.choices)
    slug = models.SlugField(max_length=60)
    labels = models.JSONField(default=dict)  # language code -> the word
    address = models.URLField(blank=True)  # where the word is explained: a licence's own page
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager[Term]] = TermQuerySet.as_manager()

    class Meta:
        ordering = ["facet", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["facet", "slug"], name="one_term_a_slug")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The word in the reader's language, or in that of the site, or in any."""
        for language in ((get_language() or "").partition("-")[0], settings.LANGUAGE_CODE.partition("-")[0], "en"):
            if word := self.labels.get(language):
                return str(word)
        return next(iter(self.labels.values()), self.slug)
