"""What the pages cost on which one finds somebody to ask."""

from __future__ import annotations

from django.utils import timezone
from test_page_costs import queries

from convene.core.frameworks.actions import begin
from convene.core.institutions.models import Institution
from convene.core.people.actions import edit_profile
from convene.core.search.following import bring_up_to_date
from convene.core.teams.models import Member, Team
from convene.features.introductions import actions as introductions
from convene.features.mentoring import actions as mentoring


def test_what_could_help_costs_the_same_however_many_could(ana, person, as_):
    begin(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    Member.objects.create(team=team, person=ana, role="lead")
    asked = []
    for more in (3, 9):
        for number in range(more):
            one = person(f"Eve {more} {number}")
            edit_profile(one, one, name=one.name, institution=f"Museum {number}", can_help_with="Mentoring")
            mentoring.enrol(one, side="mentor", about="Mentoring", from_on=timezone.localdate())
        bring_up_to_date()
        pages = (f"/teams/{team.pk}/help/skill:mentoring/", f"/community-science/skills/teams/{team.pk}/mentoring/")
        asked.append([queries(as_(ana), page)[0] for page in pages])
    assert asked[0] == asked[1]
    assert all(number <= most for number, most in zip(asked[0], (26, 7), strict=True)), asked


def test_introductions_cost_few_queries_however_many_there_are(ana, ben, person, community, as_):
    asked = []
    for more in (2, 5):
        for number in range(more):
            eve = person(f"Eve {more} {number}", community)
            last = introductions.ask(person(f"Fay {more} {number}", community), ben, between=ana, words="How you lent them.")
        pages = ("/introductions/", last.get_absolute_url(), f"/introductions/to/{eve.handle}/")
        asked.append([queries(as_(ana), page)[0] for page in pages])
    assert asked[0] == asked[1]
    assert all(number <= most for number, most in zip(asked[0], (3, 6, 13), strict=True)), asked
