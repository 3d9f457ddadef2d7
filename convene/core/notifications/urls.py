"""Where notifications are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.list_, name="list"),
    path("count/", views.count, name="count"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("read/", views.read, name="read"),
]
