"""Topics that resemble a title are found while it is written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convene.core.communities.models import Visibility
from convene.features.discussions import actions
from convene.features.discussions.models import TitleWord
from convene.features.discussions.queries import similar_topics
from convene.lib.text.telling import LONGEST, MOST, telling_words

ADDRESS = "/c/-/similar/"


@pytest.fixture
def started(ben, community):
    """Starts a topic with a title."""

    def start(title, author=ben, kind="question"):
        return actions.start(author, community, title=title, body="Who knows?", kind=kind)

    return start


def titles(person, title):
    return [one.title for one in similar_topics(person, title)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("How do you calibrate low-cost sensors?", ["calibrat", "low", "cost", "sensor"]),
        ("CALIBRATING a Sensor", ["calibrat", "sensor"]),
        ("¿Cómo calibráis los sensores?", ["calibrai", "sensor"]),
        ("Où sont les capteurs d’été ?", ["capteur", "dete"]),
        ("Wie können wir Vögel zählen?", ["vogel", "zahlen"]),
        ("Galaxies and a galaxy", ["galaxi"]),
        ("What about this?", []),
        ("", []),
        ("x" * 200, ["x" * LONGEST]),
        (" ".join(f"word{n}" for n in range(50)), [f"word{n}" for n in range(MOST)]),
    ],
)
def test_titles_are_known_by_their_telling_words(line, words):
    assert telling_words(line) == words


def test_rare_words_count_more_and_the_answered_come_first(ana, ben, started):
    for number in range(6):
        started(f"Sensor notes, part {number}")
    near = started("Calibrating the sensors of a weather station")
    nearest = started("How do you calibrate cheap air sensors?")
    actions.accept(ben, actions.reply(ana, nearest, body="In a jar."))
    started("Where do volunteers park?")
    found = titles(ana, "Calibrate air quality sensors, but how?")
    assert found[:2] == [nearest.title, near.title]
    assert "Where do volunteers park?" not in found
    actions.accept(ben, actions.reply(ana, near, body="With salt."))
    actions.unaccept(ben, nearest)
    assert titles(ana, "Calibrate air quality sensors, but how?")[0] == near.title


def test_a_title_of_which_nothing_is_known_finds_nothing(ana, started):
    started("How do you calibrate cheap air sensors?")
    assert titles(ana, "Knitting patterns for octopuses") == []
    assert titles(ana, "How do you?") == []
    assert titles(ana, "") == []
    assert titles(ana, "%_'\"\\;--\x00") == []


def test_a_new_title_is_found_and_the_old_one_no_more(ben, started):
    topic = started("Help please, urgent!!")
    actions.retitle(ben, topic, title="Broken planetarium projector")
    assert titles(ben, "Our planetarium projector is broken") == ["Broken planetarium projector"]
    assert set(TitleWord.objects.values_list("word", flat=True)) == {"broken", "planetarium", "projector"}


def test_nothing_is_found_that_the_reader_may_not_read(ana, ben, person, community, started, as_):
    topic = started("Broken planetarium projector")
    outsider = person("Olga Outside")
    assert titles(outsider, "Planetarium projector broken") == [topic.title]
    community.visibility = Visibility.HIDDEN
    community.save()
    assert titles(outsider, "Planetarium projector broken") == []
    assert as_(outsider).get(ADDRESS, {"title": topic.title}).content == b""
    assert titles(ana, "Planetarium projector broken") == [topic.title]
    actions.hide_topic(ana, topic)
    assert titles(ana, "Planetarium projector broken") == []


def test_what_was_split_off_or_brought_in_is_found_too(ana, ben, community, topic, bring_in):
    actions.reply(ben, topic, body="By the way, our planetarium projector is broken.")
    actions.split(ana, topic, community, numbers=[2], title="A broken planetarium projector")
    assert titles(ben, "Planetarium projector") == ["A broken planetarium projector"]
    bring_in(
        "From a@example.org Mon Jan  1 00:00:00 2024\nFrom: A <a@example.org>\nMessage-ID: <1@example.org>\n"
        "Date: Mon, 1 Jan 2024 10:00:00 +0000\nSubject: Cleaning a telescope mirror\n\nHow?\n"
    )
    assert titles(ben, "Telescope mirror, how to clean it") == ["Cleaning a telescope mirror"]


def test_the_archived_come_last_and_marked_and_what_was_taken_down_never(ana, dora, community, started, as_):
    old = started("How do you calibrate cheap air sensors?")
    actions.accept(ana, actions.reply(ana, old, body="In a jar."))
    fresh = started("Calibrating our air sensors")
    gone, joined = started("Calibrate air sensors: spam"), started("Calibrate air sensors again")
    actions.archive(ana, old)
    actions.hide_topic(ana, gone)
    actions.merge(ana, joined, fresh)
    for reader in (ana, dora):
        assert titles(reader, "Calibrate air sensors") == [fresh.title, old.title]
    page = as_(ana).get(ADDRESS, {"title": "Calibrate air sensors"}).text
    assert page.count("Archived") == 1
    assert page.index(fresh.title) < page.index(old.title) < page.index("Archived")


def test_asking_costs_the_same_however_many_resemble(ana, ben, started, as_):
    started("Broken planetarium projector")
    browser = as_(ana)
    costs = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(ADDRESS, {"title": "Planetarium projector broken"})
        assert page.status_code == 200
        costs.append(len(asked))
        for number in range(10):
            started(f"Broken planetarium projector {number}")
    assert costs[0] == costs[1] <= 4


def test_without_script_one_looks_by_a_button_and_loses_no_word(ben, community, started, as_):
    topic = started("Broken planetarium projector")
    browser, address = as_(ben), f"{community.get_absolute_url()}new/"
    begun = {"look": "1", "kind": "question", "title": "Planetarium projector broken", "body": "So *dark*.", "key": ""}
    page = browser.post(address, begun)
    assert page.status_code == 200
    assert topic.title in page.text
    assert "So *dark*." in page.text
    assert 'value="Planetarium projector broken"' in page.text
    assert community.topics.count() == 1
    nothing = browser.post(address, begun | {"title": "Octopus"})
    assert "No topic that you can read" in nothing.text
