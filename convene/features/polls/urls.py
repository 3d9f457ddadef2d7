"""Where polls are."""

from __future__ import annotations

from django.urls import path

from .views import asking, exports, outcomes, polls

app_name = "polls"
urlpatterns = [
    path("", polls.polls, name="list"),
    path("new/", asking.new, name="new"),
    path("mail/", polls.mail, name="mail"),
    path("<int:pk>/", polls.poll, name="poll"),
    path("<int:pk>/votes.csv", exports.votes, name="votes"),
    path("<int:pk>/vote/", polls.vote, name="vote"),
    path("<int:pk>/change/", asking.change, name="change"),
    path("<int:pk>/close/", asking.close, name="close"),
    path("<int:pk>/withdraw/", asking.withdraw, name="withdraw"),
    path("<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("<int:pk>/review/", outcomes.review, name="review"),
]
