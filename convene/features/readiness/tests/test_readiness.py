"""A team rates alone, shares, and finds where it stands."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from convene.core.frameworks.actions import adopt, ready_made
from convene.core.frameworks.models import Edition
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.core.rounds.models import Round
from convene.core.teams import actions as teams
from convene.core.teams.models import Member
from convene.features.readiness import actions, personal, queries
from convene.features.readiness.actions import Said
from convene.features.readiness.models import Finding, Rating, Sheet
from convene.lib.errors import NotAllowed, NotPossible

TIME, PAY = "ready-time", "ready-pay"


def said(level=None, key=TIME, **words) -> list[Said]:
    return [Said(key, level, **words)]


def address(name: str, round: Round) -> str:
    return reverse(f"readiness:{name}", args=[round.pk])


def test_a_team_rates_alone_shares_and_finds_where_it_stands(team, ana, ben, as_):
    begun = as_(ana).post(reverse("readiness:begin", args=[team.pk]))
    round = Round.objects.get()
    assert begun.headers["Location"] == address("sheet", round)
    assert "It is done by goodwill" in as_(ana).get(begun.headers["Location"]).text
    sent = {f"{TIME}-level": "2", f"{TIME}-needs": "A day a week", f"{TIME}-assets": "Rosa does it", "is_named": "on", "share": "yes"}
    as_(ana).post(address("sheet", round), sent)
    as_(ben).post(address("sheet", round), {f"{TIME}-level": "3", f"{TIME}-needs": "An assistant", "share": "yes"})
    assert "2 of 2 in the team have shared" in as_(ben).get(address("round", round)).text
    closed = as_(ben).post(address("close", round), {"revisit_on": ""})
    page = as_(ana).get(closed.headers["Location"]).text
    assert "From level 2 to level 3, with 2½ in the middle." in page
    assert "Towards level 3:" in page
    assert "What could help" in page
    assert reverse("help:panel", args=[team.pk, f"dimension:{TIME}"]) in page
    asked = {"about": f"dimension:{TIME}", "round": round.pk, "text": "Free the Fridays", "owner": "", "due_on": "", "back": address("round", round)}
    as_(ben).post(reverse("steps:add", args=[team.pk]), asked)
    page = as_(ana).get(address("round", round)).text
    assert "Free the Fridays" in page
    for words in ("A day a week", "Rosa does it", "An assistant"):
        assert words in page
    assert page.count(f"— {ana.name}") == 2, "her name stands beside her words"
    assert f"— {ben.name}" not in page, "his does not"
    assert Notification.objects.filter(person=ana, reason="found").exists()
    assert "closed a round: Readiness" in as_(ana).get("/notifications/").text


def test_a_draft_is_its_writers_alone_and_does_not_count(round, ana, ben, as_):
    actions.keep(ana, round, said=said(2, needs="Quietly"))
    assert "A draft that only you see" in as_(ana).get(address("sheet", round)).text
    assert "Quietly" in as_(ana).get(address("sheet", round)).text
    actions.share(ben, round, said=said(3))
    actions.close(ben, round)
    assert not Finding.objects.exists()
    page = as_(ben).get(address("round", round)).text
    assert "Quietly" not in page
    assert "One person rated, so no number is shown" in page


def test_what_was_shared_can_be_taken_back_until_the_round_is_closed(round, ana, ben):
    for person in (ana, ben):
        actions.share(person, round, said=said(2))
    actions.keep(ana, round, said=said(2))
    assert queries.how_many_shared(round) == 1
    actions.share(ana, round, said=said(4))
    actions.close(ben, round)
    assert Finding.objects.get().standing.highest == 4
    for late in (actions.keep, actions.share):
        with pytest.raises(NotAllowed, match="over"):
            late(ana, round, said=said(1))
    with pytest.raises(NotAllowed):
        actions.close(ana, round)


def test_nothing_is_shared_without_a_level_and_no_level_is_made_up(round, ana, as_):
    with pytest.raises(NotPossible, match="at least one"):
        actions.share(ana, round, said=said(needs="Everything"))
    page = as_(ana).post(address("sheet", round), {f"{TIME}-needs": "Everything", "share": "yes"})
    assert page.status_code == 422
    assert "Everything" in page.text
    for wrong in (said(5), said(0), said(2, key="no-such-dimension")):
        with pytest.raises(NotPossible, match="another version"):
            actions.share(ana, round, said=wrong)
    assert as_(ana).post(address("sheet", round), {f"{TIME}-level": "9", "share": "yes"}).status_code == 422
    assert not Sheet.objects.exists()


def test_a_dimension_that_one_person_rated_has_no_number(round, ana, ben, as_):
    actions.share(ana, round, said=[*said(2), *said(1, key=PAY)])
    actions.share(ben, round, said=said(2))
    actions.close(ana, round)
    page = as_(ben).get(address("round", round)).text
    assert "All who rated it chose level 2." in page
    assert "No number: fewer than two people rated it." in page
    assert Finding.objects.count() == 1


def test_the_trend_stands_over_rounds_and_what_one_said_stands_beside_the_box(team, round, ana, ben, as_):
    for person in (ana, ben):
        actions.share(person, round, said=said(1, needs="An hour"))
    actions.close(ana, round)
    second = actions.begin(ana, team)
    page = as_(ana).get(address("sheet", second)).text
    assert "Last time you chose level 1." in page
    assert "Needs: An hour" in page
    for person in (ana, ben):
        actions.share(person, second, said=said(3))
    actions.close(ana, second)
    page = as_(ben).get(address("round", second)).text
    assert "Staff time, round by round" in page
    assert "round by round" not in as_(ben).get(address("round", round)).text, "the first has nothing before it"


def test_a_team_of_one_is_told_what_is_missing(team, ana, ben, as_):
    Member.objects.filter(person=ben).delete()
    page = as_(ana).get(reverse("readiness:record", args=[team.pk])).text
    assert "until a second person rates too" in page
    round = actions.begin(ana, team)
    assert "You are alone in this team" in as_(ana).get(address("sheet", round)).text
    actions.share(ana, round, said=said(2))
    assert "no number is shown" in as_(ana).get(address("close", round)).text
    actions.close(ana, round)
    assert "Two at least make one" in as_(ana).get(address("round", round)).text


def test_a_round_without_ratings_says_so(round, ana, as_):
    actions.close(ana, round)
    assert "Nobody rated in this round" in as_(ana).get(address("round", round)).text


def test_whoever_left_before_the_close_does_not_count_and_after_it_nothing_changes(team, round, ana, ben, person, as_):
    cleo = person("Cleo")
    Member.objects.create(team=team, person=cleo)
    for who, level in ((ana, 2), (ben, 2), (cleo, 4)):
        actions.share(who, round, said=said(level, needs=f"Needed by {who}"))
    teams.leave(cleo, team)
    actions.close(ana, round)
    before = as_(ana).get(address("round", round)).text
    assert "All who rated it chose level 2." in before
    assert "Needed by Cleo" not in before
    teams.leave(ben, team)
    after = as_(ana).get(address("round", round)).text
    assert "All who rated it chose level 2." in after
    assert as_(ben).get(address("round", round)).status_code == 404


def test_a_round_keeps_to_the_edition_that_it_began_with(team, round, ana, ben, as_):
    source = ready_made("readiness").replace("ready-time", "ready-hours").replace("Staff time", "Hours")
    adopt(None, kind="readiness", source=source)
    assert "newer text" in as_(ana).get(address("sheet", round)).text
    for person in (ana, ben):
        actions.share(person, round, said=said(2))
    actions.close(ana, round)
    assert "Staff time" in as_(ana).get(address("round", round)).text
    second = actions.begin(ana, team)
    page = as_(ana).get(address("sheet", second)).text
    assert "Hours" in page
    assert "newer text" not in page
    with pytest.raises(NotPossible, match="another version"):
        actions.share(ana, second, said=said(2))


def test_a_site_without_a_text_says_so(team, ana, as_):
    team.rounds.all().delete()
    from_before = reverse("readiness:record", args=[team.pk])
    Edition.objects.all().delete()
    assert "There is no text here yet" in as_(ana).get(from_before).text
    with pytest.raises(NotPossible, match="no text"):
        actions.begin(ana, team)


def test_nobody_else_finds_it(team, round, cleo, dora, as_, client):
    for name in ("round", "sheet", "close"):
        for who in (cleo, dora):
            assert as_(who).get(address(name, round)).status_code == 404
        assert client.get(address(name, round)).status_code == 302
    for who in (cleo, dora):
        assert as_(who).get(reverse("readiness:record", args=[team.pk])).status_code == 404
        with pytest.raises(NotAllowed):
            actions.share(who, round, said=said(2))
        with pytest.raises(NotAllowed):
            actions.begin(who, team)


def test_the_ledger_tells_nothing_of_what_was_said(round, ana, ben):
    actions.keep(ana, round, said=said(1))
    actions.share(ana, round, said=said(1))
    actions.share(ben, round, said=said(4))
    actions.keep(ben, round, said=said(4))
    lines = Entry.objects.filter(verb="readiness.rated")
    assert {(one.subject_kind, one.subject_id, json.dumps(one.facts)) for one in lines} == {("rounds.round", round.pk, "{}")}
    assert lines.count() == 2, "that they have begun, and nothing after that"


def test_what_one_chooses_is_kept_at_once_and_takes_nothing_back(round, ana, as_):
    browser, where = as_(ana), address("sheet", round)
    assert 'hx-trigger="change"' in browser.get(where).text
    kept = browser.post(where, {f"{TIME}-level": "2"}, headers={"HX-Request": "true"})
    assert "A draft that only you see." in kept.text
    assert Rating.objects.get().level == 2
    browser.post(where, {f"{TIME}-level": "3", "share": "yes"})
    late = browser.post(where, {f"{TIME}-level": "1"}, headers={"HX-Request": "true"})
    assert late.status_code == 422
    assert Rating.objects.get().level == 3
    assert Sheet.objects.get().shared_at
    assert 'hx-trigger="change"' not in browser.get(where).text, "what counts changes by a button alone"


def test_ones_own_is_given_and_forgotten(round, ana, ben):
    actions.share(ana, round, said=said(1, needs="Ink"), is_named=True)
    actions.share(ben, round, said=said(4, needs="Paper"))
    (section,) = personal.given(ana)
    assert [(row["part"], row["level"], row["needs"]) for row in section.rows] == [(TIME, 1, "Ink")]
    actions.close(ana, round)
    was = queries.result(round).rows[1].standing
    personal.forget(ana, How.ANONYMOUS)
    assert not Rating.objects.filter(needs="Ink", level__isnull=False).exists()
    assert queries.result(round).rows[1].needs[0] == queries.Note("Ink")
    personal.forget(ben, How.REMOVE)
    found = queries.result(round)
    assert (found.rows[1].standing, found.people) == (was, 2)
    assert [note.text for note in found.rows[1].needs] == ["Ink"]


def test_the_next_round_begins_on_a_day_that_can_be(round, ana, as_):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    page = as_(ana).post(address("close", round), {"revisit_on": yesterday.isoformat()})
    assert page.status_code == 422
    assert "Choose a day after today" in page.text
    assert Round.objects.get().is_open


def test_the_page_of_the_team_leads_there(team, ana, as_):
    assert "Begin with readiness" in as_(ana).get(team.get_absolute_url()).text
    round = actions.begin(ana, team)
    assert address("round", round) in as_(ana).get(team.get_absolute_url()).text
    actions.close(ana, round)
    assert "See where you stand" in as_(ana).get(team.get_absolute_url()).text
