"""Where community science is explained."""

from __future__ import annotations

from django.urls import path

from .views import answering, changes, meeting, paper, rounds, texts

app_name = "guides"
urlpatterns = [
    path("", texts.overview, name="overview"),
    path("guide/", texts.guide, name="guide"),
    path("attributes/<slug:key>/", texts.trait, {"group": "attributes"}, name="attribute"),
    path("approaches/<slug:key>/", texts.trait, {"group": "approaches"}, name="approach"),
    path("outcomes/<slug:key>/", texts.trait, {"group": "outcomes"}, name="outcome"),
    path("guide/teams/<int:pk>/", rounds.stages, name="stages"),
    path("guide/teams/<int:pk>/begin/", rounds.begin, name="begin"),
    path("guide/rounds/<int:pk>/", rounds.round, name="round"),
    path("guide/rounds/<int:pk>/close/", rounds.close, name="close"),
    path("guide/rounds/<int:pk>/partner/", rounds.partner, name="partner"),
    path("guide/rounds/<int:pk>/meeting/", meeting.meeting, name="meeting"),
    path("guide/rounds/<int:pk>/brief/", meeting.brief, name="brief"),
    path("guide/rounds/<int:pk>/changes/", changes.changes, name="changes"),
    path("guide/rounds/<int:pk>/brief.pdf", paper.paper, name="paper"),
    path("guide/rounds/<int:pk>/q/<slug:key>/", answering.question, name="question"),
    path("guide/rounds/<int:pk>/q/<slug:key>/alone/", answering.save_alone, name="save_alone"),
    path("guide/rounds/<int:pk>/q/<slug:key>/together/", answering.save_together, name="save_together"),
    path("guide/rounds/<int:pk>/q/<slug:key>/skip/", answering.skip, name="skip"),
    path("guide/rounds/<int:pk>/q/<slug:key>/decide/", answering.decide, name="decide"),
    path("guide/rounds/<int:pk>/q/<slug:key>/mark/", answering.mark, name="mark"),
    path("guide/rounds/<int:pk>/q/<slug:key>/draw/", answering.draw, name="draw"),
    path("guide/rounds/<int:pk>/q/<slug:key>/release/", answering.release, name="release"),
    path("guide/rounds/<int:pk>/q/<slug:key>/earlier/", answering.earlier, name="earlier"),
]
