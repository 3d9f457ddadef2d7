from __future__ import annotations

from django.apps import AppConfig


class Begin(AppConfig):
    name = "convene.entry.begin"
    label = "begin"
