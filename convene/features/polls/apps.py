from __future__ import annotations

from django.apps import AppConfig


class Polls(AppConfig):
    name = "convene.features.polls"
    label = "polls"
