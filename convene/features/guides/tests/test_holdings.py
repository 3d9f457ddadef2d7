"""Single answers in the hand-over of a team: who looks after them, and when they are looked at again."""

from __future__ import annotations

import datetime as dt

from django.core import mail
from django.utils import timezone

from convene.core.rounds import actions as rounds
from convene.core.teams import actions as teams
from convene.core.teams.holdings import coming, held
from convene.core.teams.models import Member
from convene.features.guides import actions


def test_whoever_leads_next_hears_of_single_answers_and_their_days(team, ana, ben, share, round, question):
    share(ana)
    day = timezone.localdate() + dt.timedelta(days=40)
    actions.write(ana, round, question, said={"words": "Rain", "owner_id": ana.pk, "revisit_on": day}, upon={})
    assert (held(team, ana), coming(team)) == ([], []), "some have not answered yet"
    rounds.close(ana, round)
    (mine,), (day_of,) = held(team, ana), coming(team)
    assert mine == day_of
    assert (mine.url, "looked at again on" in mine.note) == (f"/community-science/guide/rounds/{round.pk}/q/{question.key}/", True)
    assert held(team, ben) == []
    mail.outbox.clear()
    teams.hand_over(ana, Member.objects.get(person=ben))
    assert mail.outbox[0].body.count(mine.words) == 2
    assert "Rain" not in mail.outbox[0].body
    again = rounds.begin(ben, team, kind="guide", stage=round.stage)
    assert held(team, ana) == [mine], "until it is answered anew"
    rounds.close(ben, again)
    assert (held(team, ana), coming(team)) == ([], [])
