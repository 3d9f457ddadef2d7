from __future__ import annotations

from django.apps import AppConfig


class Help(AppConfig):
    name = "convene.core.help"
    label = "help"
