from __future__ import annotations

from django.apps import AppConfig


class Ui(AppConfig):
    name = "convene.lib.ui"
    label = "ui"
