"""Lists that come in: what becomes of each record, and what never comes twice."""

from __future__ import annotations

import base64
import re
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convene.core.communities.models import Membership
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.tags.actions import adopt
from convene.core.tags.queries import vocabulary
from convene.features.library import actions
from convene.features.library.actions.writing import Content
from convene.features.library.carrying import carry, plan
from convene.features.library.carrying.terms import Terms
from convene.features.library.models import Origin, Resource, Tagged, Version
from convene.lib.errors import NotAllowed, NotPossible
from convene.lib.records import Record
from convene.lib.records.reading import read_bytes

TABLE = """Title,Authors,URL,DOI,Why it fits,Type,Language,Licence,Topics,Year
Paying residents,Chidi Okafor; Delta,https://example.org/paying,10.5555/abc,Fits the week in which finance says no.,Report,English,CC BY-SA 4.0,Funding; Payroll,2021
Roles on one page,,https://example.org/roles,,,techreport,spa,https://creativecommons.org/publicdomain/zero/1.0/,health,2024
,,https://example.org/untitled,,,,,,,
"""
RIS = """TY  - RPRT
TI  - Paying residents who help
DO  - https://doi.org/10.5555/ABC
ER  -
TY  - RPRT
TI  - ROLES
UR  - http://www.example.org/roles/
ER  -
TY  - GEN
TI  - Only here
ER  -
"""


@pytest.fixture
def lists(db):
    """What a list would do to a community: `lists(text, community)`."""
    adopt(None)

    def look(text, community):
        return plan(community, read_bytes(text.encode()), name="list")

    return look


def slugs(resource) -> set[str]:
    return set(Tagged.objects.filter(resource=resource).values_list("term__slug", flat=True))


def test_what_does_not_say_why_it_fits_waits_and_nothing_is_on_the_shelf_unasked(lists, ana, community):
    looked = lists(TABLE, community)
    assert (looked.read, len(looked.new), looked.ready, len(looked.refused)) == (3, 2, 1, 1)
    assert not Resource.objects.exists()
    assert carry(ana, community, looked) == 2
    paying, roles = Resource.objects.order_by("pk")
    assert {paying.state, roles.state} == {"waiting"}
    assert (paying.authors, paying.context_note) == ("Chidi Okafor; Delta", "Fits the week in which finance says no.")
    assert paying.links == [["", "https://example.org/paying"], ["DOI", "https://doi.org/10.5555/abc"]]
    assert "About: Payroll." in paying.description
    assert slugs(paying) == {"report", "en", "cc-by-sa", "funding"}
    assert (roles.authors, roles.context_note, roles.year) == ("Not said", "", 2024)
    assert slugs(roles) == {"report", "es", "cc0", "health"}
    assert Version.objects.filter(number=1).count() == 2


def test_what_is_complete_goes_on_the_shelf_when_that_is_asked_for(lists, ana, community):
    carry(ana, community, lists(TABLE, community), publish=True)
    paying, roles = Resource.objects.order_by("pk")
    assert (paying.state, paying.published_at is not None, paying.review_on is not None) == ("published", True, True)
    assert roles.state == "waiting"
    assert Entry.objects.filter(verb="library.published", subject_id=paying.pk).exists()


def test_the_same_again_or_in_another_format_adds_nothing(lists, ana, community):
    carry(ana, community, lists(TABLE, community))
    again = lists(TABLE, community)
    assert (len(again.new), len(again.known), len(again.refused)) == (0, 2, 1)
    other = lists(RIS, community)
    assert ([one.record.title for one in other.new], len(other.known)) == (["Only here"], 2)
    carry(ana, community, other)
    assert not lists(RIS, community).new
    assert Resource.objects.count() == 3


def test_what_a_list_names_twice_comes_once(lists, ana, community):
    looked = lists("Title,URL\nOne,https://example.org/a\nTwo,http://www.example.org/a/\nThree\nthree!\n", community)
    assert (len(looked.new), len(looked.known)) == (2, 2)
    assert carry(ana, community, looked) == 2


def test_what_somebody_wrote_by_hand_is_known_by_its_links(lists, on_shelf, community):
    on_shelf(links=[("The sheet", "https://example.org/roles/?utm_source=mail")])
    looked = lists(TABLE, community)
    assert [record.title for record, _pk in looked.known] == ["Roles on one page"]


def test_a_reviewer_says_why_it_fits_and_only_then_can_it_be_published(lists, ana, community):
    carry(None, community, lists(TABLE, community))
    roles = Resource.objects.get(title="Roles on one page")
    with pytest.raises(NotAllowed, match="why it fits"):
        actions.publish(ana, roles)
    kinds = list(roles.terms.all())
    said = Content(title="Roles", authors="Delta", description="A sheet", context_note="For the second meeting", terms=kinds)
    actions.publish(ana, actions.revise(ana, roles, said))
    roles.refresh_from_db()
    assert roles.state == "published"


def test_what_has_no_kind_cannot_be_published(lists, ana, community):
    carry(None, community, lists("Title,Why it fits\nOne,It does\n", community))
    with pytest.raises(NotPossible, match="what kind of thing"):
        actions.publish(ana, Resource.objects.get())


def test_those_who_keep_order_are_told_once(lists, ana, ben, community):
    Membership.objects.filter(person=ben, community=community).update(role="moderator")
    carry(ana, community, lists(TABLE, community))
    assert Notification.objects.filter(entry__verb="library.list_came").values_list("person", flat=True).get() == ben.pk


def test_who_may_bring_a_list_in(lists, ana, ben, cleo, dora, community):
    looked = lists(TABLE, community)
    for person in (ben, cleo):
        with pytest.raises(NotAllowed):
            carry(person, community, looked)
    assert not Resource.objects.exists()
    assert carry(dora, community, looked) == 2


def test_two_who_bring_in_the_same_list_at_once_make_one_of_each(lists, ana, community):
    first, second = lists(TABLE, community), lists(TABLE, community)
    assert (carry(ana, community, first), carry(ana, community, second)) == (2, 0)
    assert Origin.objects.count() == 3


def test_a_record_of_any_size_fits(lists, ana, community):
    long = "x" * 3000
    looked = lists(f"Title,Authors,URL,Why it fits,Abstract,Topics\n{long},{';'.join(f'Ana {n}' for n in range(60))},https://example.org/{long},{long},{long * 5},{'a;' * 99}\n", community)
    assert carry(ana, community, looked) == 1
    one = Resource.objects.get()
    assert len(one.title) <= 200
    assert one.authors.endswith("et al.")
    assert len(one.context_note) <= 600


@pytest.mark.parametrize(("said", "slug"), [
    ("CC-BY 4.0", "cc-by"), ("http://creativecommons.org/licenses/by-nc-sa/3.0/us/", "cc-by-nc-sa"), ("cc0", "cc0"),
    ("All rights reserved", "all-rights-reserved"), ("Dominio público", "public-domain"), ("MIT", None), ("accby", None),
])  # fmt: skip
def test_licences_are_known_by_name_and_address(db, said, slug):
    adopt(None)
    found, _unknown = Terms(vocabulary()).of(Record(licence=said))
    assert [term.slug for term in found] == ([slug] if slug else [])


def test_an_import_of_many_asks_few_queries(lists, ana, community, django_assert_max_num_queries):
    rows = "".join(f"Resource {number},https://example.org/{number},health; funding\n" for number in range(150))
    looked = lists(f"Title,URL,Topics\n{rows}", community)
    with django_assert_max_num_queries(150 + 30):  # a line of the ledger each
        assert carry(ana, community, looked) == 150


def give(client, community, text, **more):
    upload = SimpleUploadedFile("list.csv", text.encode())
    return client.post("/library/import/", {"community": community.slug, "file": upload, **more})


def kept_in(page) -> str:
    return re.search(r'name="kept" value="([^"]+)"', page.text)[1]


def test_a_leader_sees_what_would_come_in_and_then_brings_it_in(as_, ana, community, lists):
    page = give(as_(ana), community, TABLE)
    assert page.status_code == 200
    for words in ("Paying residents", "say why they fit", "line 4", "It has no title.", "Bring in 2 resources"):
        assert words in page.text
    assert not Resource.objects.exists()
    done = as_(ana).post("/library/import/", {"community": community.slug, "kept": kept_in(page), "do": "carry", "publish": "on"})
    assert done["Location"] == "/library/review/"
    assert sorted(Resource.objects.values_list("state", flat=True)) == ["published", "waiting"]
    queue = as_(ana).get("/library/review/").text
    assert "Roles on one page" in queue
    assert "From a list" in queue
    waiting = Resource.objects.get(state="waiting")
    assert "Nobody has said yet why it fits" in as_(ana).get(waiting.get_absolute_url()).text


def test_columns_that_nobody_can_guess_are_asked_for(as_, ana, community, lists):
    page = give(as_(ana), community, "Was,Wo\nRollen,https://example.org/r\n")
    assert page.status_code == 422
    assert "No column holds the titles" in page.text
    again = {"community": community.slug, "kept": kept_in(page), "column_0": "title", "column_1": "url"}
    assert "Bring in 1 resource" in as_(ana).post("/library/import/", again).text
    as_(ana).post("/library/import/", {**again, "do": "carry"})
    assert Resource.objects.get().links == [["", "https://example.org/r"]]


@pytest.mark.parametrize(("text", "why"), [
    ("", "file is empty"), ("%PDF-1.7 x", "This is a PDF file"), ("{", "not JSON"), ("x" * 1_100_000, "too long for the browser"),
    ("Title\n" + "".join(f"Thing {n}\n" for n in range(1001)), "too long for the browser"),
])  # fmt: skip
def test_a_file_that_is_no_list_is_refused_on_the_page(as_, ana, community, lists, text, why):
    page = give(as_(ana), community, text)
    assert page.status_code == 422
    assert why in page.text


@pytest.mark.parametrize("kept", ["", "!!!", base64.b64encode(b"no").decode(), base64.b64encode(zlib.compress(b"0" * 10**8)).decode()])
def test_what_does_not_come_back_as_it_went_is_refused(as_, ana, community, lists, kept):
    assert as_(ana).post("/library/import/", {"community": community.slug, "kept": kept, "do": "carry"}).status_code == 422
    assert not Resource.objects.exists()


def test_members_are_told_who_brings_lists_in(as_, ben, community, lists):
    page = as_(ben).get("/library/import/")
    assert page.status_code == 403
    assert "those who keep order" in page.text
    assert give(as_(ben), community, TABLE, do="carry").status_code == 403
    assert not Resource.objects.exists()
