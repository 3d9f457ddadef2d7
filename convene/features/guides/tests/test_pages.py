"""Community science can be read by everybody, in their language, with whose words it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from convene.core.frameworks.actions import adopt, begin, ready_made
from convene.core.tags import actions as tags
from convene.core.tags.models import Term
from convene.features.discussions import actions as discussions
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.library.models import Beside

PAGES = ["guides:overview", "guides:guide", "readiness:levels", "readiness:rubric", "skills:wheel"]


@pytest.fixture
def texts(db) -> None:
    tags.adopt(None)
    begin(None)


def shared(person, community, title="Who decides what"):
    terms = list(Term.objects.filter(slug__in=("shares-leadership", "guide")))
    made = library.propose(person, community, Content(title=title, terms=terms, description="A page.", context_note="It fits.", authors="Us"))
    library.publish(person, made)
    return made


@pytest.mark.parametrize("route", PAGES)
def test_everybody_reads_it_without_an_account(route, texts, client):
    page = client.get(reverse(route))
    assert page.status_code == 200
    assert "Whose words these are" in page.text
    assert "Change this text" not in page.text


@pytest.mark.parametrize("route", PAGES)
def test_a_site_without_texts_says_so(route, db, client):
    page = client.get(reverse(route))
    assert page.status_code == 200
    assert "There is no text here yet" in page.text


@pytest.mark.parametrize("route", PAGES)
def test_it_is_read_in_spanish_too(route, texts, client):
    page = client.get(reverse(route), headers={"Accept-Language": "es"})
    assert 'lang="es"' in page.text
    for english in ("Whose words", "Community science</h1>", "The "):
        assert english not in page.text.partition("<main")[2].replace("The CSCCE", "")


def test_the_overview_leads_to_every_part(texts, client):
    page = client.get(reverse("guides:overview")).text
    for address in ("attributes/shares-leadership/", "approaches/open-innovation/", "outcomes/increased-science-agency/", "guide/", "readiness/", "rubric/", "skills/"):
        assert f'href="/community-science/{address}"' in page
        assert client.get(f"/community-science/{address}").status_code == 200


def test_what_we_could_not_read_is_not_put_in_another_mouth(texts, client):
    assert "We could not read ASTC&#39;s own description" in client.get("/community-science/attributes/equity-focused/").text
    assert "ASTC has neither written nor reviewed them" in client.get("/community-science/guide/").text
    assert "not CSCCE&#39;s definition" in client.get("/community-science/skills/").text
    assert "are not ASTC&#39;s" in client.get("/community-science/rubric/").text


@pytest.mark.parametrize("address", ["attributes/nothing", "approaches/shares-leadership", "outcomes/guide"])
def test_a_part_that_is_not_there_is_not_found(address, texts, client):
    assert client.get(f"/community-science/{address}/").status_code == 404


def test_a_part_shows_the_resources_and_topics_that_one_may_read(texts, ana, ben, community, hidden, as_, client):
    public, secret = shared(ana, community), shared(ana, hidden, "In confidence")
    topic = discussions.start(ben, community, title="How do you share decisions?", body="We try.")
    closed = discussions.start(ana, hidden, title="What the directors think", body="Hm.")
    Beside.objects.create(topic=topic, resource=public, why=1, worth=0.5)
    Beside.objects.create(topic=closed, resource=secret, why=1, worth=0.9)
    Beside.objects.create(topic=closed, resource=public, why=1, worth=0.9)
    address = "/community-science/attributes/shares-leadership/"
    for page in (client.get(address).text, as_(ben).get(address).text):
        assert "Who decides what" in page
        assert "How do you share decisions?" in page
        assert "In confidence" not in page
        assert "directors" not in page
    page = as_(ana).get(address).text
    assert "In confidence" in page
    assert "What the directors think" in page


def test_a_network_may_put_its_own_in_place(texts, dora, client, as_):
    adopt(dora, kind="framework", source=ready_made("framework").replace("Shares Leadership", "Leads together"))
    assert "Leads together" in client.get("/community-science/?anew").text
    assert "Change this text" in as_(dora).get("/community-science/").text
