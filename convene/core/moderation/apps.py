from __future__ import annotations

from django.apps import AppConfig


class Moderation(AppConfig):
    name = "convene.core.moderation"
    label = "moderation"
