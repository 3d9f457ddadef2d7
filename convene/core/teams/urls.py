"""Where teams are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "teams"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("begin/<int:pk>/", views.begin, name="begin"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("decline/<str:token>/", views.decline, name="decline"),
    path("<int:pk>/", views.team, name="team"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/invitations/<int:invitation>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("<int:pk>/members/<slug:handle>/hand-over/", views.hand_over, name="hand_over"),
    path("<int:pk>/members/<slug:handle>/side/", views.move, name="move"),
    path("<int:pk>/members/<slug:handle>/remove/", views.remove, name="remove"),
]
