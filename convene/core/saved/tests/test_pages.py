"""The pages of saved searches."""

from __future__ import annotations

from html import unescape

import pytest

from convene.core.saved import actions
from convene.core.saved.models import Search


def test_a_search_is_saved_from_its_page_and_found_again(ben, community, topic, as_):
    browser = as_(ben)
    page = browser.get("/search/", {"q": 'drift "sensor kits"', "kind": "post"})
    address = "/saved/new/?on=search&q=drift+%22sensor+kits%22&kind=post"
    assert address in unescape(page.text)
    form = browser.get(address)
    assert "“drift &#34;sensor kits&#34;” · Topics" in form.text
    answer = browser.post(address, {"name": "", "mail": "weekly"})
    assert answer.headers["Location"] == "/saved/"
    search = Search.objects.get()
    assert (search.said, search.mail, search.name) == ({"text": 'drift "sensor kits"', "kind": "post"}, "weekly", "")
    assert "Once a week" in browser.get("/saved/").text


def test_the_proposed_name_stays_a_proposal_and_another_is_kept(ben, as_):
    browser = as_(ben)
    browser.post("/saved/new/?on=search&q=drift", {"name": "“drift”", "mail": "daily"})
    search = Search.objects.get()
    assert search.name == ""
    browser.post(search.get_absolute_url(), {"name": "All that drifts", "mail": "never"})
    search.refresh_from_db()
    assert (search.name, search.mail) == ("All that drifts", "never")


@pytest.mark.parametrize(
    "address", ["?on=search", "?on=search&q=%21%21", "?on=search&q=x&community=directors", "?on=library&topic=nowhere"]
)
def test_what_asks_for_nothing_or_for_what_is_not_there_is_not_saved(address, ben, hidden, as_):
    browser = as_(ben)
    assert "nothing in this search to save" in browser.get(f"/saved/new/{address}").text
    assert browser.post(f"/saved/new/{address}", {"mail": "daily"}).status_code == 422
    assert not Search.objects.exists()


def test_pages_that_there_are_not_are_missing(ben, as_):
    assert as_(ben).get("/saved/new/?on=nowhere&q=x").status_code == 404
    assert as_(ben).get("/saved/99999999999999999999/").status_code == 404


def test_a_search_is_paused_goes_on_and_is_deleted(ben, cleo, as_):
    search = actions.save(ben, page="search", said={"text": "drift"})
    browser, path = as_(ben), search.get_absolute_url()
    assert as_(cleo).post(f"{path}pause/").status_code == 404
    browser.post(f"{path}pause/")
    assert "Paused" in browser.get("/saved/").text
    browser.post(f"{path}resume/")
    search.refresh_from_db()
    assert search.paused_at is None
    assert "Delete this saved search?" in browser.get(f"{path}delete/").text
    browser.post(f"{path}delete/")
    assert not Search.objects.exists()
    assert "No saved searches yet" in browser.get("/saved/").text


def test_the_list_asks_the_same_however_many_there_are(ben, as_, django_assert_max_num_queries):
    browser = as_(ben)
    for number in range(30):
        actions.save(
            ben,
            page="search" if number % 2 else "library",
            said={"text": f"drift {number}"} if number % 2 else {"topic": [f"t{number}"]},
        )
    browser.get("/saved/")
    with django_assert_max_num_queries(12):
        page = browser.get("/saved/")
    assert page.text.count("drift") > 10
