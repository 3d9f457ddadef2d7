"""Where the skills are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "skills"
urlpatterns = [
    path("", views.wheel, name="wheel"),
    path("mine/", views.mine, name="mine"),
    path("mine/count/", views.count, name="count"),
    path("mine/clear/", views.clear, name="clear"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/<slug:key>/", views.gap, name="gap"),
]
