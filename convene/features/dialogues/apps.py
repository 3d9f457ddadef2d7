from __future__ import annotations

from django.apps import AppConfig


class Dialogues(AppConfig):
    name = "convene.features.dialogues"
    label = "dialogues"
