"""Every word in every language, and each reader in theirs."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from convene.core.people.models import User
from docs.words import LANGUAGES, catalogue, compiled, gathered, source

HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+|\*\*")
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


@pytest.fixture(scope="module")
def words():
    return list(gathered())


def test_every_language_offered_has_its_words() -> None:
    assert {code for code, _name in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_code_has_a_translation(words, language) -> None:
    kept = catalogue(language)
    missing = [word.id for word in words if word.id and not _said(kept.get(word.id, word.context))]
    gone = [word.id for word in kept if word.id and word.id not in {one.id for one in words}]
    assert not missing, f"run `make words`, then translate: {missing}"
    assert not gone, f"run `make words`: nobody says {gone} any more"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_holes_of_the_original_and_all_their_plurals(language) -> None:
    kept, wrong = catalogue(language), []
    for word in kept:
        if not word.id:
            continue
        forms = _forms(word)
        if len(forms) != (kept.num_plurals if word.pluralizable else 1) or word.fuzzy:
            wrong.append(word.id)
        originals = word.id if isinstance(word.id, tuple) else (word.id,)
        for place, form in enumerate(forms):
            wanted = set(HOLES.findall(originals[min(place, len(originals) - 1)]))
            if set(HOLES.findall(form)) != wanted:
                wrong.append(f"{word.id} | {form}")
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_translators_wrote(language) -> None:
    assert source(language).with_suffix(".mo").read_bytes() == compiled(catalogue(language)), "run `make words`"


def test_visitors_read_in_the_language_of_their_browser_and_kept_pages_do_not_mix(client, db, community) -> None:
    for _round in range(2):
        for headers, language, word in (({}, "en", "Sign in"), (SPANISH, "es", "Iniciar sesión")):
            page = client.get("/communities/", headers=headers)
            assert f'<html lang="{language}" dir="ltr"' in page.text
            assert word in page.text
            assert {"Cookie", "Accept-Language"} <= set(re.split(r",\s*", page.headers["Vary"]))
            again = client.get("/communities/", headers={**headers, "If-None-Match": page.headers["ETag"]})
            assert again.status_code == 304
            other = {} if headers else SPANISH
            held = client.get("/communities/", headers={**other, "If-None-Match": page.headers["ETag"]})
            assert held.status_code == 200, "a page in another language is another page"


def test_visitors_choose_a_language_and_read_on_where_they_were(client, db, community) -> None:
    assert 'href="/language/es/"' in client.get("/communities/").text
    chosen = client.get("/language/es/", headers={"Referer": "http://testserver/communities/?show=all"})
    assert chosen.headers["Location"] == "http://testserver/communities/?show=all"
    assert "Iniciar sesión" in client.get("/communities/").text
    assert client.get("/language/en/", headers={"Referer": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert "Sign in" in client.get("/communities/", headers=SPANISH).text, "what was chosen goes before the browser"
    assert client.get("/language/xx/").status_code == 404


def test_whoever_signs_up_in_spanish_keeps_it_and_is_mailed_in_it(client, db, mailoutbox) -> None:
    said = {"name": "Inés Calderón", "email": "ines@example.org", "password1": "tres tigres tristes"}
    client.post("/account/signup/", said, headers=SPANISH)
    assert User.objects.get(email="ines@example.org").language == "es"
    assert "te damos la bienvenida" in mailoutbox[0].body.lower()


def test_members_read_in_the_language_they_chose(as_, ben) -> None:
    ben.language = "es"
    ben.save()
    page = as_(ben).get("/communities/mine/")
    assert '<html lang="es"' in page.text
    assert "Correo de tus comunidades" in page.text


def _said(word: Message | None) -> bool:
    return word is not None and all(_forms(word))


def _forms(word: Message) -> tuple[str, ...]:
    return tuple(word.string) if isinstance(word.string, list | tuple) else (word.string,)
