from __future__ import annotations

from django.apps import AppConfig


class Steps(AppConfig):
    name = "convene.core.steps"
    label = "steps"
