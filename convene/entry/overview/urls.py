"""Where figures are, beneath /communities/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "overview"
urlpatterns = [
    path("overview/", views.network, name="network"),
    path("overview.csv", views.network_csv, name="network_csv"),
    path("<slug:slug>/overview/", views.community, name="community"),
    path("<slug:slug>/overview.csv", views.community_csv, name="community_csv"),
]
