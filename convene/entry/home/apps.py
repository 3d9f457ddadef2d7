from __future__ import annotations

from django.apps import AppConfig


class Home(AppConfig):
    name = "convene.entry.home"
    label = "home"
