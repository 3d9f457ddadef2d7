from __future__ import annotations

from django.apps import AppConfig


class Readiness(AppConfig):
    name = "convene.features.readiness"
    label = "readiness"
