from __future__ import annotations

from django.apps import AppConfig


class Drafts(AppConfig):
    name = "convene.core.drafts"
    label = "drafts"
