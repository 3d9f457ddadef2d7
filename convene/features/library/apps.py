from __future__ import annotations

from django.apps import AppConfig


class Library(AppConfig):
    name = "convene.features.library"
    label = "library"
