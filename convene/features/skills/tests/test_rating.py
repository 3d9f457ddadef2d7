"""People rate their skills for themselves alone; what they said outlasts a new wheel and goes with them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from convene.core.frameworks.actions import adopt, ready_made
from convene.core.frameworks.models import Part
from convene.core.frameworks.queries import texts
from convene.core.frameworks.texts.faults import Unreadable
from convene.core.ledger.models import Entry
from convene.core.people.models import How
from convene.core.people.queries import who_help_with
from convene.features.skills import actions, personal
from convene.features.skills.actions import Answer
from convene.features.skills.models import Counted, Rating
from convene.features.skills.queries import own, skills_of
from convene.lib.errors import NotAllowed, NotPossible

MINE = "/community-science/skills/mine/"
FORM = {"part": "interpersonal", "step-engagement": "2", "grows-engagement": "on", "step-networking": "0"}


@pytest.fixture
def wheel(db):
    """The ready-made wheel; gives its keys."""
    adopt(None, kind="skills", source=ready_made("skills"))
    return skills_of(texts().skills)


def test_answers_are_kept_a_part_at_a_time_without_script(wheel, ben, as_):
    browser = as_(ben)
    assert browser.post(MINE, FORM).status_code == 302
    browser.post(MINE, {"part": "technical", "step-data-analysis": "3"})
    said = own(ben, texts().skills).said
    assert [(said[key].step, said[key].grows) for key in ("engagement", "networking", "data-analysis")] == [
        (2, True), (0, False), (3, False),
    ]  # fmt: skip
    page = browser.get(MINE).text
    assert 'name="step-engagement" value="2" checked' in page
    assert "42 skills have no answer yet" in page


def test_what_the_form_leaves_out_stays_and_what_no_form_says_is_refused(wheel, ben, as_):
    browser = as_(ben)
    browser.post(MINE, FORM)
    browser.post(MINE, {"part": "interpersonal", "grows-networking": "on"})
    rows = {one.skill: (one.step, one.grows) for one in Rating.objects.all()}
    assert rows == {"engagement": (2, False), "networking": (0, True)}
    assert browser.post(MINE, FORM | {"step-engagement": "4"}).status_code == 422
    assert browser.post(MINE, FORM | {"part": "other"}).status_code == 404
    assert {one.skill: (one.step, one.grows) for one in Rating.objects.all()} == rows


def test_with_script_the_answer_brings_the_wheel_and_says_nothing_twice(wheel, ben, as_):
    page = as_(ben).post(MINE, FORM, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert 'id="own"' in page.text
    assert "Your answers are saved" not in as_(ben).get(MINE).text


def test_before_the_first_answer_it_is_said_who_sees_what(wheel, ben, as_):
    browser = as_(ben)
    first = browser.get(MINE).text
    assert '<details class="panel" open>' in first
    assert "A gap says of each of you that you cannot do it alone" in first
    browser.post(MINE, FORM)
    assert '<details class="panel"><summary' in browser.get(MINE).text


def test_nobody_else_sees_an_answer_nor_when_it_was_given(wheel, ben, ana, dora, as_):
    lines = Entry.objects.count()
    actions.rate(ben, answers={key: Answer(step=3) for key in wheel})
    actions.count(ben)
    actions.rate(ben, answers={"engagement": Answer(step=0)})
    actions.count_no_more(ben)
    assert Entry.objects.count() == lines
    for other in (ana, dora, AnonymousUser()):
        assert not Rating.objects.visible_to(other).exists()
    for who in (ana, dora):
        assert " checked" not in as_(who).get(MINE).text
    with pytest.raises(NotAllowed):
        actions.rate(AnonymousUser(), answers={"engagement": Answer(step=0)})


def test_answers_count_once_every_skill_has_one(wheel, ben, as_):
    actions.rate(ben, answers={key: Answer(step=1) for key in wheel[1:]})
    with pytest.raises(NotPossible, match="One skill has no answer yet"):
        actions.count(ben)
    assert as_(ben).post(reverse("skills:count"), {"answer": "yes"}).status_code == 422
    actions.rate(ben, answers={wheel[0]: Answer(step=0)})
    as_(ben).post(reverse("skills:count"), {"answer": "yes"})
    assert Counted.objects.get().person == ben
    as_(ben).post(reverse("skills:count"), {"answer": "no"})
    assert not Counted.objects.exists()


def test_answers_hold_on_to_their_part_and_outlast_a_new_wheel(wheel, ben):
    actions.rate(ben, answers={key: Answer(step=2, grows=True) for key in wheel})
    first = Part.objects.get(key="engagement")
    source = ready_made("skills").replace("key: networking", "key: knowing-people")
    adopt(None, kind="skills", source=source)
    now = own(ben, texts().skills)
    assert (now.said["engagement"].step, now.said["knowing-people"].step, now.left) == (2, None, 1)
    assert Rating.objects.get(skill="engagement").part == first
    actions.rate(ben, answers={"engagement": Answer(step=3)})
    again = Rating.objects.get(skill="engagement")
    assert (again.step, again.part.edition.number) == (3, 2)
    assert Rating.objects.get(skill="networking").step == 2


def test_a_wheel_has_four_steps(db):
    with pytest.raises(Unreadable, match="needs four steps"):
        adopt(None, kind="skills", source=ready_made("skills").replace("  - {key: can-teach", "  # - {"))


def test_whoever_offers_says_so_in_their_profile_and_is_found(wheel, ben, ana):
    ben.can_help_with = "glue"
    ben.save()
    comma = "moderation-mediation-and-intervention"
    actions.rate(ben, answers={comma: Answer(step=0, offers=True), "networking": Answer(step=3)})
    assert ben.can_help_with == "glue, Moderation, mediation and intervention"
    assert set(who_help_with(ana, [f"skill:{comma}", "skill:networking"])) == {ben.pk}
    assert not who_help_with(ana, ["skill:networking"])
    said = own(ben, texts().skills).said
    assert (said[comma].offers, said["networking"].offers) == (True, False)
    actions.rate(ben, answers={comma: Answer()})
    assert ben.can_help_with == "glue"
    assert not who_help_with(ana, [f"skill:{comma}"])


def test_a_profile_has_room_for_so_much_help(wheel, ben, as_):
    offers = {f"offers-{key}": "on" for key in wheel[:9]}
    assert as_(ben).post(MINE, FORM | offers).status_code == 302
    ben.refresh_from_db()
    ben.can_help_with = "x" * 290
    ben.save()
    page = as_(ben).post(MINE, FORM | offers)
    assert page.status_code == 422
    assert "no room for one more thing" in page.text


def test_everything_goes_when_one_says_so_or_leaves(wheel, ben, ana, as_):
    for who in (ana, ben):
        actions.rate(who, answers={key: Answer(step=1, offers=key == "engagement") for key in wheel})
        actions.count(who)
    sections = {one.name: one.rows for one in personal.given(ben)}
    assert len(sections["skills"]) == 45
    assert sections["skills"][0]["step"] == 1
    assert "Delete it" in as_(ben).get(reverse("skills:clear")).text
    as_(ben).post(reverse("skills:clear"))
    ben.refresh_from_db()
    assert ben.can_help_with == ""
    personal.forget(ana, How.KEEP)
    assert not Rating.objects.exists()
    assert not Counted.objects.exists()


def test_the_page_costs_few_queries(wheel, ben, as_, django_assert_max_num_queries):
    actions.rate(ben, answers={key: Answer(step=1, offers=key == "engagement") for key in wheel})
    browser = as_(ben)
    browser.get(MINE)
    with django_assert_max_num_queries(7):
        browser.get(MINE)


def test_without_a_wheel_the_page_says_so(ben, as_):
    assert "There is no text here yet" in as_(ben).get(MINE).text
