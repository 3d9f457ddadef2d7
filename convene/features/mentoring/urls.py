"""Where mentoring is."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "mentoring"
urlpatterns = [
    path("", views.board, name="board"),
    path("figures/", views.figures, name="figures"),
    path("enrol/<str:side>/", views.enrol, name="enrol"),
    path("enrol/<str:side>/hide/", views.hide, name="hide"),
    path("enrol/<str:side>/show/", views.show, name="show"),
    path("ask/<int:pk>/", views.ask, name="ask"),
    path("<int:pk>/", views.mentorship, name="mentorship"),
    path("<int:pk>/<str:verb>/", views.answer, name="answer"),
]
