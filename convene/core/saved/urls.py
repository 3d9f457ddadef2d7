"""Where saved searches are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "saved"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<int:pk>/", views.search, name="search"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
