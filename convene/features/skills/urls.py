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
    path("network/", views.network, name="network"),
    path("needs/<int:pk>/", views.need, name="need"),
    path("needs/<int:pk>/edit/", views.edit_need, name="edit_need"),
    path("needs/<int:pk>/remove/", views.remove_need, name="remove_need"),
    path("teams/<int:pk>/needs/add/", views.add_need, name="add_need"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/<slug:key>/", views.gap, name="gap"),
]
