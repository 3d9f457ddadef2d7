"""How forms draw their fields: Jinja2 for our pages, Django's own templates for the records of staff."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2


class Widgets(Jinja2):
    """Jinja2, but for the widgets of `django.contrib.admin`, which are written for Django's engine alone."""

    def __init__(self) -> None:
        super().__init__()
        self.records = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """The template of a field."""
        if template_name.startswith("admin/"):
            return self.records.get_template(template_name)
        return super().get_template(template_name)
