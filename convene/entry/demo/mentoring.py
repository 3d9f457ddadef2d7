"""Three mentors of the demo, somebody who looks for one, what two of them agreed on; and two introductions."""

from __future__ import annotations

from django.utils import timezone

from ...core.people.models import User
from ...features.introductions import actions as introductions
from ...features.mentoring import actions as mentoring
from ...features.mentoring.models import Enrolment

MENTORS = (
    ("dele", "tool safety, fit-out budgets", "An hour a month on a call, with photos of your workshop.", 2),
    ("priya", "evaluation, survey wording", "I read what you have before we talk. Small questions are welcome.", 1),
    ("ruthann", "small boards, budgets, mentoring", "I answer slowly in haying season, and frankly at all times.", 3),
)


def fill_mentoring(people: dict[str, User]) -> None:
    """Marisol looks for somebody, and Priya has said yes to her; Hōkū waits for an answer."""
    today = timezone.localdate()
    for who, about, words, capacity in MENTORS:
        mentoring.enrol(
            people[who], side="mentor", about=about, words=words, capacity=capacity, from_on=today, until_on=None
        )
    mentoring.enrol(people["hoku"], side="mentee", about="kit logistics, grants", from_on=today)
    offers = {one.person_id: one for one in Enrolment.objects.filter(side="mentor").select_related("person")}
    asked = mentoring.ask(
        people["marisol"], offers[people["priya"].pk], words="How do I ask residents about air without leading them?"
    )
    mentoring.answer(people["priya"], asked, verb="accept")
    mentoring.ask(people["hoku"], offers[people["ruthann"].pk], words="Our first budget above six figures.")


def fill_introductions(people: dict[str, User]) -> None:
    """Ruth Ann and Priya know each other through Marisol, whom Hōkū asks for the same."""
    marisol, ruthann, priya = people["marisol"], people["ruthann"], people["priya"]
    met = introductions.ask(
        ruthann, priya, between=marisol, words="How do we ask visitors anything when there are four of us?",
        shows_address=True,
    )  # fmt: skip
    introductions.pass_on(marisol, met, note="You will like each other. She answers when the hay is in.")
    introductions.agree(priya, met)
    introductions.ask(
        people["hoku"], ruthann, between=marisol, words="How a museum of two people won a county's trust, in an hour."
    )
