"""Institutions, and the words by which they are found and compared."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ....lib.text.countries import countries
from ...people.models import Actor, folded
from .. import rules

LONGEST_NAME = 200
_LETTERS = re.compile(r"[\W_]+")
_SAYS_NOTHING = {"inc", "incorporated", "llc", "ltd", "corp", "corporation", "co", "the", "and", "le", "la", "les"}


class Kind(models.TextChoices):
    """What an institution is, in the words of its visitors."""

    SCIENCE = "science", _("Science center")
    NATURE = "nature", _("Natural history museum")
    CHILDREN = "children", _("Children's museum")
    HISTORY = "history", _("History museum or society")
    ART = "art", _("Art museum")
    ZOO = "zoo", _("Zoo or aquarium")
    GARDEN = "garden", _("Botanic garden or nature center")
    PLANETARIUM = "planetarium", _("Planetarium or observatory")
    MUSEUM = "museum", _("Museum")
    UNIVERSITY = "university", _("University or research institute")
    SCHOOL = "school", _("School")
    LIBRARY = "library", _("Library")
    COMMUNITY = "community", _("Community-based organization")
    OTHER = "other", _("Institution")


class Size(models.TextChoices):
    """How many people work there."""

    UNKNOWN = "", _("Not said")
    SMALL = "small", _("Up to 10 people")
    MEDIUM = "medium", _("11 to 50 people")
    LARGE = "large", _("More than 50 people")


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Adjectives for institutions."""

    def visible_to(self, actor: Actor) -> InstitutionQuerySet:
        """Those that `actor` may know of."""
        return self.filter(rules.visible(actor))


class Institution(models.Model):
    """A museum, a science center, a university, a community-based organization …"""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    place = models.CharField(_("place"), max_length=160, blank=True)  # "Lyon, Auvergne-Rhône-Alpes"
    country = models.CharField(_("country"), max_length=2, blank=True)
    size = models.CharField(_("size"), max_length=8, choices=Size.choices, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees
    longitude = models.FloatField(null=True, blank=True)
    is_closed = models.BooleanField(default=False)  # lists do not say since when
    source = models.CharField(max_length=60, blank=True)  # the list that it came with
    source_id = models.CharField(max_length=120, blank=True)
    find_as = models.CharField(max_length=400, editable=False)  # words of name and place, each after a space
    likeness = models.CharField(max_length=220, editable=False)  # the same for names that may mean the same
    edited_at = models.DateTimeField(null=True, blank=True)  # since then its own people's words hold, not the list's
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(default=timezone.now)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~models.Q(source_id=""), name="one_institution_each"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="institutions_on_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["likeness", "country"], name="institutions_alike"),
            models.Index(fields=["is_closed", "find_as"], name="institutions_to_find"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the words by which it is found in step with its name and place."""
        self.keep_words()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def keep_words(self) -> None:
        """What it is found by, and compared by."""
        self.find_as = f" {' '.join(words_in(f'{self.name} {self.place}'))}"[:400]
        self.likeness = likeness_of(self.name)

    def get_absolute_url(self) -> str:
        return reverse("institutions:institution", args=[self.pk])

    @property
    def country_name(self) -> str:
        """As it is called in English."""
        return countries().get(self.country, self.country)

    @property
    def where(self) -> str:
        """Place and country on one line."""
        return ", ".join(filter(None, [self.place, self.country_name]))

    @property
    def domain(self) -> str:
        """Of its website, without www: what follows the @ in addresses of its people, if it has its own."""
        host = (urlsplit(self.website).hostname or "").lower()
        return host.removeprefix("www.")


def words_in(text: str) -> list[str]:
    """The words of a text, small and without accents or marks: "L'Île-d'Yeu" gives l, ile, d, yeu."""
    return [word for word in _LETTERS.split(folded(text).replace("'s ", "s ")) if word]


def likeness_of(name: str) -> str:
    """The same for names that differ only in capitals, marks, and words that say nothing, such as Inc."""
    words = words_in(name.replace("&", " and "))
    return " ".join([word for word in words if word not in _SAYS_NOTHING] or words)[:220]
