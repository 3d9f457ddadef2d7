from __future__ import annotations

from django.apps import AppConfig


class Demo(AppConfig):
    name = "convene.entry.demo"
    label = "demo"
