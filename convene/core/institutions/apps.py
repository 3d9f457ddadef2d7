from __future__ import annotations

from django.apps import AppConfig


class Institutions(AppConfig):
    name = "convene.core.institutions"
    label = "institutions"
