"""Where dialogues are."""

from __future__ import annotations

from django.urls import path

from .views import account, convening, moderating, paper, part, places, results, translating, wall

app_name = "dialogues"
urlpatterns = [
    path("", convening.overview, name="list"),
    path("convene/", convening.convene, name="convene"),
    path("<slug:slug>/", part.dialogue, name="dialogue"),
    path("<slug:slug>/begin/", part.begin, name="begin"),
    path("<slug:slug>/vote/", part.vote, name="vote"),
    path("<slug:slug>/say/", part.say, name="say"),
    path("<slug:slug>/mine/", part.mine, name="mine"),
    path("<slug:slug>/log/", moderating.log, name="log"),
    path("<slug:slug>/queue/", moderating.queue, name="queue"),
    path("<slug:slug>/decide/", moderating.decide, name="decide"),
    path("<slug:slug>/watch/", moderating.watch, name="watch"),
    path("<slug:slug>/set-aside/", moderating.set_aside, name="set_aside"),
    path("<slug:slug>/results/", results.results, name="results"),
    path("<slug:slug>/wall/", wall.wall, name="wall"),
    path("<slug:slug>/paper/", paper.paper, name="paper"),
    path("<slug:slug>/paper/take-back/", paper.take_back, name="take_back"),
    path("<slug:slug>/paper/said/", paper.note_down, name="note_down"),
    path("<slug:slug>/slips/", paper.slips, name="slips"),
    path("<slug:slug>/report/", results.report, name="report"),
    path("<slug:slug>/data/", results.data, name="data"),
    path("<slug:slug>/data/<int:pk>/", results.fetch_data, name="fetch_data"),
    path("<slug:slug>/data/<int:pk>/remove/", results.remove_data, name="remove_data"),
    path("<slug:slug>/names/", results.name_map, name="name_map"),
    path("<slug:slug>/account/", account.account, name="account"),
    path("<slug:slug>/follow/", account.follow, name="follow"),
    path("<slug:slug>/recommend/", account.recommend, name="recommend"),
    path("<slug:slug>/recommendations/<int:number>/answer/", account.answer, name="answer"),
    path("<slug:slug>/recommendations/<int:number>/became/", account.became, name="became"),
    path("<slug:slug>/recommendations/<int:number>/change/", account.change, name="change"),
    path("<slug:slug>/places/", places.places, name="places"),
    path("<slug:slug>/places/kiosk/", places.put_up_kiosk, name="put_up_kiosk"),
    path("<slug:slug>/places/kiosk/<int:kiosk>/end/", places.end_kiosk, name="end_kiosk"),
    path("<slug:slug>/places/sites/", places.allow_sites, name="allow_sites"),
    path("<slug:slug>/kiosk/<str:token>/", places.kiosk, name="kiosk"),
    path("<slug:slug>/kiosk/<str:token>/votes/", places.bring_votes, name="bring_votes"),
    path("<slug:slug>/embed/", places.embed, name="embed"),
    path("<slug:slug>/embed/begin/", places.embed_begin, name="embed_begin"),
    path("<slug:slug>/embed/vote/", places.embed_vote, name="embed_vote"),
    path("<slug:slug>/embed/say/", places.embed_say, name="embed_say"),
    path("<slug:slug>/embed/mine/", places.embed_mine, name="embed_mine"),
    path("<slug:slug>/manage/", convening.manage, name="manage"),
    path("<slug:slug>/edit/", convening.edit, name="edit"),
    path("<slug:slug>/seed/", convening.seed, name="seed"),
    path("<slug:slug>/statements/<int:number>/", convening.reword, name="reword"),
    path("<slug:slug>/translations/", translating.translations, name="translations"),
    path("<slug:slug>/publish/", convening.publish, name="publish"),
    path("<slug:slug>/close/", convening.close, name="close"),
    path("<slug:slug>/codes/", convening.codes, name="codes"),
]
