"""From a gap to help: what may be read, each with its reason, and nobody learns what was asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.contact import actions as contact
from convene.core.frameworks.actions import begin as take_up
from convene.core.help.queries import helping
from convene.core.help.subjects import Subject, subject_of
from convene.core.institutions import actions as institutions
from convene.core.institutions.models import Institution
from convene.core.ledger.models import Entry
from convene.core.people import actions as people
from convene.core.search.following import bring_up_to_date
from convene.core.search.models import Past, Popular
from convene.core.tags.actions import adopt
from convene.core.tags.models import Term
from convene.core.teams.models import Member, Team
from convene.features.discussions import actions as discussions
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.mentoring import actions as mentoring

GAP = Subject("skill:evaluation", "Evaluation of listening sessions", ("Evaluation",))


@pytest.fixture
def team(cleo) -> Team:
    """Cleo's, at the Hall of Tides; Cleo is in no community."""
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    Member.objects.create(team=team, person=cleo, role="lead")
    return team


def shelve(by, where, title: str, note: str = "It fits small teams.") -> None:
    adopt(None)
    terms = list(Term.objects.filter(slug__in=("guide", "en", "cc-by")))
    said = {"authors": "Hill", "description": "A *guide*.", "context_note": note}
    library.publish(by, library.propose(by, where, Content(title=title, terms=terms, **said)))


def ask(by, answerer, where, title: str) -> None:
    topic = discussions.start(by, where, title=title, body="How?", kind="question")
    discussions.accept(by, discussions.reply(answerer, topic, body="So."))


def found(actor, team, subject=GAP):
    bring_up_to_date()
    return helping(actor, team, subject)


def test_people_answers_and_resources_say_why_they_are_shown(team, ana, ben, cleo, community):
    people.edit_profile(ben, ben, name="Ben Osei", can_help_with="listening sessions")
    shelve(ana, community, "Listening sessions that end well")
    ask(ben, ana, community, "How long is a listening session?")
    told = found(cleo, team)
    assert {one.person.name: list(one.reasons) for one in told.people} == {
        "Ana Lima": ["answered a question about listening, sessions"],
        "Ben Osei": ["can help with listening sessions"],
    }
    assert [(one.title, one.why, one.note) for one in told.resources] == [
        ("Listening sessions that end well", "about listening, sessions", "It fits small teams.")
    ]
    assert [(one.title, one.why) for one in told.topics] == [
        ("How long is a listening session?", "answered · about listening, sessions")
    ]


def test_what_the_library_has_under_the_terms_of_the_text_comes_after(team, ana, cleo, community):
    adopt(None)
    term = Term.objects.filter(facet="topic").first()
    said = {"authors": "Hill", "description": "A guide.", "context_note": "It fits."}
    terms = [term, *Term.objects.filter(slug__in=("guide", "en"))]
    library.publish(ana, library.propose(ana, community, Content(title="Quite another name", terms=terms, **said)))
    label = str(term.label)
    told = found(cleo, team, Subject("question:x", "Zither tuning", (label,)))
    assert [(one.title, one.why) for one in told.resources] == [
        ("Quite another name", f"in the library under “{label}”")
    ]


def test_nothing_is_shown_that_the_reader_may_not_see(team, ana, ben, cleo, dora, hidden, listed):
    people.edit_profile(ben, ben, name="Ben Osei", can_help_with="listening sessions")
    people.set_visibility(ben, ben, levels={"can_help_with": "nobody"})
    for where in (hidden, listed):
        shelve(ana, where, "Listening sessions in confidence")
        ask(ana, ana, where, "How are listening sessions kept secret?")
    told = found(cleo, team)
    assert told.is_empty, told
    Member.objects.create(team=team, person=ana)
    assert {one.title for one in found(ana, team).resources} == {"Listening sessions in confidence"}


def test_what_shares_one_of_many_words_does_not_come_up(team, ana, cleo, community):
    shelve(ana, community, "Evaluation forms for boats")
    assert found(cleo, team, Subject("skill:x", "Evaluation of listening sessions")).is_empty


def test_other_institutions_come_first_and_the_team_itself_never(team, ana, ben, cleo, person):
    hall = team.institution
    helpers = [person(f"Helper {number}") for number in range(4)]
    for one, place in zip(helpers, ("Tides", "hall of tides", "", "Hill Museum"), strict=True):
        people.edit_profile(one, one, name=one.name, can_help_with="listening sessions", institution=place)
    for one in helpers[:1]:
        institutions.belong(one, hall)
    Member.objects.create(team=team, person=helpers[2])
    told = found(cleo, team)
    assert [one.person for one in told.people][:1] == [helpers[3]]
    assert {one.person for one in told.people[1:]} == set(helpers[:2])
    assert told.colleagues == {one.pk for one in helpers[:2]}
    people.set_visibility(helpers[0], helpers[0], levels={"institution": "nobody"})
    assert found(cleo, team).colleagues == {helpers[1].pk}


def test_the_page_is_for_members_and_leaves_no_trace(team, ana, cleo, dora, community, as_):
    take_up(None)
    shelve(ana, community, "Local priority and who told us")
    bring_up_to_date()
    before = Entry.objects.count()
    subject = subject_of("question:purpose-priority")
    assert subject
    address = f"/teams/{team.pk}/help/{subject.key}/"
    page = as_(cleo).get(address)
    assert "Local priority and who told us" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert (Entry.objects.count(), Past.objects.count(), Popular.objects.count()) == (before, 0, 0)
    assert as_(cleo).get(f"/teams/{team.pk}/help/question:no-such/").status_code == 404
    for other in (ana, dora):
        assert as_(other).get(address).status_code == 404


def test_where_there_is_nothing_yet_one_is_led_to_ask(team, cleo, as_):
    take_up(None)
    page = as_(cleo).get(f"/teams/{team.pk}/help/question:purpose-priority/").text
    assert "comes to mind yet" in page
    assert "Choose a community and ask" in page


def test_help_costs_the_same_however_much_there_is(team, ana, ben, cleo, community, person):
    spent = []
    for more in (1, 4, 6):
        for number in range(more):
            one = person(f"Helper {more} {number}")
            people.edit_profile(one, one, name=one.name, can_help_with="listening sessions")
            shelve(ana, community, f"Listening sessions {more} {number}")
            ask(ben, ana, community, f"Listening sessions {more} {number}, how?")
        bring_up_to_date()
        with CaptureQueriesContext(connection) as asked:
            assert helping(cleo, team, GAP).people
        spent.append(len(asked))
    assert spent[1] == spent[2] <= 26, spent


def test_who_names_the_skill_in_another_language_comes_before_who_has_some_of_its_words(team, ben, cleo, dora, person):
    take_up(None)
    subject = subject_of("skill:mentoring")
    assert subject
    assert subject.keys == ("skill:mentoring",)
    for one in [person(f"Helper {number}") for number in range(5)]:
        people.edit_profile(one, one, name=one.name, can_help_with="mentoring of boats")
    people.edit_profile(ben, ben, name="Ben Osei", can_help_with="Mentoría")
    first = found(cleo, team, subject).people[0]
    assert (first.person, list(first.reasons)) == (ben, ["can help with Mentoría"])


def test_mentors_stand_there_who_may_be_asked_now_and_say_what_they_mentor_in(team, ana, ben, cleo, dora, person, as_):
    take_up(None)
    today = timezone.localdate()
    eve, fay, gus = (person(name) for name in ("Eve Roy", "Fay Ito", "Gus Ek"))
    for one, about in ((ana, "Mentoring, grants"), (ben, "Grants"), (dora, "Mentoring"), (eve, "Mentoring"), (fay, "Mentoring"), (gus, "Mentoring")):
        mentoring.enrol(one, side="mentor", about=about, from_on=today)
    contact.block(dora, cleo)  # apart
    mentoring.hide(fay, fay.mentoring.get())  # hidden
    Member.objects.create(team=team, person=gus)  # of the team
    asked = mentoring.ask(ben, eve.mentoring.get(), words="Please")
    mentoring.answer(eve, asked, verb="accept")  # full
    subject = subject_of("skill:mentoring")
    assert subject
    told = [(one.person.name, one.why) for one in found(cleo, team, subject).offers]
    assert told == [("Ana Lima", "mentors in Mentoring, and has a free place")]
    page = as_(cleo).get(f"/teams/{team.pk}/help/skill:mentoring/").text
    assert f"/mentoring/ask/{ana.mentoring.get().pk}/" in page
    mentoring.ask(cleo, ana.mentoring.get(), words="Please")
    assert not found(cleo, team, subject).offers
