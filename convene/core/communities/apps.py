from __future__ import annotations

from django.apps import AppConfig


class Communities(AppConfig):
    name = "convene.core.communities"
    label = "communities"
