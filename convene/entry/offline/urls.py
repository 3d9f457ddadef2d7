"""What a browser asks for to install the site and to do without a connection; the worker serves from the root."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "offline"
urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.page, {"name": "page"}, name="page"),
    path("offline/unsent/", views.page, {"name": "unsent"}, name="unsent"),
    path("offline/token/", views.token, name="token"),
]
