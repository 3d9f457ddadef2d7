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


class GroupName(models.Model):
    """What those who convene call a group, once voting is over and groups change no more."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="group_names", db_index=False)
    group = models.PositiveSmallIntegerField()  # from 0, the largest first
    name = models.CharField(_("name"), max_length=60, validators=[MinLengthValidator(2)])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "group"], name="one_name_a_group")]

    def __str__(self) -> str:
        return self.name
