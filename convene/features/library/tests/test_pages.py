"""The pages of the library, once each for shape and refusal."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convene.core.files.actions import take_in
from convene.features.discussions import actions as discussions
from convene.features.library import actions
from convene.features.library.models import Collection, Held, Resource, State

FORM = {
    "community": "citizen-science", "title": "Asks and offers", "authors": "Delta team", "kind": ["template"],
    "context_note": "Start from what they ask for.", "description": "A *letter*.", "language": ["en", "es"],
    "licence": "cc-by", "links": "The letter: https://example.org/letter\nhttps://example.org/more", "year": "2024",
}  # fmt: skip


def test_a_visitor_browses_by_what_the_address_says(client, on_shelf, hidden):
    on_shelf(title="A guide", kind="guide")
    on_shelf(title="A tool", kind="tool")
    on_shelf(hidden, title="In confidence", kind="tool")
    page = client.get("/library/")
    assert all(words in page.text for words in ("A guide", "A tool", "Fits the second meeting", "Narrow it down"))
    assert "In confidence" not in page.text
    assert "csrfmiddlewaretoken" not in page.text
    for kind in ("report", "article", "dataset", "workbook", "example", "curriculum", "case-study"):
        on_shelf(title=f"Of kind {kind}", kind=kind)
    assert "3 more" in client.get("/library/?sort=new").text
    chosen = client.get("/library/?kind=tool")
    assert "A guide" not in chosen.text
    assert 'id="pick-kind-tool" name="kind" value="tool" checked' in chosen.text
    assert "Nothing fits all of that" in client.get("/library/?kind=website").text
    assert "Nothing fits all of that" in client.get("/library/?kind=no-such-thing").text
    for address in ("/library/?page=9", "/library/?page=x", "/library/?sort=x"):
        assert client.get(address).status_code == 404


def test_the_empty_library_says_what_will_be_here(client, as_, ben, terms):
    assert "The library is empty so far" in client.get("/library/").text
    assert "Add the first resource" in as_(ben).get("/library/").text


def test_a_resource_says_all_about_itself_to_people_and_machines(client, on_shelf, ana):
    resource = on_shelf(title="Roles </script> & more", kind="guide", topic=["health", "partnerships"], cost="free",
                        links=[("Worksheet", "https://example.org/a.pdf")], year=2023)  # fmt: skip
    on_shelf(title="Something alike", kind="guide", topic=["health", "partnerships"])
    actions.use(ana, resource, institution="Delta", sentence="We filled it in twice.")
    page = client.get(resource.get_absolute_url()).text
    for words in ("Why it fits a science center", "We filled it in twice.", "Something alike", "Used by 1 institution",
                  "https://example.org/a.pdf", "BibTeX"):  # fmt: skip
        assert words in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert (told["@type"], told["name"], told["isAccessibleForFree"]) == ("LearningResource", resource.title, True)
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    for name in ("citation_title", "citation_author", "citation_publication_date", "citation_public_url"):
        assert f'<meta name="{name}" content="' in page


@pytest.mark.parametrize("form", ["bib", "ris", "csl"])
def test_a_citation_is_fetched_by_whoever_may_open_the_resource(form, client, resource, draft):
    answer = client.get(f"/library/{resource.pk}/cite/{form}/")
    assert "Roles on one page" in answer.text
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"/library/{draft.pk}/cite/{form}/").status_code == 404
    assert client.get(f"/library/{resource.pk}/cite/x/").status_code == 404


def test_the_feed_holds_what_the_address_chooses(client, on_shelf):
    on_shelf(title="A guide & more", kind="guide")
    on_shelf(title="A tool", kind="tool")
    answer = client.get("/library/feed/?kind=guide")
    root = ET.fromstring(answer.content)  # noqa: S314 (our own)
    assert [one.text for one in root.iter("{http://www.w3.org/2005/Atom}title")][1:] == ["A guide & more"]
    assert answer["Content-Type"].startswith("application/atom+xml")


@pytest.mark.usefixtures("disk", "terms", "community")
def test_a_member_contributes_by_form_and_a_leader_publishes(as_, ben, ana):
    member, leader = as_(ben), as_(ana)
    assert "What did you use?" in member.get("/library/add/").text
    file = SimpleUploadedFile("letter.txt", b"Dear neighbors", "text/plain")
    answer = member.post("/library/add/", FORM | {"do": "submit", "uploads": [file]})
    made = Resource.objects.get()
    assert (answer.status_code, answer.url, made.state) == (302, made.get_absolute_url(), State.WAITING)
    assert made.links == [["The letter", "https://example.org/letter"], ["", "https://example.org/more"]]
    assert {term.slug for term in made.terms.all()} == {"template", "en", "es", "cc-by"}
    assert made.title in leader.get("/library/review/").text
    assert "letter.txt" in leader.get(made.get_absolute_url()).text
    assert leader.post(f"/library/{made.pk}/refuse/", {"answer": ""}).status_code == 422
    leader.post(f"/library/{made.pk}/refuse/", {"answer": "Who made it?"})
    assert "Who made it?" in member.get(made.get_absolute_url()).text
    member.post(f"/library/{made.pk}/submit/")
    leader.post(f"/library/{made.pk}/publish/", {"review_on": ""})
    made.refresh_from_db()
    assert made.state == State.PUBLISHED
    edited = FORM | {"title": "Offers first", "changed": "Turned around", "kept": []}
    assert "What you changed" in member.get(f"/library/{made.pk}/edit/").text
    assert member.post(f"/library/{made.pk}/edit/", edited | {"changed": ""}).status_code == 422
    member.post(f"/library/{made.pk}/edit/", edited)
    assert "letter.txt" in member.get(f"/library/{made.pk}/versions/1/").text
    assert "letter.txt" not in member.get(made.get_absolute_url()).text


@pytest.mark.usefixtures("terms", "community")
def test_a_form_that_lacks_something_comes_back_with_what_was_written(as_, ben):
    answer = as_(ben).post("/library/add/", FORM | {"context_note": "", "do": "submit"})
    assert answer.status_code == 422
    assert 'value="Asks and offers"' in answer.text
    assert not Resource.objects.exists()


@pytest.mark.usefixtures("terms")
def test_whoever_belongs_nowhere_is_told_what_to_do(as_, cleo, community):
    page = as_(cleo).get("/library/add/")
    assert page.status_code == 403
    assert "Join a community first" in page.text


@pytest.mark.usefixtures("terms")
def test_a_leader_makes_a_resource_of_a_discussion(as_, ana, ben, topic, community):
    post = discussions.reply(ana, topic, body="Warm it up for an hour.")
    discussions.accept(ben, post)
    leader, address = as_(ana), f"/library/add/?source={topic.pk}"
    assert address in leader.get(topic.get_absolute_url()).text
    page = leader.get(address).text
    assert "Warm it up for an hour." in page
    assert as_(ben).get(address).status_code == 403
    leader.post("/library/add/", FORM | {"source": topic.pk, "do": "publish"})
    made = Resource.objects.get()
    assert made.source == topic
    assert made.get_absolute_url() in leader.get(topic.get_absolute_url() + "?page=1").text
    assert "Leave my name out" in as_(ben).get(made.get_absolute_url()).text
    as_(ben).post(f"/library/{made.pk}/name/", {"is_named": "no"})
    assert "With words of" not in leader.get(made.get_absolute_url()).text


@pytest.mark.usefixtures("disk")
def test_a_file_that_stands_in_a_topic_is_ticked_rather_than_sent_again(as_, ben, cleo, community, terms):
    file = take_in(ben, SimpleUploadedFile("gauge-reading-sheet.txt", b"Words.", "text/plain"))
    discussions.start(ben, community, title="Gauges", body=f"Look: {file.markdown}")
    page, said = as_(ben).get("/library/add/").text, {"attached": [file.pk]}
    assert "gauge-reading-sheet.txt" in page
    assert "gauge-reading-sheet.txt" not in as_(cleo).get("/library/add/").text
    assert as_(cleo).post("/library/add/", FORM | said).status_code in {403, 422}
    as_(ben).post("/library/add/", FORM | said)
    assert [one.file for one in Held.objects.all()] == [file]


def test_people_say_what_they_used_and_talk_about_it(as_, ben, resource):
    browser, address = as_(ben), resource.get_absolute_url()
    answer = browser.post(f"{address}use/", {"institution": "Hill", "sentence": ""})
    assert (answer.status_code, "Hill" in answer.text) == (422, True)
    browser.post(f"{address}use/", {"institution": "Hill", "sentence": "It helped."})
    browser.post(f"{address}comment/", {"body": "Where do I *print* it?"})
    page = browser.get(address).text
    assert all(words in page for words in ("It helped.", "<em>print</em>", "The whole topic: 1 post"))
    browser.post(f"{address}use/{resource.uses.get().pk}/hide/")
    assert "It helped." not in browser.get(address).text


def test_a_leader_puts_a_path_together(as_, ana, client, resource):
    leader = as_(ana)
    said = {"community": "citizen-science", "title": "First week", "line": "For newcomers.", "is_path": "on"}
    leader.post("/library/collections/new/", said)
    path = Collection.objects.get()
    assert "Nothing stands here yet" in client.get(path.get_absolute_url()).text
    leader.post(f"/library/{resource.pk}/place/", {"collection": path.pk, "note": "Begin here."})
    assert "Begin here." in client.get(f"{path.get_absolute_url()}?never=1").text
    assert "First week" in client.get("/library/?").text
    assert "First week" in client.get("/library/collections/").text
    row = path.placed.get()
    leader.post(f"{path.get_absolute_url()}{row.pk}/up/")
    leader.post(f"{path.get_absolute_url()}edit/", {"title": "Week one", "line": "For newcomers."})
    leader.post(f"{path.get_absolute_url()}{row.pk}/take-out/")
    leader.post(f"{path.get_absolute_url()}remove/")
    assert not Collection.objects.exists()


def test_a_retired_resource_says_why(as_, ana, client, resource):
    leader = as_(ana)
    assert leader.get(f"/library/{resource.pk}/retire/").status_code == 200
    leader.post(f"/library/{resource.pk}/retire/", {"answer": "Its makers took it down."})
    page = client.get(resource.get_absolute_url()).text
    assert "Its makers took it down." in page
    assert "ld+json" not in page
    assert resource.title not in client.get("/library/?never=1").text


@pytest.mark.parametrize("pk", [0, 999, 2**70])
def test_what_there_is_not_is_not_found(pk, client, as_, ben):
    assert client.get(f"/library/{pk}/").status_code == 404
    assert as_(ben).get(f"/library/collections/{pk}/").status_code == 404
