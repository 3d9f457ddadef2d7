"""Where things are found."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("people/", views.people, name="people"),
    path("suggest/", views.suggest, name="suggest"),
    path("forget/", views.forget, name="forget"),
    path("keep/", views.keep, name="keep"),
]
