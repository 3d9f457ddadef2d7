"""Where the library is."""

from __future__ import annotations

from django.urls import path

from .views import beside, collections, export, from_page, keeping, lists, resource, shelf, using, writing

app_name = "library"
RESOURCE = "<int:pk>/"
COLLECTION = "collections/<int:pk>/"

urlpatterns = [
    path("", shelf.browse, name="browse"),
    path("feed/", shelf.feed, name="feed"),
    path("export/<slug:form>/", export.export, name="export"),
    path("beside/", beside.beside_topic, name="beside"),
    path("add/", writing.add, name="add"),
    path("import/", lists.carry_in, name="carry_in"),
    path("add/from-page/", from_page.read_page, name="read_page"),
    path("review/", keeping.queue, name="queue"),
    path(RESOURCE, resource.resource, name="resource"),
    path(RESOURCE + "versions/<int:number>/", resource.version, name="version"),
    path(RESOURCE + "cite/<slug:form>/", resource.cite, name="cite"),
    path(RESOURCE + "edit/", writing.edit, name="edit"),
    path(RESOURCE + "submit/", keeping.submit, name="submit"),
    path(RESOURCE + "publish/", keeping.publish, name="publish"),
    path(RESOURCE + "refuse/", keeping.refuse, name="refuse"),
    path(RESOURCE + "retire/", keeping.retire, name="retire"),
    path(RESOURCE + "reviewed/", keeping.reviewed, name="reviewed"),
    path(RESOURCE + "look-again/", using.look_again, name="look_again"),
    path(RESOURCE + "look-after/", keeping.look_after, name="look_after"),
    path(RESOURCE + "let-go/", keeping.let_go, name="let_go"),
    path(RESOURCE + "use/", using.use, name="use"),
    path(RESOURCE + "use/<int:number>/hide/", using.hide_use, name="hide_use"),
    path(RESOURCE + "comment/", using.comment, name="comment"),
    path(RESOURCE + "name/", using.be_named, name="be_named"),
    path(RESOURCE + "place/", collections.place, name="place"),
    path("collections/", collections.all_, name="collections"),
    path("collections/new/", collections.new, name="gather"),
    path(COLLECTION, collections.collection, name="collection"),
    path(COLLECTION + "edit/", collections.change, name="change_collection"),
    path(COLLECTION + "remove/", collections.remove, name="remove_collection"),
    path(COLLECTION + "<int:number>/take-out/", collections.take_out, name="take_out"),
    path(COLLECTION + "<int:number>/up/", collections.move, name="move"),
]
