"""Where files are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("", views.bring_in, name="bring_in"),
    path("<str:key>/<int:width>/<str:name>", views.sized, name="sized"),
    path("<str:key>/<str:name>", views.file, name="file"),
]
