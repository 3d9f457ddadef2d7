from __future__ import annotations

from django.apps import AppConfig


class Files(AppConfig):
    name = "convene.core.files"
    label = "files"
