from __future__ import annotations

from django.apps import AppConfig


class Contact(AppConfig):
    name = "convene.core.contact"
    label = "contact"
