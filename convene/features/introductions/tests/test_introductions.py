"""Introductions: asked of somebody whom both know, agreed on by both, and silent about every no."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities.models import Membership
from convene.core.contact import actions as contact
from convene.core.contact.queries import recipients
from convene.core.contact.rules import may_write_to
from convene.core.institutions import actions as institutions
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.actions import set_visibility
from convene.core.people.models import How
from convene.core.teams.models import Member, Team
from convene.features.introductions import actions, personal
from convene.features.introductions.models import Introduction
from convene.features.introductions.queries import known_to_both
from convene.features.introductions.schedule import end_introductions
from convene.lib.errors import NotAllowed, NotPossible

WORDS = "How you lent your sensors to schools."


@pytest.fixture
def eve(person, listed):
    """Whom Ben would like to know: in a community that he cannot read, with Ana."""
    return person("Eve Stone", listed)


@pytest.fixture
def near(eve, community):
    """Eve comes to where Ben and Ana are."""
    Membership.objects.create(community=community, person=eve)
    return eve


@pytest.fixture
def asked(ana, ben, near):
    return actions.ask(ben, near, between=ana, words=WORDS)


def names(actor, other, text="") -> list[tuple[str, list[str]]]:
    return [(one.person.name, list(one.places)) for one in known_to_both(actor, other, text)]


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("entry__verb", flat=True))


def state(one, reader) -> str:
    return str(Introduction.objects.for_cards().get(pk=one.pk).state_for(reader))


def test_an_introduction_is_asked_for_passed_on_and_agreed_to(ana, ben, near, as_, mailoutbox):
    page = as_(ben).get("/introductions/to/eve-stone/").text
    assert "Ana Lima" in page
    assert "knows Eve Stone from Citizen Science" in page
    as_(ben).post("/introductions/to/eve-stone/", {"between": "ana-lima", "words": WORDS})
    one = Introduction.objects.get()
    assert (told(ana), told(near)) == (["introductions.asked"], [])
    assert as_(near).get(one.get_absolute_url()).status_code == 404
    assert "asks you to introduce them to Eve Stone" in as_(ana).get("/notifications/").text
    as_(ana).post(f"{one.get_absolute_url()}pass/", {"note": "She is lovely."})
    assert told(near) == ["introductions.passed"]
    page = as_(near).get(one.get_absolute_url()).text
    assert WORDS in page
    assert "She is lovely." in page
    as_(near).post(f"{one.get_absolute_url()}agree/")
    assert (told(ben), told(ana)[-1]) == (["introductions.agreed"], "introductions.agreed")
    assert "Ben Osei and Eve Stone are introduced" in as_(ben).get("/notifications/").text
    assert [mail.to for mail in mailoutbox] == [[ana.email], [near.email], [ben.email], [near.email]]
    assert not [mail for mail in mailoutbox for who in (ana, ben, near) if who.email in mail.body]


def test_an_address_is_shown_only_by_its_owner_and_only_after_a_yes(ana, ben, near, as_, mailoutbox):
    one = actions.ask(ben, near, between=ana, words=WORDS, shows_address=True)
    actions.pass_on(ana, one)
    address = one.get_absolute_url()
    assert ben.email not in as_(near).get(address).text
    assert ben.email not in as_(ana).get(address).text
    actions.agree(near, one)
    assert ben.email in as_(near).get(address).text
    assert near.email not in as_(ben).get(address).text
    assert ben.email not in as_(ana).get(address).text
    to_ben, to_eve = mailoutbox[-2:]
    assert "Reply-To" not in to_ben.extra_headers
    assert to_eve.extra_headers["Reply-To"] == ben.email
    contact.block(ben, near)
    assert ben.email not in as_(near).get(address).text


@pytest.mark.parametrize("who", ["between", "other"])
def test_a_no_is_silent_and_ends_when_everything_else_would(who, asked, ana, ben, near, as_):
    if who == "other":
        actions.pass_on(ana, asked)
    before = (told(ben), state(asked, ben), as_(ben).get(asked.get_absolute_url()).status_code)
    actions.decline(ana if who == "between" else near, asked)
    assert (told(ben), state(asked, ben), as_(ben).get(asked.get_absolute_url()).status_code) == before
    assert state(asked, ana) == ("passed on" if who == "other" else "answered with no")
    assert end_introductions.call() == 0
    Introduction.objects.update(ends_at=timezone.now())
    assert (end_introductions.call(), end_introductions.call()) == (1, 0)
    ended = Introduction.objects.get()
    assert (told(ben), ended.words, state(ended, ben)) == (["introductions.ended"], "", "came to nothing")


def test_both_write_to_each_other_afterwards_whatever_else_they_chose(asked, ana, ben, near):
    contact.accept_from(ben, accepts="nobody")
    actions.pass_on(ana, asked)
    actions.agree(near, asked)
    Membership.objects.filter(person=near).delete()
    contact.accept_from(near, accepts="communities")
    for one, other in ((ben, near), (near, ben)):
        (there,) = recipients(one, [other])
        assert may_write_to(one, there)


def test_whoever_wants_to_hear_of_nobody_is_left_alone_and_a_block_sounds_the_same(ana, ben, near):
    contact.accept_from(near, accepts="nobody")
    with pytest.raises(NotAllowed) as closed:
        actions.ask(ben, near, between=ana, words=WORDS)
    contact.accept_from(near, accepts="communities")
    contact.block(near, ben)
    with pytest.raises(NotAllowed) as blocked:
        actions.ask(ben, near, between=ana, words=WORDS)
    assert str(closed.value) == str(blocked.value)


@pytest.mark.parametrize("between", ["ana blocked ben", "eve blocked ana", "ana takes no messages"])
def test_nobody_is_asked_who_could_not_introduce(between, ana, ben, near):
    assert names(ben, near) == [("Ana Lima", ["Citizen Science"])]
    if between == "ana blocked ben":
        contact.block(ana, ben)
    elif between == "eve blocked ana":
        contact.block(near, ana)
    else:
        contact.accept_from(ana, accepts="nobody")
    assert names(ben, near) == []
    with pytest.raises(NotPossible, match="cannot be asked"):
        actions.ask(ben, near, between=ana, words=WORDS)


def test_a_block_meanwhile_stops_it_without_saying_so(asked, ana, ben, near):
    contact.block(near, ben)
    with pytest.raises(NotAllowed, match="cannot be brought together"):
        actions.pass_on(ana, asked)
    contact.unblock(near, ben)
    actions.pass_on(ana, asked)
    contact.block(near, ben)
    with pytest.raises(NotAllowed, match="cannot be brought together"):
        actions.agree(near, asked)


def test_places_that_the_asker_cannot_see_join_nobody(ana, ben, eve, cleo, person):
    assert names(ben, eve) == []  # Ana and Eve are in a community that Ben does not read
    here = Institution.objects.create(name="Hall of Tides")
    for one in (ana, eve):
        institutions.belong(one, here)
    assert names(ben, eve) == [("Ana Lima", ["Hall of Tides"])]
    set_visibility(ana, ana, levels={"institution": "nobody"})
    assert names(ben, eve) == []
    team = Team.objects.create(institution=here, name="Tide watchers")
    for one in (ana, eve):
        Member.objects.create(team=team, person=one)
    assert names(ben, eve) == []
    Member.objects.create(team=team, person=ben)
    assert names(ben, eve, "lim") == [("Ana Lima", ["Tide watchers"])]
    assert names(ben, eve, "zz") == names(cleo, eve) == []


def test_it_is_asked_once_at_a_time_three_times_a_day_and_taken_back(asked, ana, ben, near, person, community, as_):
    with pytest.raises(NotAllowed, match="You have asked for an introduction to Eve"):
        actions.ask(ben, near, between=ana, words=WORDS)
    actions.pass_on(ana, asked)
    as_(ben).post(f"{asked.get_absolute_url()}take_back/")
    near.refresh_from_db()
    assert (near.unread_notifications, Introduction.objects.get().words) == (0, "")
    again = actions.ask(ben, near, between=ana, words=WORDS)
    with pytest.raises(NotAllowed, match="cannot be brought together"):
        actions.pass_on(ana, again)  # Eve heard of Ben just now
    actions.ask(ben, person("Finn", community), between=ana, words=WORDS)
    with pytest.raises(NotAllowed, match="3 introductions today"):
        actions.ask(ben, person("Gus", community), between=ana, words=WORDS)


def test_what_has_waited_too_long_is_passed_on_no_more(asked, ana):
    Introduction.objects.update(asked_at=timezone.now() - dt.timedelta(days=15))
    with pytest.raises(NotAllowed, match="waited for too long"):
        actions.pass_on(ana, asked)


@pytest.mark.parametrize("verb", ["pass", "agree", "decline", "take_back"])
def test_each_of_the_three_does_their_own_part(verb, asked, ana, ben, near, dora, as_):
    own = {"pass": ana, "agree": None, "decline": ana, "take_back": ben}[verb]
    for one in (ana, ben, near, dora):
        wanted = 302 if one is own else 404 if one in (near, dora) else 403
        if wanted != 302:
            assert as_(one).post(f"{asked.get_absolute_url()}{verb}/").status_code == wanted
    assert as_(dora).get("/introductions/").text.count("Eve Stone") == 0


def test_nothing_is_left_of_whoever_leaves(asked, ana, near):
    personal.forget(ana, How.KEEP)
    assert not Introduction.objects.exists()
