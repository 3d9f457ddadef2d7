"""Texts are taken up as versions; what goes in comes out to the letter; staff alone choose."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse

from convene.core.frameworks import actions
from convene.core.frameworks.comparing import compare
from convene.core.frameworks.models import Edition, Kind, Part
from convene.core.frameworks.queries import content
from convene.core.frameworks.queries import texts as in_force
from convene.core.frameworks.texts.faults import Unreadable
from convene.core.ledger.models import Entry
from convene.lib.errors import NotAllowed, NotPossible

from .test_reading import GUIDE

GUIDE_LINES = {"out": GUIDE, "comment": "# Ours, and ¿nuestra?\n" + GUIDE, "spaces": GUIDE + "\n\n# the end"}


@pytest.fixture
def texts(db) -> list[Edition]:
    return actions.begin(None)


def test_a_new_site_begins_with_every_text_and_no_line_in_the_ledger(texts):
    assert [one.kind for one in texts] == Kind.values
    assert not Entry.objects.filter(verb="frameworks.adopted").exists()
    assert Part.objects.filter(edition__kind="skills", kind="skill").count() == 45
    assert actions.begin(None) == []


@pytest.mark.parametrize("source", GUIDE_LINES.values(), ids=list(GUIDE_LINES))
def test_what_goes_in_comes_out_to_the_letter(source, dora, client):
    made = actions.adopt(dora, kind="guide", source=source)
    assert client.get(made.get_absolute_url()).content.decode() == source
    said = StringIO()
    call_command("framework", "out", "guide", stdout=said)
    assert said.getvalue() == source


def test_a_new_version_is_in_force_and_the_old_one_stays(texts, dora):
    before = Edition.objects.get(kind="guide")
    after = actions.adopt(dora, kind="guide", source=GUIDE, note="Shorter")
    assert (after.number, str(in_force().guide.head.name)) == (2, "Ours")
    before.refresh_from_db()
    assert before.source == actions.ready_made("guide")
    assert before.parts.filter(kind="question").count() == 43
    line = Entry.objects.get(verb="frameworks.adopted")
    assert (line.actor, line.facts) == (dora, {"kind": "guide", "number": 2})


def test_the_same_text_again_is_no_new_version(texts, dora):
    with pytest.raises(NotPossible, match="in force already"):
        actions.adopt(dora, kind="guide", source=actions.ready_made("guide").replace("\n", "\r\n"))


def test_a_number_is_given_once(texts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(kind="guide", number=1, source=GUIDE)


@pytest.mark.parametrize("who", ["ana", "cleo", "nobody"])
def test_others_than_staff_take_nothing_up(who, request, texts):
    with pytest.raises(NotAllowed, match="staff of the network"):
        actions.adopt(request.getfixturevalue(who), kind="guide", source=GUIDE)


def test_a_text_with_mistakes_changes_nothing(texts, dora):
    with pytest.raises(Unreadable):
        actions.adopt(dora, kind="guide", source="head: {}")
    assert Edition.objects.filter(kind="guide").count() == 1


def test_what_would_change_is_known_by_keys():
    longer = GUIDE + "          - {key: why-now, text: Why now?, why: Time.}\n"
    changes = compare(content("guide", GUIDE), content("guide", longer))
    assert (changes.new, changes.gone, changes.stay) == (["why-now"], [], 5)


def test_staff_check_a_text_before_they_take_it_up(texts, dora, as_):
    browser, address = as_(dora), reverse("frameworks:text", args=["guide"])
    checked = browser.post(address, {"source": GUIDE, "check": "yes"})
    assert checked.status_code == 200
    assert "It can be read." in checked.text
    assert Edition.objects.filter(kind="guide").count() == 1
    assert browser.post(address, {"source": GUIDE, "note": "Ours"}).status_code == 302
    assert "Version 2" in browser.get(address).text


def test_the_page_says_every_mistake_with_its_line(texts, dora, as_):
    answer = as_(dora).post(reverse("frameworks:text", args=["guide"]), {"source": GUIDE.replace("key: yes", "kee: yes")})
    assert answer.status_code == 422
    assert "Line 4, steps › 2: “kee” is not known here. Did you mean “key”?" in answer.text
    assert "Line 4, steps › 2: “key” is missing." in answer.text


def test_the_command_checks_and_takes_up(texts, tmp_path):
    file, said = tmp_path / "guide.yaml", StringIO()
    file.write_text(GUIDE, encoding="utf-8")
    call_command("framework", "check", "guide", str(file), stdout=said)
    call_command("framework", "in", "guide", str(file), "--note", "Ours", stdout=said)
    call_command("framework", stdout=said)
    assert "It can be taken up: 5 new parts" in said.getvalue()
    assert "Version 2 of the guide is in force." in said.getvalue()
    assert "guide      version 2" in said.getvalue()


@pytest.mark.parametrize(("raw", "why"), [(b"\xff\xfe\x00", "UTF-8"), (b"head: {}", "is missing"), (None, "cannot be read")])
def test_the_command_ends_with_a_sentence(raw, why, texts, tmp_path):
    file = tmp_path / "guide.yaml"
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(CommandError, match=why):
        call_command("framework", "in", "guide", str(file))
