"""Where home is."""

from __future__ import annotations

from django.urls import path

from . import sitemap, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("read/", views.read_all, name="read_all"),
    path("mine/", views.mine, name="mine"),
    path("about/", views.page, {"key": "about"}, name="about"),
    path("guidelines/", views.page, {"key": "guidelines"}, name="guidelines"),
    path("rules/", views.rules_page, name="rules"),
    path("privacy/", views.page, {"key": "privacy"}, name="privacy"),
    path("accessibility/", views.page, {"key": "accessibility"}, name="accessibility"),
    path("texts/<slug:key>/", views.edit, name="edit"),
    path("language/<slug:code>/", views.language, name="language"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/places.xml", sitemap.places, name="sitemap_places"),
    path("sitemap/<slug:kind>-<int:number>.xml", sitemap.page, name="sitemap_page"),
]
