"""Where kept mails are read in development."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("<int:letter_id>/", views.letter, name="letter"),
    path("<int:letter_id>/html/", views.letter_html, name="letter_html"),
]
