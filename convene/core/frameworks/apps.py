from __future__ import annotations

from django.apps import AppConfig


class Frameworks(AppConfig):
    name = "convene.core.frameworks"
    label = "frameworks"
