from __future__ import annotations

from django.apps import AppConfig


class Introductions(AppConfig):
    name = "convene.features.introductions"
    label = "introductions"
