"""Where the catalogue is, in development."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("pages/<slug:name>/", views.sample, name="sample"),
]
