"""What visitors and machines find."""

from __future__ import annotations

import time

import pytest

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.core.tags.actions import adopt
from convene.core.tags.queries import vocabulary
from convene.entry.home import actions, sitemap
from convene.features.discussions import actions as discussions
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.lib.errors import NotAllowed, NotPossible


def test_visitors_see_communities_leaders_and_public_discussions_only(ana, topic, hidden, listed, client):
    discussions.start(ana, hidden, title="In confidence", body="Between us.")
    discussions.start(ana, listed, title="Among members", body="Between members.")
    page = client.get("/").text
    assert "Citizen Science" in page
    assert "Fundraisers" in page
    assert "On request" in page
    assert "Ana Lima" in page
    assert "How do you calibrate?" in page
    for secret in ("Directors", "In confidence", "Among members", "csrfmiddlewaretoken"):
        assert secret not in page
    assert "<dd>1</dd></div></dl>" in page.replace("\n", "")  # one open topic: the other two are not counted


def test_visitors_see_what_members_share_with_everybody_and_where_it_is_at_home(ana, ben, listed, community, client):
    shared = discussions.start(ana, listed, title="For everybody", body="Among us, and for you.")
    discussions.start(ana, listed, title="Among members", body="Between members.")
    discussions.share(ana, shared, community, reach="everyone")
    page = client.get("/").text
    assert page.count(">For everybody</a>") == 1
    assert f'<a href="{shared.get_absolute_url()}">For everybody</a>' in page
    assert f'<a href="/c/{listed.slug}/">{listed}</a> · ' in page
    assert "Among members" not in page
    assert client.get(shared.get_absolute_url()).status_code == 200
    Community.objects.filter(pk=community.pk).update(visibility="listed")
    discussions.start(ana, listed, title="Another", body="So that the page is made anew.")
    time.sleep(1.1)  # pages that are kept ask the ledger once a second
    assert "For everybody" not in client.get("/").text


def test_an_archived_community_is_not_offered(community, client):
    Community.objects.update(state="archived")
    assert "Citizen Science" not in client.get("/").text


def test_an_empty_site_is_welcoming_too(db, client):
    page = client.get("/")
    assert page.status_code == 200
    assert "The first communities are being set up." in page.text


@pytest.mark.parametrize("key", ["about", "guidelines", "privacy", "accessibility"])
def test_a_site_has_its_texts_from_the_first_day(db, key, client):
    assert client.get(f"/{key}/").status_code == 200


def test_staff_write_the_texts_in_markdown(dora, ana, client, as_):
    form = {"title": "Who we are", "body": "We are *many*. <script>alert(1)</script>"}
    assert as_(ana).post("/texts/about/", form).status_code == 403
    assert as_(dora).post("/texts/about/", form)["Location"] == "/about/"
    page = client.get("/about/").text
    assert "Who we are" in page
    assert "<em>many</em>" in page
    assert "<script>alert" not in page
    assert as_(dora).post("/texts/about/", {"title": "", "body": ""}).status_code == 422
    assert as_(dora).get("/texts/nothing/").status_code == 404
    assert Entry.objects.filter(verb="home.text_written").count() == 1


def test_only_staff_write_the_texts_and_only_those_that_exist(ana, dora):
    with pytest.raises(NotAllowed, match="staff"):
        actions.write_text(ana, "about", title="Mine", body="Mine.")
    with pytest.raises(NotPossible, match="no such text"):
        actions.write_text(dora, "about-me", title="Mine", body="Mine.")


def test_the_front_page_shows_what_staff_wrote(dora, client):
    actions.write_text(dora, "welcome", title="Come in.", body="It is **warm** here.")
    page = client.get("/").text
    assert "Come in." in page
    assert "<strong>warm</strong>" in page


def test_machines_are_told_of_public_communities_only(community, hidden, listed, client):
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "/sitemap.xml" in robots.text
    index = client.get("/sitemap.xml")
    assert index["Content-Type"] == "application/xml"
    assert "/sitemap/places.xml</loc>" in index.text
    places = client.get("/sitemap/places.xml").text
    assert "/c/citizen-science/" in places
    assert "directors" not in places
    assert "fundraisers" not in places


def test_machines_find_every_public_topic_and_resource_page_by_page(ana, topic, hidden, community, client, monkeypatch):
    adopt(None)
    said = {"authors": "Delta", "description": "A guide", "context_note": "It fits", "terms": vocabulary().by_facet["kind"][:1]}
    shown, draft = (library.propose(ana, community, Content(title=name, **said)) for name in ("Shown", "Draft"))
    library.publish(ana, shown)
    secret = discussions.start(ana, hidden, title="Secret", body="Words")
    monkeypatch.setattr(sitemap, "RANGE", 1)
    index = client.get("/sitemap.xml").text
    assert f"/sitemap/topics-{topic.pk}.xml</loc>" in index
    assert f"/sitemap/resources-{shown.pk}.xml</loc>" in index
    assert f"topics-{secret.pk}.xml" not in index
    assert f"resources-{draft.pk}.xml" not in index
    assert f"{topic.get_absolute_url()}</loc><lastmod>20" in client.get(f"/sitemap/topics-{topic.pk}.xml").text
    assert f"{shown.get_absolute_url()}</loc>" in client.get(f"/sitemap/resources-{shown.pk}.xml").text
    for missing in (f"topics-{secret.pk}", f"resources-{draft.pk}", "topics-999999999999999999", "people-1", "topics-0"):
        assert client.get(f"/sitemap/{missing}.xml").status_code == 404


def test_a_kept_front_page_costs_no_query_to_render(ana, topic, client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(1):  # what happened last is asked once a second
        assert client.get("/").status_code == 200


def test_the_front_page_costs_seven_queries(ana, topic, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get("/")
