from __future__ import annotations

from django.apps import AppConfig


class Outbox(AppConfig):
    name = "convene.core.outbox"
    label = "outbox"
