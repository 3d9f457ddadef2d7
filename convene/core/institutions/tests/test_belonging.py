"""Where people work, and who keeps the page of an institution."""

from __future__ import annotations

import pytest
from django.urls import reverse

from convene.core.institutions import actions, rules
from convene.core.institutions.models import Claim, Institution, Pair
from convene.core.notifications.models import Notification
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def hall(db) -> Institution:
    """Its people have addresses at example.org, as everybody here."""
    return Institution.objects.create(name="Hall of Tides", place="Puebla", country="MX", website="https://www.example.org")


def test_whoever_says_where_they_work_has_it_in_their_profile_and_stands_on_its_page(hall, ben, cleo, as_, client):
    as_(ben).post(reverse("institutions:belong", args=[hall.pk]))
    ben.refresh_from_db()
    assert ben.institution == "Hall of Tides"
    assert ben.name in as_(cleo).get(hall.get_absolute_url()).text
    assert ben.name not in client.get(hall.get_absolute_url()).text
    as_(ben).post(reverse("institutions:stop_belonging", args=[hall.pk]))
    assert ben.name not in as_(cleo).get(hall.get_absolute_url()).text
    ben.refresh_from_db()
    assert ben.institution == "Hall of Tides"


def test_one_works_at_one_place(hall, ben):
    other = Institution.objects.create(name="Dome")
    actions.belong(ben, hall)
    actions.belong(ben, other)
    assert actions.belong(ben, other).institution == other
    assert not hall.belongings.exists()


def test_whoever_hides_their_institution_is_not_on_its_page(hall, ben, cleo, dora, as_):
    actions.belong(ben, hall)
    ben.visibility = {"institution": "nobody"}
    ben.save()
    assert ben.name not in as_(cleo).get(hall.get_absolute_url()).text
    assert ben.name in as_(dora).get(hall.get_absolute_url()).text


def test_a_claim_goes_to_staff_and_whoever_keeps_the_page_changes_it(hall, ben, dora, as_):
    page, browser = hall.get_absolute_url(), as_(ben)
    assert "Claim this page" in browser.get(page).text
    browser.post(f"{page}claim/", {"note": "I run the floor."})
    asked = Claim.objects.get()
    assert asked.address == "ben-osei@example.org"
    assert Notification.objects.filter(person=dora).exists()
    assert "You have claimed this page" in browser.get(page).text
    assert "I run the floor." in as_(dora).get(asked.get_absolute_url()).text
    as_(dora).post(asked.get_absolute_url(), {"answer": "yes"})
    assert Notification.objects.filter(person=ben).exists()
    assert "you keep the page of Hall of Tides now" in browser.get("/notifications/").text
    assert browser.get(f"{page}edit/").status_code == 200
    said = {"name": "Hall of Rivers", "kind": "science", "place": "Puebla", "country": "MX", "size": "small", "website": "x.org"}
    assert browser.post(f"{page}edit/", said).status_code == 302
    hall.refresh_from_db()
    assert (hall.name, hall.kind, hall.find_as) == ("Hall of Rivers", "science", " hall of rivers puebla")
    assert hall.edited_at
    assert hall.belongings.get().person == ben


def test_a_claim_needs_an_address_there(hall, ben, person):
    hall.website = "https://museum.test"
    with pytest.raises(NotPossible, match=r"museum\.test"):
        actions.claim(ben, hall)
    hall.website = ""
    assert actions.claim(ben, hall).address == "ben-osei@example.org"
    eve = person("Eve Free")
    eve.emailaddress_set.update(email="eve@gmail.com")
    with pytest.raises(NotPossible, match="address at work"):
        actions.claim(eve, hall)


@pytest.mark.parametrize(("website", "address", "fits"), [
    ("https://www.tides.org/visit", "a@tides.org", True),
    ("https://tides.org", "a@staff.tides.org", True),
    ("https://musees.isere.fr", "a@isere.fr", True),
    ("https://tides.org", "a@eviltides.org", False),
    ("https://tides.org", "a@tides.org.evil.net", False),
    ("https://tides.gmail.com", "a@gmail.com", False),
])  # fmt: skip
def test_an_address_speaks_for_its_own_domain(website, address, fits, hall, ben):
    hall.website = website
    ben.emailaddress_set.update(email=address)
    if fits:
        assert actions.claim(ben, hall).address == address
    else:
        with pytest.raises(NotPossible):
            actions.claim(ben, hall)


def test_an_address_that_is_not_confirmed_speaks_for_nothing(hall, ben):
    ben.emailaddress_set.update(verified=False)
    with pytest.raises(NotPossible):
        actions.claim(ben, hall)


def test_a_claim_that_is_refused_says_why_and_can_be_made_again(hall, ben, dora, as_):
    asked = actions.claim(ben, hall)
    with pytest.raises(NotAllowed):
        actions.claim(ben, hall)
    as_(dora).post(asked.get_absolute_url(), {"answer": "no"})
    assert Claim.objects.waiting().exists()
    as_(dora).post(asked.get_absolute_url(), {"answer": "no", "reason": "Ask your director first."})
    assert "Ask your director first." in as_(ben).get(asked.get_absolute_url()).text
    assert not rules.may_edit(ben, hall)
    with pytest.raises(NotPossible):
        actions.accept_claim(dora, asked)
    assert actions.claim(ben, hall)


def test_an_institution_can_be_claimed_by_two_and_each_is_told(hall, ben, cleo, dora, as_):
    actions.accept_claim(dora, actions.claim(ben, hall))
    assert "keeps the page already" in as_(cleo).get(f"{hall.get_absolute_url()}claim/").text
    second = actions.claim(cleo, hall)
    assert ben.name in as_(dora).get(second.get_absolute_url()).text
    assert ben.name not in as_(cleo).get(second.get_absolute_url()).text
    actions.accept_claim(dora, second)
    assert rules.may_edit(cleo, hall)
    assert rules.may_edit(ben, hall)


def test_nobody_answers_their_own_claim_or_sees_that_of_others(hall, ben, cleo, dora, as_):
    own = actions.claim(dora, hall)
    with pytest.raises(NotAllowed):
        actions.accept_claim(dora, own)
    other = actions.claim(ben, hall)
    assert as_(cleo).get(other.get_absolute_url()).status_code == 404
    assert as_(ben).post(other.get_absolute_url(), {"answer": "yes"}).status_code == 403
    assert "No claims" in as_(cleo).get("/institutions/claims/").text


def test_people_of_what_turned_out_to_be_another_work_at_that_one(hall, ben, cleo, dora):
    twin = Institution.objects.create(name="Hall of Tides Inc", website=hall.website)
    actions.belong(ben, twin)
    actions.accept_claim(dora, actions.claim(ben, twin))
    actions.settle(dora, Pair.objects.create(first=hall, second=twin), is_one=True)
    assert hall.belongings.get().person == ben
    assert rules.may_edit(ben, hall)
    twin.refresh_from_db()
    assert not rules.may_belong(cleo, twin)
