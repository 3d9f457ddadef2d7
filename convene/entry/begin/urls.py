"""Where the first steps are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "begin"
urlpatterns = [
    path("", views.purpose, name="purpose"),
    path("communities/", views.communities, name="communities"),
    path("you/", views.you, name="you"),
    path("hello/", views.hello, name="hello"),
    path("done/", views.done, name="done"),
]
