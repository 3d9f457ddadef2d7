"""Where the directory is."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "directory"
urlpatterns = [path("", views.people, name="people")]
