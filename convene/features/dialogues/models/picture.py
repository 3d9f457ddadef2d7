"""What a dialogue's votes come to: worked out by a worker, read by all."""

from __future__ import annotations

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .dialogue import Dialogue


class Picture(models.Model):
    """The picture that pages show, as JSON of `pictures.facts`; with no number of a ballot and no cell below five."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="picture")
    changes = models.PositiveIntegerField()  # up to which change of the dialogue it rests on all votes
    facts = models.JSONField()

    def __str__(self) -> str:
        return f"picture of {self.dialogue_id} at {self.changes}"


class MapName(models.Model):
    """What those who convene call a group or a side of the map, once voting is over and neither changes any more."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="map_names", db_index=False)
    place = models.CharField(max_length=5)  # the letter of a group, or left, right, above or below, as it is drawn
    name = models.CharField(_("name"), max_length=60, validators=[MinLengthValidator(2)])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "place"], name="one_name_a_place")]

    def __str__(self) -> str:
        return self.name
