"""Statements in other languages: one statement still, with its own words beside."""

from __future__ import annotations

import pytest
from django.test import Client

from convene.core.ledger.models import Entry
from convene.features.dialogues import actions
from convene.features.dialogues.models import Statement, Translation, Vote
from convene.features.dialogues.queries.results import result_of
from convene.features.dialogues.tasks import draw_all
from convene.lib.errors import NotPossible, Refusal

SPANISH = {"Accept-Language": "es"}
WORDS = "Guarden un tercio para quienes no tienen jardín."


@pytest.fixture
def first(dialogue) -> Statement:
    return dialogue.statements.order_by("number").first()


def test_readers_of_a_language_vote_on_its_words_and_find_the_own_ones_beside(dialogue, first, ana) -> None:
    assert actions.translate(ana, dialogue, language="es", texts={first.number: WORDS}) == 1
    reader = Client(headers=SPANISH)
    reader.post(f"{dialogue.get_absolute_url()}begin/")
    for one in dialogue.statements.order_by("-number"):
        if one != first:
            reader.post(f"{dialogue.get_absolute_url()}vote/", {"statement": one.pk, "vote": "pass"})
    page = reader.get(dialogue.get_absolute_url()).text
    assert f'lang="es" tabindex="-1">{WORDS}' in page
    assert f'<p class="breaks" lang="en">{first.text}</p>' in page
    assert "Traducida por quienes convocan" in page
    reader.post(f"{dialogue.get_absolute_url()}vote/", {"statement": first.pk, "vote": "agree"})
    other = Client()
    other.post(f"{dialogue.get_absolute_url()}begin/")
    other.post(f"{dialogue.get_absolute_url()}vote/", {"statement": first.pk, "vote": "disagree"})
    assert Vote.objects.filter(statement=first).count() == 2
    assert WORDS in reader.get(f"{dialogue.get_absolute_url()}mine/").text
    assert WORDS not in Client().get(dialogue.get_absolute_url()).text


def test_results_and_report_are_read_in_the_readers_words(town, ana, client) -> None:
    draw_all()
    told = result_of(town).divides[0]
    actions.translate(ana, town, language="es", texts={told.number: WORDS}, is_machine=True)
    for page in ("results/", "report/"):
        text = client.get(f"{town.get_absolute_url()}{page}", headers=SPANISH).text
        assert WORDS in text
        assert "Traducida por una máquina y revisada por nadie" in text
        assert WORDS not in client.get(f"{town.get_absolute_url()}{page}").text


def test_what_a_machine_wrote_is_marked_until_somebody_has_read_it(dialogue, first, ana, as_) -> None:
    address = f"{dialogue.get_absolute_url()}translations/?language=es"
    browser = as_(ana)
    sent = {f"text-{first.number}": WORDS}
    browser.post(address, sent | {"is_machine": "on"})
    page = browser.get(address).text
    assert "nobody has read it over" in page
    assert f'lang="es" maxlength="280" rows="2" aria-describedby="said-{first.number}">{WORDS}' in page
    assert '<a lang="es" href="?language=es" aria-current="page">' in page
    assert Translation.objects.get().is_machine
    assert actions.translate(ana, dialogue, language="es", texts={first.number: WORDS}, is_machine=True) == 0
    assert "Saved: 1 translation." in browser.post(address, sent, follow=True).text
    assert not Translation.objects.get().is_machine
    browser.post(address, {f"text-{first.number}": " "})
    assert not Translation.objects.exists()
    lines = Entry.objects.filter(verb="dialogues.translated")
    assert [(one.actor, one.facts["language"]) for one in lines] == [(ana, "es")] * 3


def test_only_those_who_run_it_translate_and_only_what_is_shown(dialogue, first, ana, ben, as_) -> None:
    with pytest.raises(Refusal):
        actions.translate(ben, dialogue, language="es", texts={first.number: WORDS})
    for wrong in ({"language": "xx", "texts": {1: WORDS}}, {"language": "es", "texts": {first.number: "a" * 281}}):
        with pytest.raises(NotPossible):
            actions.translate(ana, dialogue, **wrong)
    long = as_(ana).post(f"{dialogue.get_absolute_url()}translations/?language=es", {f"text-{first.number}": "a" * 281})
    assert (long.status_code, "is too long" in long.text, "a" * 281 in long.text) == (422, True, True)
    actions.decide(ana, dialogue, statements=[first.pk], verdict="refused", reason="beside")
    assert actions.translate(ana, dialogue, language="es", texts={first.number: WORDS, 999: WORDS}) == 0
    assert actions.translate(ana, dialogue, language="en", texts={2: WORDS}) == 0  # it is in English already


def test_somebody_writes_in_the_language_that_they_read(dialogue, client) -> None:
    reader = Client(headers=SPANISH)
    reader.post(f"{dialogue.get_absolute_url()}begin/")
    page = reader.get(f"{dialogue.get_absolute_url()}say/").text
    assert '<option value="es" selected>' in page
    reader.post(f"{dialogue.get_absolute_url()}say/", {"text": "Siembren sauces junto al agua.", "language": "es"})
    assert Statement.objects.get(text__startswith="Siembren").language == "es"
    wrong = reader.post(f"{dialogue.get_absolute_url()}say/", {"text": "Dejen paso al río.", "language": "xx"})
    assert wrong.status_code == 422


def test_other_words_of_a_statement_end_its_translations(dialogue, ana) -> None:
    one = dialogue.statements.order_by("number").first()
    actions.translate(ana, dialogue, language="es", texts={one.number: WORDS})
    actions.reword(ana, one, text="Keep half of it for people without a garden.", is_meta=False)
    assert not Translation.objects.exists()
