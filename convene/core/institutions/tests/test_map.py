"""The map on the list of institutions says what the list says."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from convene.core.institutions.models import Institution

LINK = re.compile(r'<a href="([^"]+)" aria-label="([^"]+)"><circle')


@pytest.fixture
def some(db) -> list[Institution]:
    """Three in one town, two elsewhere, and one of which it is not known where it is."""
    told = [
        ("Alpha", 45.76, 4.83),
        ("Beta", 45.77, 4.85),
        ("Gamma", 45.75, 4.86),
        ("Delta", 29.95, -90.06),
        ("Epsilon", -1.28, 36.8),
    ]
    made = [
        Institution(name=f"{name} Museum", latitude=north, longitude=east, source_id=name) for name, north, east in told
    ]
    made.append(Institution(name="Zeta Museum", kind="zoo", source_id="Zeta"))
    for one in made:
        one.save()
    return made


def links(client: Client, query: str = "") -> list[tuple[str, str]]:
    page = client.get(f"/institutions/{query}").text
    return [(address.replace("&amp;", "&"), words) for address, words in LINK.findall(page)]


def test_circles_lead_to_the_list_of_what_lies_there_and_points_to_one(some, client):
    found = {words: address for address, words in links(client)}
    assert found["Delta Museum"] == some[3].get_absolute_url()
    (several,) = [address for words, address in found.items() if "such as" in words]
    page = client.get(f"/institutions/{several}").text
    assert [
        name for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta") if f">{name} Museum</a>" in page
    ] == ["Alpha", "Beta", "Gamma"]
    assert "3 institutions in this part of the map" in page
    assert "Show the whole map" in page


def test_those_without_coordinates_are_named_as_such(some, client):
    assert "1 of them has no coordinates" in client.get("/institutions/").text
    page = client.get("/institutions/?kind=zoo").text
    assert "None of these has coordinates" in page
    assert '<svg class="earth"' not in page
    assert "Zeta Museum" in page


def test_the_map_follows_what_is_looked_for(some, client):
    assert [words for _address, words in links(client, "?q=alpha")] == ["Alpha Museum"]
    addresses = [address for address, words in links(client, "?kind=other") if "such as" in words]
    assert all(address.startswith("?kind=other&box=") for address in addresses)


@pytest.mark.parametrize(
    "box",
    [
        "",
        "1",
        "a,b,c,d",
        "1,2,3",
        "nan,0,1,1",
        "inf,0,1,1",
        "5,5,1,1",
        "1e400,0,1,1",
        "0,0,1,1,1",
        "٣,0,4,1",
        "-1e9,0,1e9,1",
        "0,0,1e-300,1e-300",
    ],
)
def test_a_box_that_is_none_is_left_out_or_empty(box, some, client):
    page = client.get("/institutions/", {"box": box})
    assert page.status_code == 200


def test_a_part_of_the_map_in_which_nothing_is_leads_back(some, client):
    page = client.get("/institutions/?box=100,0,110,10").text
    assert "No institution fits" in page
    assert "See all institutions" in page


def test_tens_of_thousands_are_a_light_page_of_few_queries(db, client, django_assert_max_num_queries):
    spots = [((number * 137.5) % 340 - 170, (number * 61.8) % 120 - 55) for number in range(3000)]
    Institution.objects.bulk_create(
        Institution(name=f"Museum {number}", find_as=f" museum {number}", longitude=east, latitude=north)
        for number, (east, north) in enumerate(spots)
    )
    with django_assert_max_num_queries(5):
        page = client.get("/institutions/")
    drawn = re.search(r"<svg class=\"earth\".*?</svg>", page.text, re.S)
    assert drawn
    assert len(drawn[0]) < 20_000
    counts = [int(said) for said in re.findall(r"<text[^>]*>(\d+)</text>", drawn[0])]
    assert sum(counts) + drawn[0].count('class="point"') == 3000


def test_the_map_and_the_list_say_the_same_cell_by_cell(db, client):
    spots = [((number * 7.31) % 30 - 5, (number * 3.17) % 20 + 40) for number in range(200)]
    Institution.objects.bulk_create(
        Institution(name=f"Museum {number}", find_as=f" museum {number}", longitude=east, latitude=north)
        for number, (east, north) in enumerate(spots)
    )
    for address, words in links(client):
        if "such as" in words:
            assert f"{words.split()[0]} institutions in this part" in client.get(f"/institutions/{address}").text
