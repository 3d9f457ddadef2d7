"""Where help is."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "help"
urlpatterns = [path("<int:pk>/help/<str:about>/", views.panel, name="panel")]
