"""Where people is."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from . import views

app_name = "people"
urlpatterns = [
    path("suggest/", views.suggest, name="suggest"),
    path("me/", RedirectView.as_view(pattern_name="people:edit"), name="settings"),
    path("me/profile/", views.edit, name="edit"),
    path("me/preferences/", views.preferences, name="preferences"),
    path("me/security/", views.security, name="security"),
    path("me/security/sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("<slug:handle>/", views.profile, name="profile"),
    path("<slug:handle>/suspend/", views.suspend, name="suspend"),
    path("<slug:handle>/reinstate/", views.reinstate, name="reinstate"),
]
