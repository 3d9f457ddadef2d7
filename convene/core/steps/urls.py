"""Where actions are."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "steps"
urlpatterns = [
    path("actions/", views.mine, name="mine"),
    path("actions/mail/", views.mail, name="mail"),
    path("<int:pk>/actions/", views.team, name="team"),
    path("<int:pk>/actions/add/", views.add, name="add"),
    path("actions/<int:pk>/change/", views.change, name="change"),
    path("actions/<int:pk>/finish/", views.finish, name="finish"),
    path("actions/<int:pk>/drop/", views.drop, name="drop"),
    path("actions/<int:pk>/take-over/", views.take_over, name="take_over"),
    path("actions/<int:pk>/reopen/", views.reopen, name="reopen"),
]
