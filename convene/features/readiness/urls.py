"""Where readiness and the rubric are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "readiness"
urlpatterns = [
    path("community-science/readiness/", views.levels, name="levels"),
    path("community-science/rubric/", views.rubric, name="rubric"),
]
