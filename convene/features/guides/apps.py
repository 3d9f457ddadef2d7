from __future__ import annotations

from django.apps import AppConfig


class Guides(AppConfig):
    name = "convene.features.guides"
    label = "guides"
