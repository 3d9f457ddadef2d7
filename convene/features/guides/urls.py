"""Where community science is explained."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "guides"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("guide/", views.guide, name="guide"),
    path("attributes/<slug:key>/", views.trait, {"group": "attributes"}, name="attribute"),
    path("approaches/<slug:key>/", views.trait, {"group": "approaches"}, name="approach"),
    path("outcomes/<slug:key>/", views.trait, {"group": "outcomes"}, name="outcome"),
]
