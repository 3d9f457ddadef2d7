"""Where discussions are, beneath /c/."""

from __future__ import annotations

from django.urls import path

from .views import (
    bookmarks,
    duplicates,
    hands,
    hidden,
    knowing,
    order,
    posts,
    scheduled,
    sharing,
    similar,
    summaries,
    tidy,
    topics,
    welcome,
)
from .views.moved import led_on

app_name = "discussions"
TOPIC = "<slug:slug>/t/<int:pk>/"
POST = TOPIC + "<int:number>/"

urlpatterns = [
    path(TOPIC, led_on(topics.topic), name="topic"),
    path("-/preview/", order.preview, name="preview"),
    path("-/scheduled/", scheduled.all_, name="scheduled"),
    path("-/scheduled/<int:pk>/", scheduled.one, name="scheduled_one"),
    path("-/scheduled/<int:pk>/stop/", scheduled.stop, name="stop_scheduled"),
    path("-/scheduled/<int:pk>/remove/", scheduled.remove, name="remove_scheduled"),
    path("-/similar/", similar.similar, name="similar"),
    path("<slug:slug>/", topics.community, name="community"),
    path("<slug:slug>/new/", topics.start, name="start"),
    path("<slug:slug>/welcome/", welcome.welcome, name="welcome"),
    path("<slug:slug>/draft/", order.draft, name="draft"),
    path("<slug:slug>/taken-down/", hidden.taken_down, name="taken_down"),
    path(TOPIC + "reply/", led_on(topics.reply), name="reply"),
    path(TOPIC + "people/", led_on(knowing.people), name="people"),
    path(TOPIC + "title/", led_on(order.title), name="title"),
    path(TOPIC + "draft/", led_on(order.draft), name="reply_draft"),
    path(TOPIC + "read/", order.read, name="read"),
    path(TOPIC + "follow/", led_on(order.follow), name="follow"),
    path(TOPIC + "pin/", order.pin, name="pin"),
    path(TOPIC + "unpin/", order.unpin, name="unpin"),
    path(TOPIC + "close/", order.close, name="close"),
    path(TOPIC + "reopen/", order.reopen, name="reopen"),
    path(TOPIC + "archive/", order.archive, name="archive"),
    path(TOPIC + "duplicate/", duplicates.mark, name="mark_duplicate"),
    path(TOPIC + "duplicate/undo/", order.unmark_duplicate, name="unmark_duplicate"),
    path(TOPIC + "slow/", order.slow, name="slow"),
    path(TOPIC + "in-short/", summaries.sum_up, name="sum_up"),
    path(TOPIC + "in-short/history/", summaries.history, name="summaries"),
    path(TOPIC + "in-short/remove/", summaries.remove, name="remove_summary"),
    path(TOPIC + "wiki/", order.wiki, name="wiki"),
    path(TOPIC + "unwiki/", order.unwiki, name="unwiki"),
    path(TOPIC + "unaccept/", order.unaccept, name="unaccept"),
    path(TOPIC + "hide/", order.hide, name="hide_topic"),
    path(TOPIC + "restore/", hidden.restore, name="restore_topic"),
    path(TOPIC + "move/", tidy.move, name="move"),
    path(TOPIC + "split/", tidy.split, name="split"),
    path(TOPIC + "share/", sharing.share, name="share"),
    path(TOPIC + "unshare/", sharing.unshare, name="unshare"),
    path(TOPIC + "merge/", tidy.merge, name="merge"),
    path(POST, led_on(posts.post), name="post"),
    path(POST + "bookmark/", bookmarks.bookmark, name="bookmark"),
    path(POST + "bookmark/remove/", bookmarks.remove, name="remove_bookmark"),
    path(POST + "edit/", led_on(posts.edit), name="edit"),
    path(POST + "history/", led_on(posts.history), name="history"),
    path(POST + "react/", led_on(posts.react), name="react"),
    path(POST + "accept/", led_on(posts.accept), name="accept"),
    path(POST + "hide/", led_on(posts.hide), name="hide_post"),
    path(POST + "restore/", posts.restore, name="restore_post"),
    path(POST + "hands/", hands.add, name="add_hands"),
    path(POST + "hands/vote/", led_on(hands.vote), name="vote"),
    path(POST + "hands/votes/", led_on(hands.votes), name="votes"),
    path(POST + "hands/close/", hands.close, name="close_hands"),
    path(POST + "hands/remove/", hands.remove, name="remove_hands"),
]
