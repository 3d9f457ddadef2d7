from __future__ import annotations

from django.apps import AppConfig


class Messages(AppConfig):
    name = "convene.features.messages"
    label = "private_messages"  # `messages` is what Django calls the lines at the top of a page
