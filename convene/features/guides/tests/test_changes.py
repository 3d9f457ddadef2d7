"""What a team says otherwise than last time, and a topic about it that nobody hears of before it is posted."""

from __future__ import annotations

import pytest
from django.utils import timezone

from convene.core.frameworks.models import Part
from convene.core.rounds import actions as rounds
from convene.features.discussions.models import Draft, Topic
from convene.features.guides.models import TeamAnswer

from .conftest import KEY, STAGE

OTHER = "purpose-mission"


@pytest.fixture
def again(ana, team, round):
    """The second round; in both the team has said something to two questions, and released that to one."""
    rounds.close(ana, round, revisit_on=None)
    second = rounds.begin(ana, team, kind="guide", stage=STAGE)
    for one, words in ((round, "We decide,\nthey hear."), (second, "We decide together.")):
        for key, released in ((KEY, timezone.now()), (OTHER, None)):
            question = Part.objects.get(edition=one.edition, key=key)
            said = words if key == KEY else f"Between us: {one.number}"
            TeamAnswer.objects.create(round=one, question=question, words=said, released_at=released)
    return second


def page(round):
    return f"/community-science/guide/rounds/{round.pk}/changes/"


def test_before_and_now_stand_side_by_side_as_far_as_they_were_released(again, ana, as_):
    text = as_(ana).get(page(again)).text
    assert "they hear." in text
    assert "We decide together." in text
    assert "Between us" not in text


def test_a_topic_is_begun_as_a_draft_of_ones_own(again, ana, ben, community, as_):
    answer = as_(ana).post(page(again), {"community": community.slug})
    assert answer.url == f"/c/{community.slug}/new/"
    draft = Draft.objects.get()
    assert (draft.person, draft.community) == (ana, community)
    assert "> We decide,\n> they hear.\n\nNow:\n\n> We decide together." in draft.body
    assert "Between us" not in draft.body
    assert not Topic.objects.exists()
    assert "We decide together." in as_(ana).get(answer.url).text
    assert "We decide together." not in as_(ben).get(answer.url).text


def test_what_somebody_has_begun_there_is_not_written_over(again, ana, community, as_):
    Draft.objects.create(person=ana, community=community, title="Mine", body="Half a thought")
    answer = as_(ana).post(page(again), {"community": community.slug})
    assert answer.status_code == 422
    assert "You have begun another topic in Citizen Science" in answer.text
    assert Draft.objects.get().body == "Half a thought"


def test_a_community_of_others_is_no_choice(again, ben, hidden, as_):
    answer = as_(ben).post(page(again), {"community": hidden.slug})
    assert answer.status_code == 422
    assert "Directors" not in answer.text


def test_a_first_round_has_nothing_to_tell(round, ana, community, as_):
    assert "Nothing reads otherwise yet" in as_(ana).get(page(round)).text
    assert as_(ana).post(page(round), {"community": community.slug}).status_code == 422
    assert not Draft.objects.exists()


def test_only_the_team_comes_here(again, cleo, client, as_):
    assert as_(cleo).get(page(again)).status_code == 404
    assert client.get(page(again)).status_code == 302


def test_it_costs_few_queries(again, ana, as_, django_assert_max_num_queries):
    browser = as_(ana)
    browser.get(page(again))
    with django_assert_max_num_queries(7):
        browser.get(page(again))
