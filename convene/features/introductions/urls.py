"""Where introductions are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "introductions"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("to/<slug:handle>/", views.ask, name="ask"),
    path("<int:pk>/", views.introduction, name="introduction"),
    path("<int:pk>/<str:verb>/", views.answer, name="answer"),
]
