from __future__ import annotations

from django.apps import AppConfig


class Overview(AppConfig):
    name = "convene.entry.overview"
    label = "overview"
