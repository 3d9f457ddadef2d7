from __future__ import annotations

from django.apps import AppConfig


class Imports(AppConfig):
    name = "convene.entry.imports"
    label = "imports"
