from __future__ import annotations

from django.apps import AppConfig


class Tags(AppConfig):
    name = "convene.core.tags"
    label = "tags"
