from __future__ import annotations

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "convene.core.ledger"
    label = "ledger"
