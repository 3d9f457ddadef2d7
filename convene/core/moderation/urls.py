"""Where moderation is."""

from __future__ import annotations

from django.urls import path

from .views import own, people, policy, queue, undoing

app_name = "moderation"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<int:pk>/", queue.item, name="item"),
    path("report/<str:kind>/<int:pk>/", own.report, name="report"),
    path("mine/", own.mine, name="mine"),
    path("mine/<int:pk>/", own.mend, name="mend"),
    path("mine/<int:pk>/withdraw/", own.withdraw, name="withdraw"),
    path("mine/<int:pk>/appeal/", own.appeal, name="appeal"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/undo/", undoing.undo, name="undo"),
    path("undoing/<int:pk>/", undoing.undoing, name="undoing"),
    path("policy/", policy.site, name="site_policy"),
    path("policy/<slug:slug>/", policy.community, name="policy"),
    path("words/", policy.site_words, name="site_words"),
    path("words/<slug:slug>/", policy.words, name="words"),
]
