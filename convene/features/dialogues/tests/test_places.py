"""A tablet that begins anew for each visitor, and a frame on the museum's own site."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from convene.core.ledger.models import Entry
from convene.features.dialogues import actions, rules
from convene.features.dialogues.models import Arrival, Ballot, Kiosk, Statement, Vote
from convene.features.dialogues.views.way import link_of
from convene.lib.errors import NotPossible, Refusal

OURS = {"Origin": "http://testserver"}
SITE = "https://museum.example.org"


@pytest.fixture
def kiosk(dialogue, ana) -> Kiosk:
    return actions.put_up_kiosk(ana, dialogue, name="Entrance hall", seconds=60)


def visit(kiosk: Kiosk, browser: Client) -> str:
    """Step up to the tablet; gives the page that stands there."""
    assert browser.get(link_of(kiosk)).status_code == 200
    return browser.post(f"{kiosk.dialogue.get_absolute_url()}begin/", follow=True).text


def test_each_visitor_of_a_tablet_has_a_ballot_and_sees_nothing_of_the_one_before(kiosk, client, votes) -> None:
    here = kiosk.dialogue
    page = visit(kiosk, client)
    assert 'data-seconds="60"' in page
    assert "manage/" not in page
    votes(client, 1)
    client.post(f"{here.get_absolute_url()}say/", {"text": "Plant willows along the water."})
    assert "Keep a third" in client.get(f"{here.get_absolute_url()}mine/").text
    visit(kiosk, client)
    page = client.get(f"{here.get_absolute_url()}mine/").text
    assert "No vote yet" in page
    assert "willows" not in page
    votes(client, 1)
    kiosk.refresh_from_db()
    assert (Ballot.objects.count(), Vote.objects.count(), kiosk.begun) == (2, 2, 2)


def test_between_visitors_every_page_leads_to_the_beginning(kiosk, client) -> None:
    visit(kiosk, client)
    client.get(link_of(kiosk))
    for verb in ("", "mine/", "say/"):
        page = client.get(f"{kiosk.dialogue.get_absolute_url()}{verb}", follow=True)
        assert page.redirect_chain[-1][0] == link_of(kiosk)


def test_a_tablet_acts_as_nobody_even_if_a_convener_is_signed_in(kiosk, ana, as_) -> None:
    browser = as_(ana)
    visit(kiosk, browser)
    browser.post(f"{kiosk.dialogue.get_absolute_url()}say/", {"text": "Plant willows along the water."})
    assert Statement.objects.get(text="Plant willows along the water.").author is None


def test_a_tablet_has_a_limit_of_its_own_and_not_that_of_its_network(kiosk, device, client, monkeypatch) -> None:
    monkeypatch.setattr(rules, "CALM_HERE", 1)
    monkeypatch.setattr(rules.places, "MOST_AT_KIOSK", 3)
    device()
    for _turn in range(3):
        assert "Your vote" in visit(kiosk, client)
    client.get(link_of(kiosk))
    answer = client.post(f"{kiosk.dialogue.get_absolute_url()}begin/")
    assert (answer.status_code, "Very many have begun on this tablet" in answer.text) == (403, True)
    assert Ballot.objects.count() == 4
    assert Arrival.objects.filter(network=kiosk.network).count() == 3


def test_a_tablet_that_was_taken_out_of_use_begins_nothing(kiosk, ana, client) -> None:
    visit(kiosk, client)
    actions.end_kiosk(ana, kiosk)
    page = client.get(kiosk.dialogue.get_absolute_url(), follow=True)
    assert (page.status_code, "not in use any more" in page.text) == (410, True)
    assert client.post(f"{kiosk.dialogue.get_absolute_url()}begin/").status_code == 403
    assert Ballot.objects.count() == 1


def test_a_forged_link_opens_no_tablet(kiosk, convened, client) -> None:
    assert client.get(link_of(kiosk).replace(f"{kiosk.pk}:", f"{kiosk.pk + 1}:")).status_code == 404
    token = link_of(kiosk).split("/")[-2]
    assert client.get(f"{convened(question='Another?').get_absolute_url()}kiosk/{token}/").status_code == 404


def test_tablets_are_for_dialogues_that_are_open_to_all(convened, dialogue, ana, ben) -> None:
    for person, here in ((ben, dialogue), (ana, convened(access="members")), (ana, convened(access="codes"))):
        with pytest.raises(Refusal):
            actions.put_up_kiosk(person, here, name="Hall", seconds=60)
    assert not Kiosk.objects.exists()


def test_nobody_may_frame_it_until_sites_are_named_and_then_they_alone(dialogue, ana, client) -> None:
    address = f"{dialogue.get_absolute_url()}embed/"
    answer = client.get(address)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    actions.allow_sites(ana, dialogue, sites=[f"{SITE}/", "", SITE])
    dialogue.refresh_from_db()
    assert dialogue.site_list == [SITE]
    answer = client.get(address)
    assert f"frame-ancestors {SITE};" in answer["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in answer
    for verb in ("", "mine/", "manage/"):
        other = client.get(f"{dialogue.get_absolute_url()}{verb}")
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert Entry.objects.filter(verb="dialogues.framed").count() == 1


@pytest.mark.parametrize("site", ["http://museum.example.org", "https://*", "*", "https://a.org/x", "https://a.org; script-src *",
                                  "https://localhost", "javascript:alert(1)", "https://a.org https://b.org"])  # fmt: skip
def test_what_is_no_site_is_refused(site, dialogue, ana) -> None:
    with pytest.raises(NotPossible, match="is no site"):
        actions.allow_sites(ana, dialogue, sites=[site])


def test_one_votes_in_a_frame_without_a_token_and_from_nowhere_else(dialogue, ana, settings) -> None:
    actions.allow_sites(ana, dialogue, sites=[SITE])
    browser, address = Client(enforce_csrf_checks=True), f"{dialogue.get_absolute_url()}embed/"
    said = {"statement": dialogue.statements.get(number=1).pk, "vote": "agree"}
    for origin in ({}, {"Origin": SITE}, {"Origin": "null"}):
        assert browser.post(f"{address}begin/", headers=origin).status_code == 403
    assert browser.post(f"{address}begin/", headers=OURS).headers["Location"] == f"{address}?begun=1"
    assert browser.post(f"{address}vote/", said, headers={"Origin": SITE}).status_code == 403
    assert not Vote.objects.exists()
    assert browser.post(f"{address}vote/", said, headers=OURS).headers["Location"] == address
    page = browser.get(address).text
    assert (Vote.objects.count(), "csrfmiddlewaretoken" in page, "Manage" in page) == (1, False, False)
    assert "Keep a third" in browser.get(f"{address}mine/").text
    assert "Keep a third" not in browser.get(f"{dialogue.get_absolute_url()}mine/").text


def test_cookies_of_a_frame_stay_with_the_site_around_it(dialogue, settings) -> None:
    settings.IS_HTTPS = True
    answer = Client().post(f"{dialogue.get_absolute_url()}embed/begin/", headers=OURS)
    line = answer.cookies["framed-ballot"].output()
    for word in ("Partitioned", "SameSite=None", "Secure", "HttpOnly", f"Path={dialogue.get_absolute_url()}embed/"):
        assert word in line
    own = Client().post(f"{dialogue.get_absolute_url()}begin/").cookies["ballot"].output()
    assert "SameSite=Lax" in own
    assert "Partitioned" not in own


def test_where_a_browser_keeps_nothing_for_frames_the_page_says_so(dialogue, client) -> None:
    page = client.get(f"{dialogue.get_absolute_url()}embed/?begun=1").text
    assert "Your browser keeps nothing" in page
    assert 'target="_blank"' in page


def test_a_refusal_in_a_frame_stays_in_the_frame(dialogue, ana, client) -> None:
    actions.allow_sites(ana, dialogue, sites=[SITE])
    said = {"statement": dialogue.statements.get(number=1).pk, "vote": "agree"}
    answer = client.post(f"{dialogue.get_absolute_url()}embed/vote/", said, headers=OURS)
    assert (answer.status_code, "Begin first" in answer.text) == (422, True)
    assert SITE in answer["Content-Security-Policy"]


def test_those_who_run_it_find_links_and_snippet_and_nobody_else(kiosk, dialogue, ana, ben, as_) -> None:
    browser, address = as_(ana), f"{dialogue.get_absolute_url()}places/"
    assert browser.post(f"{address}sites/", {"sites": SITE}).status_code == 302
    page = browser.get(address).text
    assert f"http://testserver{link_of(kiosk)}" in page
    assert f'<iframe src="http://testserver{dialogue.get_absolute_url()}embed/"' in unescape(page)
    assert as_(ben).get(address).status_code == 403
