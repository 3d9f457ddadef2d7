"""Where communities are: the directory, and what surrounds a community's discussions."""

from __future__ import annotations

from django.urls import path

from .views import belonging, enrolling, handover, inviting, joining, leading, proposals, purposes, reading

app_name = "communities"
urlpatterns = [
    path("", reading.directory, name="list"),
    path("invitation/<str:token>/", inviting.invitation, name="invitation"),
    path("invitation/<str:token>/no/", inviting.decline, name="decline"),
    path("mine/", belonging.mine, name="mine"),
    path("propose/", proposals.propose, name="propose"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("enrolments/", enrolling.enrolments, name="enrolments"),
    path("enrolments/<int:pk>/end/", enrolling.end_enrolment, name="end_enrolment"),
    path("purposes/", purposes.purposes, name="purposes"),
    path("purposes/new/", purposes.purpose, name="new_purpose"),
    path("purposes/<int:pk>/", purposes.purpose, name="purpose"),
    path("<slug:slug>/welcomed/", belonging.welcomed, name="welcomed"),
    path("<slug:slug>/about/", reading.about, name="about"),
    path("<slug:slug>/members/", reading.members, name="members"),
    path("<slug:slug>/members/<str:handle>/", leading.roles, name="roles"),
    path("<slug:slug>/members/<str:handle>/remove/", leading.remove, name="remove"),
    path("<slug:slug>/members/<str:handle>/hand-over/", handover.hand_over, name="hand_over"),
    path("<slug:slug>/handover/", handover.handover, name="handover"),
    path("<slug:slug>/rename/", leading.rename, name="rename"),
    path("<slug:slug>/join/", joining.join, name="join"),
    path("<slug:slug>/leave/", joining.leave, name="leave"),
    path("<slug:slug>/ask/", joining.ask, name="ask"),
    path("<slug:slug>/requests/", joining.requests, name="requests"),
    path("<slug:slug>/invite/", inviting.invite, name="invite"),
    path("<slug:slug>/invite/<int:pk>/again/", inviting.resend, name="resend"),
    path("<slug:slug>/invite/<int:pk>/withdraw/", inviting.withdraw, name="withdraw"),
    path("<slug:slug>/settings/", leading.settings, name="settings"),
    path("<slug:slug>/state/", leading.state, name="state"),
]
