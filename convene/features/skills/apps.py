from __future__ import annotations

from django.apps import AppConfig


class Skills(AppConfig):
    name = "convene.features.skills"
    label = "skills"
