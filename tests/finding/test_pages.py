"""The page of a search and the field of the header, as browsers ask for them."""

from __future__ import annotations

import json
import random
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client

from convene.core.search.following import bring_up_to_date
from convene.core.search.forms import wish_of
from convene.core.search.queries import search, suggestions
from convene.core.search.reader import reader_of
from convene.features.discussions import actions

NASTY = [
    "' OR 1=1 --", '"', '"""', "-", "--", "NEAR(a b, 3)", "title:dome", "{title body}:dome", "a AND NOT b", "^dome", "*", "**",
    "(((", "dome)", "\\", "%s %(x)s {0}", "\u202egnirts", "' & !", "a <-> b", ":*", "!!", "🙂", "\ufeff",
    "Ω≈ç√∫", "ثم نفس سقطت", "田中さんにあげて下さい", "̡͓̞ͅI̗c͙̜", "<script>alert(1)</script>", "a" * 5000, "dome " * 2000, "-dome", "OR",
    "|", '"dome', "“dome”", "dome*clean*", "\t\n", "../../etc", "${jndi}", "1e1000", "NULL", "dome -", "ﷺ" * 50,
]  # fmt: skip


@pytest.fixture
def talk(ben, community):
    topic = actions.start(ben, community, title="Cleaning the <dome>", body="Streaks & stains.", kind="question")
    bring_up_to_date()
    return topic


@pytest.mark.parametrize("words", NASTY)
def test_whatever_is_typed_gets_a_page(words, talk, client):
    for address in ("/search/", "/search/suggest/"):
        answer = client.get(address, {"q": words})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_every_naughty_string_gets_a_page(real_data, talk, client):
    words = json.loads((real_data("badinput") / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(words) > 400
    for text in words:
        reader = reader_of(AnonymousUser())
        assert search(reader, wish_of(reader, {"q": text})).total >= 0, text
        assert len(suggestions(reader, text)) <= 8, text
    for text in random.Random(3).sample(words, 25):
        assert client.get("/search/", {"q": text}).status_code == 200, text


@pytest.mark.parametrize(
    "rest",
    ["kind=nothing", "community=directors", "by=0", "by=99999999999999999999", "by=x", "state=x", "days=3",
     "sort=x", "page=0", "page=-1", "page=99999999", "page=٣", "kind=post&page=2"],
)  # fmt: skip
def test_filters_that_make_no_sense_are_no_error(rest, talk, client):
    assert client.get(f"/search/?q=dome&{rest}").status_code == 200


def test_the_page_says_what_fits_and_where(talk, client):
    page = client.get("/search/?q=domes").content.decode()
    assert "Cleaning the &lt;<mark>dome</mark>&gt;" in page
    assert talk.get_absolute_url() in page
    assert "1 result" in page
    assert "Citizen Science" in page


def test_the_page_has_a_state_for_each_case(talk, client, as_, cleo):
    assert "both words, in any form" in client.get("/search/").content.decode()
    assert "Nothing fits “marmot”" in client.get("/search/?q=marmot").content.decode()
    assert "There is no word in that" in client.get("/search/?q=!!!").content.decode()
    assert "Look everywhere" in client.get("/search/?q=marmot&kind=person").content.decode()
    mended = client.get("/search/?q=strekas").content.decode()
    assert "Nothing fits “strekas”" in mended
    assert "<mark>Streaks</mark>" in mended
    assert "only the first words were looked for" in client.get("/search/", {"q": "dome " * 2000}).content.decode()
    assert "These have all but one" in client.get("/search/?q=dome+streaks+marmot").content.decode()
    assert "Members find more" not in as_(cleo).get("/search/?q=marmot").content.decode()


def test_suggestions_are_titles_names_and_where_they_lead(talk, ben, as_, cleo, client):
    assert client.get("/search/suggest/?q=clea").json()["found"] == [
        {"title": talk.title, "url": talk.get_absolute_url(), "kind": "Topic", "note": "Citizen Science"}
    ]
    assert [one["title"] for one in as_(cleo).get("/search/suggest/?q=ben+o").json()["found"]] == ["Ben Osei"]
    nothing = client.get("/search/suggest/?q=").json()
    assert nothing["found"] == []
    assert set(nothing["words"]) == {"label", "hint"}


def test_every_page_has_the_field_and_search_engines_leave_results_alone(talk, client):
    assert 'role="search"' in client.get("/communities/").content.decode()
    page = client.get("/search/?q=dome")
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert "private" in page["Cache-Control"]


@pytest.mark.parametrize("number", [3, 30])
def test_a_search_asks_few_queries_however_much_is_found(number, ana, ben, community, as_):
    for n in range(number):
        topic = actions.start(ben, community, title=f"Dome {n}", body="We clean it.")
        actions.reply(ana, topic, body="So do we.")
    bring_up_to_date()
    browser: Client = as_(ben)
    for words in ("dome", "clean"):
        browser.get("/search/", {"q": words})
        asked: list[str] = []

        def count(execute, sql, params, many, context, asked=asked):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            page = browser.get("/search/", {"q": words})
        assert page.status_code == 200
        assert len(re.findall(r'<li class="topic">', page.content.decode())) == min(number, 20)
        assert len(asked) <= 9, "\n".join(asked)  # one of them notes what was looked for
        assert len(page.content) <= 60_000
