from __future__ import annotations

from django.apps import AppConfig

from ..lib.database import checks


class Config(AppConfig):
    name = "convene.config"
    label = "config"

    def ready(self) -> None:
        checks.register()
