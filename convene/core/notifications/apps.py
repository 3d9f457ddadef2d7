from __future__ import annotations

from django.apps import AppConfig


class Notifications(AppConfig):
    name = "convene.core.notifications"
    label = "notifications"
