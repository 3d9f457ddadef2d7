"""Where institutions are."""

from __future__ import annotations

from django.urls import path

from .views import belonging, lists, reading

app_name = "institutions"
urlpatterns = [
    path("", reading.directory, name="directory"),
    path("suggest/", reading.suggest, name="suggest"),
    path("pairs/", reading.pairs, name="pairs"),
    path("carry-in/", lists.carry_in, name="carry_in"),
    path("claims/", belonging.claims, name="claims"),
    path("claims/<int:pk>/", belonging.claim_of, name="claim_of"),
    path("<int:pk>/", reading.institution, name="institution"),
    path("<int:pk>/belong/", belonging.belong, name="belong"),
    path("<int:pk>/stop/", belonging.stop_belonging, name="stop_belonging"),
    path("<int:pk>/edit/", belonging.edit, name="edit"),
    path("<int:pk>/claim/", belonging.claim, name="claim"),
]
