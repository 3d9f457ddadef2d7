from __future__ import annotations

from django.apps import AppConfig


class Teams(AppConfig):
    name = "convene.core.teams"
    label = "teams"
