from __future__ import annotations

from django.apps import AppConfig


class Discussions(AppConfig):
    name = "convene.features.discussions"
    label = "discussions"
