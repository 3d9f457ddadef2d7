"""Where readiness and the rubric are."""

from __future__ import annotations

from django.urls import path

from .views import rounds, texts

app_name = "readiness"
urlpatterns = [
    path("community-science/readiness/", texts.levels, name="levels"),
    path("community-science/rubric/", texts.rubric, name="rubric"),
    path("teams/<int:pk>/readiness/", rounds.record, name="record"),
    path("teams/<int:pk>/readiness/begin/", rounds.begin, name="begin"),
    path("teams/<int:pk>/rubric/", rounds.moments, name="moments"),
    path("teams/<int:pk>/rubric/begin/", rounds.begin_moment, name="begin_moment"),
    path("teams/readiness/<int:pk>/", rounds.round, name="round"),
    path("teams/readiness/<int:pk>/mine/", rounds.sheet, name="sheet"),
    path("teams/readiness/<int:pk>/close/", rounds.close, name="close"),
]
