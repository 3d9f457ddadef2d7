"""Where everything is: a line for each feature."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from ..features.discussions.views.old import old
from ..features.library.views.oai import oai
from . import health

urlpatterns = [
    path("c/", include("convene.features.discussions.urls")),  # first, as most requests go there
    path("", include("convene.entry.home.urls")),
    path("", include("convene.entry.offline.urls")),
    path("begin/", include("convene.entry.begin.urls")),
    path("old/<path:address>", old, name="old"),
    path("library/", include("convene.features.library.urls")),
    path("oai", oai, name="oai"),
    path("dialogues/", include("convene.features.dialogues.urls")),
    path("introductions/", include("convene.features.introductions.urls")),
    path("mentoring/", include("convene.features.mentoring.urls")),
    path("messages/", include("convene.features.messages.urls")),
    path("polls/", include("convene.features.polls.urls")),
    path("communities/", include("convene.entry.overview.urls")),
    path("communities/", include("convene.core.communities.urls")),
    path("people/", include("convene.features.directory.urls")),
    path("people/", include("convene.core.people.urls")),
    path("teams/", include("convene.core.teams.urls")),
    path("teams/", include("convene.core.steps.urls")),
    path("teams/", include("convene.core.help.urls")),
    path("institutions/", include("convene.core.institutions.urls")),
    path("community-science/texts/", include("convene.core.frameworks.urls")),
    path("community-science/skills/", include("convene.features.skills.urls")),
    path("", include("convene.features.readiness.urls")),
    path("community-science/", include("convene.features.guides.urls")),
    path("moderation/", include("convene.core.moderation.urls")),
    path("search/", include("convene.core.search.urls")),
    path("saved/", include("convene.core.saved.urls")),
    path("notifications/", include("convene.core.notifications.urls")),
    path("drafts/", include("convene.core.drafts.urls")),
    path("files/", include("convene.core.files.urls")),
    path("account/", include("allauth.urls")),
    path("staff/records/", admin.site.urls),
    path("health/", health.alive, name="alive"),
    path("health/ready/", health.ready, name="ready"),
]

handler429 = "convene.lib.web.refusals.too_often"
handler500 = "convene.lib.web.refusals.server_error"

if settings.DEVELOPMENT:
    urlpatterns += [
        path("mail/", include("convene.core.outbox.urls")),
        path("ui/", include("convene.lib.ui.urls")),
    ]
