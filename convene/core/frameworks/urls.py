"""Where the texts are kept."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "frameworks"
urlpatterns = [
    path("", views.texts, name="list"),
    path("<slug:kind>/", views.text, name="text"),
    path("<slug:kind>/<int:number>.yaml", views.source, name="yaml"),
]
