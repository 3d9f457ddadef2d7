from __future__ import annotations

from django.apps import AppConfig


class Rounds(AppConfig):
    name = "convene.core.rounds"
    label = "rounds"
