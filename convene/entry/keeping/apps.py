from __future__ import annotations

from django.apps import AppConfig


class Keeping(AppConfig):
    name = "convene.entry.keeping"
    label = "keeping"
