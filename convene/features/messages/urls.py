"""Where messages are."""

from __future__ import annotations

from django.urls import path

from .views import changes, conversations, group, people, reading, reports, writing

app_name = "messages"
HERE = "<int:pk>/"
MESSAGE = HERE + "<int:number>/"

urlpatterns = [
    path("", reading.inbox, name="inbox"),
    path("new/", writing.start, name="start"),
    path("new/draft/", writing.new_draft, name="new_draft"),
    path("preview/", writing.preview, name="preview"),
    path("settings/", people.settings, name="settings"),
    path("block/<slug:handle>/", people.block, name="block"),
    path("unblock/<slug:handle>/", people.unblock, name="unblock"),
    path("groups/", group.groups, name="groups"),
    path("groups/to/<slug:slug>/", group.to_members, name="to_members"),
    path("groups/<int:pk>/", group.group, name="group"),
    path("groups/<int:pk>/report/", group.report_group, name="report_group"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path(HERE, reading.conversation, name="conversation"),
    path(HERE + "write/", writing.write, name="write"),
    path(HERE + "draft/", writing.draft, name="draft"),
    path(HERE + "read/", conversations.read, name="read"),
    path(HERE + "add/", conversations.add, name="add"),
    path(HERE + "leave/", conversations.leave, name="leave"),
    path(HERE + "mute/", conversations.mute, name="mute"),
    path(HERE + "unmute/", conversations.unmute, name="unmute"),
    path(MESSAGE, reading.message, name="message"),
    path(MESSAGE + "edit/", changes.edit, name="edit"),
    path(MESSAGE + "take-back/", changes.take_back, name="take_back"),
    path(MESSAGE + "report/", reports.ask_for_help, name="ask_for_help"),
]
