"""Where drafts go."""

from __future__ import annotations

from django.urls import path, register_converter

from . import views


class Place:
    """What a form is about: "discussions.post:12"."""

    regex = r"[a-z_]{1,19}\.[a-z_]{1,19}(?::[a-z0-9_]{1,19}){0,2}(?<!\n)"  # as long as the column is wide

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Place, "draft_place")

app_name = "drafts"
urlpatterns = [
    path("<draft_place:place>/", views.keep, name="keep"),
    path("<draft_place:place>/discard/", views.discard, name="discard"),
]
