"""Where people is."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from .views import leaving, people, proof

app_name = "people"
urlpatterns = [
    path("suggest/", people.suggest, name="suggest"),
    path("me/", RedirectView.as_view(pattern_name="people:edit"), name="settings"),
    path("me/profile/", people.edit, name="edit"),
    path("me/preferences/", people.preferences, name="preferences"),
    path("me/security/", people.security, name="security"),
    path("me/security/sessions/<int:session_id>/end/", people.end_session, name="end_session"),
    path("me/data/", leaving.data, name="data"),
    path("me/data/export/", leaving.export, name="export"),
    path("me/data/export/<int:pk>/", leaving.fetch_export, name="fetch_export"),
    path("me/data/export/<int:pk>/remove/", leaving.remove_export, name="remove_export"),
    path("me/data/leave/", leaving.leave, name="leave"),
    path("me/data/leave/<str:how>/", leaving.leave_now, name="leave_now"),
    path("me/still-you/", proof.prove, name="prove"),
    path("<slug:handle>/", people.profile, name="profile"),
    path("<slug:handle>/suspend/", people.suspend, name="suspend"),
    path("<slug:handle>/reinstate/", people.reinstate, name="reinstate"),
    path("<slug:handle>/close/", leaving.close, name="close"),
    path("<slug:handle>/keep-open/", leaving.keep_open, name="keep_open"),
]
