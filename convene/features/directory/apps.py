from __future__ import annotations

from django.apps import AppConfig


class Directory(AppConfig):
    name = "convene.features.directory"
    label = "directory"
