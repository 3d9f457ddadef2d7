from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    name = "convene.core.people"
    label = "people"
