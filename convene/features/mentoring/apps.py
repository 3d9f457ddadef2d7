from __future__ import annotations

from django.apps import AppConfig


class Mentoring(AppConfig):
    name = "convene.features.mentoring"
    label = "mentoring"
