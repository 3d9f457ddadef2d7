"""A dialogue that is open, and people who vote without a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from convene.features.dialogues import actions
from convene.features.dialogues.actions.convening import Said
from convene.features.dialogues.models import Dialogue

from .towns import ONE, OTHER, TEXTS, vote_as

SEEDS = ["Keep a third of the lot unbuilt.", "The school must be able to walk there.", "Build homes that are paid by rent.",
         "Publish the water tests every month."]  # fmt: skip


def said(**fields: object) -> Said:
    now = timezone.now()
    told = {
        "question": "What should become of the riverfront lot?", "convener": "Science Museum on the River",
        "outcome": "The land board reads it on 15 January.", "opens_at": now - dt.timedelta(hours=1),
        "closes_at": now + dt.timedelta(days=9),
    }  # fmt: skip
    return Said(**{**told, **fields})


@pytest.fixture
def convened(ana, community) -> Callable[..., Dialogue]:
    """Convenes and publishes one: `convened(access="members")`."""

    def make(place=community, seeds=SEEDS, by=ana, **fields: object) -> Dialogue:
        made = actions.convene(by, place, said=said(**fields), seeds=seeds)
        actions.publish(by, made)
        made.refresh_from_db()
        return made

    return make


@pytest.fixture
def dialogue(convened) -> Dialogue:
    """Open to everybody with the link, strictly moderated."""
    return convened()


@pytest.fixture
def device(dialogue) -> Callable[..., Client]:
    """A browser that has begun."""

    def make(here: Dialogue = dialogue, browser: Client | None = None, **said: str) -> Client:
        browser = browser or Client()
        answer = browser.post(f"{here.get_absolute_url()}begin/", said)
        assert answer.status_code == 302, answer.content
        return browser

    return make


@pytest.fixture
def votes(dialogue) -> Callable[..., int]:
    """Votes by the page, on a statement by its number; gives the status."""

    def make(browser: Client, number: int, vote: str = "agree", here: Dialogue = dialogue) -> int:
        statement = here.statements.get(number=number)
        said = {"statement": statement.pk, "vote": vote}
        return browser.post(f"{here.get_absolute_url()}vote/", said).status_code

    return make


@pytest.fixture
def town(convened) -> Dialogue:
    """Twenty of one opinion and sixteen of the other; all share the ninth statement and pass on the tenth."""
    here = convened(seeds=TEXTS)
    vote_as(here, ONE, 20, noise=0.08)
    vote_as(here, OTHER, 16, noise=0.08, seed=2)
    return here
