from __future__ import annotations

from django.apps import AppConfig


class Saved(AppConfig):
    name = "convene.core.saved"
    label = "saved"
