"""Leaving for good: what is asked for is done, all of it, and nothing of it can be found afterwards."""

from __future__ import annotations

import json
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from canaries import Life, found, long_ago, pages
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone
from truth import lies

from convene.core.outbox.models import Letter
from convene.core.outbox.worker import work_off
from convene.core.people import actions
from convene.core.people.models import Export, User
from convene.core.people.schedule import forget_those_who_left, sweep_exports
from convene.core.people.tasks import make_export
from convene.features.discussions.models import Post
from convene.lib.errors import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
DATA_MAP = Path(__file__).parents[1] / "docs" / "personal-data.md"
HOWS = ("keep", "anonymous", "remove")


@pytest.fixture
def life(disk, ana, cleo, dora, community, listed) -> Life:
    return Life(ana, cleo, dora, community, listed)


def test_everything_that_was_written_can_be_found_before(life, disk):
    every = {**life.words.about, **life.words.name, **life.words.said}
    assert len(every) >= 55
    assert set(every.values()) == found(every, disk).keys()


@pytest.mark.parametrize("how", HOWS)
def test_no_canary_is_left_that_should_be_gone(life, disk, how, client):
    reader, words = Client(), life.words
    reader.force_login(life.cleo)
    addresses = pages(life)
    before = "".join(client.get(one).content.decode() for one in addresses)
    assert any(word in before for word in words.said), "nothing to forget on these pages"
    actions.leave(life.person, life.person, how=how)
    long_ago()
    assert forget_those_who_left.call() == 1

    gone = dict(words.about) | (words.name if how != "keep" else {}) | (words.said if how == "remove" else {})
    assert found(gone, disk) == {}
    kept = (words.said if how != "remove" else {}) | (words.name if how == "keep" else {})
    assert set(kept.values()) == found(kept, disk).keys()

    time.sleep(1.1)  # pages that are kept ask the ledger once a second
    for browser in (client, reader):
        after = "".join(browser.get(one).content.decode() for one in addresses if life.person.handle not in one)
        assert [where for word, where in gone.items() if word in after] == []
    assert client.get(f"/people/{life.person.handle}/").status_code == (200 if how == "keep" else 404)


@pytest.mark.parametrize("how", HOWS)
def test_the_flow_of_others_and_all_counts_stay_true(life, how, as_):
    actions.leave(life.person, life.person, how=how)
    long_ago()
    forget_those_who_left.call()
    assert _counts(life) == []
    page = as_(life.ana).get(life.answered.get_absolute_url()).content.decode()
    assert "Try cork." in page
    assert ("Removed by its author" in page) == (how == "remove")
    if how == "anonymous":
        assert "A former member" in page
    life.other.refresh_from_db()
    assert (life.other.accepted_post_id is None) == (how == "remove")
    first = Post.objects.get(topic=life.other, number=1)
    assert first.reactions == {"heart": 2 if how == "keep" else 1}
    for address in ("/notifications/", "/", "/messages/", life.other.get_absolute_url(), life.community.get_absolute_url()):
        for who in (life.ana, life.cleo, life.dora):
            assert as_(who).get(address).status_code == 200, (address, who)
    assert as_(life.dora).get("/messages/reports/").status_code == 200
    for conversation in life.cleo_conversations():
        assert as_(life.cleo).get(conversation).status_code == 200


def _counts(life: Life) -> list[str]:
    """What truth.py finds, but that posts which were taken down do not count."""
    return [line for line in lies("default") if "unread" in line or "integrity" in line or "reference" in line] + [
        f"{topic.pk}: {topic.post_count}" for topic in life.topics()
        if topic.post_count != topic.posts.filter(hidden_at=None).count()
        or topic.people_count != topic.posts.exclude(author=None).values("author").distinct().count()
    ]  # fmt: skip


def test_signing_in_again_stops_it(life):
    actions.leave(life.person, life.person, how="remove")
    assert not life.person.sessions.exists()
    Authenticator.objects.filter(user=life.person).delete()
    answer = Client().post("/account/login/", {"login": life.person.email, "password": "correct horse"})
    assert answer.status_code == 302
    life.person.refresh_from_db()
    assert life.person.leaves_at is None
    long_ago()
    assert forget_those_who_left.call() == 0
    assert Letter.objects.filter(recipient=life.person.email, subject="Your account stays open").exists()


def test_a_name_that_was_kept_has_no_account_any_more(life):
    actions.leave(life.person, life.person, how="keep")
    long_ago()
    forget_those_who_left.call()
    person = User.objects.get(handle=life.person.handle)
    assert (person.email, person.claimed_at, person.is_staff, person.leaves_at) == (None, None, False, None)
    assert not person.has_usable_password()


def test_an_export_holds_all_of_it_and_nothing_of_others(life):
    export = Export.objects.get(person=life.person)
    words = life.words
    with export.content.open() as content, zipfile.ZipFile(content) as archive:
        names = archive.namelist()
        text = "".join(archive.read(name).decode() for name in names if name.startswith("files/") or name.endswith(".json"))
        pages = "".join(archive.read(name).decode() for name in names if name.endswith(".html"))
        for name in names:
            if name.endswith(".json"):
                json.loads(archive.read(name))
    internal = {"words that were mended", "reason of an appeal", "values at the desk"}
    secrets = internal | {"name of a passkey", "digest of an address", "title of a mail", "handle in an archive"}
    every = {**words.about, **words.name, **words.said}
    missing = {where for word, where in every.items() if word not in text} - secrets
    assert missing == set()
    assert {where for word, where in words.said.items() if word not in pages and "content" not in where} <= secrets
    assert "Dear you" not in text
    assert "Too loud" not in text
    assert "Try cork." not in text
    assert "Yes?" in text


def fates() -> dict[str, dict[str, str]]:
    """What docs/personal-data.md says: column -> how -> word."""
    lines = [line.split("|") for line in DATA_MAP.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line[1:-1]] for line in lines[2:]]
    return {row[0]: dict(zip(HOWS, row[2:5], strict=True)) for row in rows}


def columns() -> dict[str, models.Field[Any, Any]]:
    """Every column that names a person, or that holds an address of theirs: "app.model.field" -> field."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            is_person = field.is_relation and field.related_model is User
            is_address = isinstance(field, models.EmailField | models.GenericIPAddressField)
            is_address |= getattr(field, "max_length", 0) == 254 or field.name in {"recipient", "ip"}
            if is_person or is_address:
                found[f"{model._meta.label_lower}.{field.name}"] = field
    return found


def test_every_column_that_names_somebody_is_decided_about():
    assert sorted(columns().keys() - fates().keys()) == [], "say in docs/personal-data.md what becomes of these"
    assert sorted(fates().keys() - columns().keys()) == [], "docs/personal-data.md speaks of these, and they are gone"
    assert {word for row in fates().values() for word in row.values()} == {"gone", "kept", "nameless", "address"}


@pytest.mark.parametrize("how", HOWS)
def test_what_is_decided_is_what_happens(life, how):
    names = {name: field for name, field in columns().items() if field.is_relation}
    held = {name: _rows(field, life.person) for name, field in names.items()}
    actions.leave(life.person, life.person, how=how)
    long_ago()
    forget_those_who_left.call()
    wrong = []
    for name, field in names.items():
        rows = field.model._base_manager.filter(pk__in=held[name])
        theirs = rows.filter(**{field.attname: life.person.pk}).count()
        says = {"gone": not rows.exists(), "kept": theirs > 0, "nameless": theirs == 0}
        if held[name] and not says[fates()[name][how]]:
            wrong.append(name)
    assert wrong == []
    assert sum(map(bool, held.values())) > 30


def _rows(field, person) -> list[object]:
    return list(field.model._base_manager.filter(**{field.attname: person.pk}).values_list("pk", flat=True))


def test_the_last_leader_hands_over_first(ana, ben, community, as_, disk):
    with pytest.raises(NotAllowed, match="only leader of Citizen Science"):
        actions.leave(ana, ana, how="keep")
    assert "only leader of Citizen Science" in as_(ana).get("/people/me/data/leave/").content.decode()
    ana.refresh_from_db()
    assert ana.leaves_at is None


def test_whoever_is_leaving_gets_no_copy_and_whoever_waits_for_one_does_not_leave(ben, disk):
    actions.export(ben, ben)
    with pytest.raises(NotAllowed, match="being made already"):
        actions.export(ben, ben)
    with pytest.raises(NotAllowed, match="fetch it, then leave"):
        actions.leave(ben, ben, how="remove")
    work_off()
    actions.leave(ben, ben, how="remove")
    with pytest.raises(NotAllowed, match="being closed"):
        actions.export(ben, ben)
    assert ben.exports.count() == 1


def test_a_copy_that_is_made_while_its_person_leaves_is_thrown_away(ben, disk):
    asked = actions.export(ben, ben)
    Export.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=2))
    actions.leave(ben, ben, how="remove")
    assert make_export.call(asked.pk) == 0
    assert [path for path in disk.rglob("*") if path.is_file()] == []
    assert not Export.objects.exclude(made_at=None).exists()
    long_ago()
    forget_those_who_left.call()
    assert make_export.call(asked.pk) == 0


def test_one_leaves_through_the_pages_with_a_password(ben, disk):
    browser = Client()
    browser.force_login(ben)
    assert browser.post("/people/me/data/leave/", {"how": "anonymous"}).url == "/people/me/data/leave/anonymous/"
    asked = browser.get("/people/me/data/leave/anonymous/")
    assert asked.url.startswith("/account/reauthenticate/")
    browser.post(asked.url, {"password": "correct horse", "next": "/people/me/data/leave/anonymous/"})
    assert "Leave for good?" in browser.get("/people/me/data/leave/anonymous/").content.decode()
    assert "Goodbye" in browser.post("/people/me/data/leave/anonymous/").content.decode()
    assert browser.get("/people/me/data/").status_code == 302
    ben.refresh_from_db()
    assert ben.leaves_how == "anonymous"


def test_whoever_has_no_password_types_a_mailed_code(ben, disk):
    browser = _without_password(ben)
    asked = browser.post("/people/me/data/export/")
    assert asked.url.startswith("/people/me/still-you/")
    assert "We sent a mail" in browser.get(asked.url).content.decode()
    assert browser.post(asked.url, {"code": "wrong"}).status_code == 422
    assert browser.post(asked.url, {"code": _code(ben).lower()}).status_code == 302
    browser.post("/people/me/data/export/")
    assert ben.exports.count() == 1


def test_a_code_is_guessed_five_times_at_most(ben, disk):
    browser = _without_password(ben)
    browser.get("/people/me/still-you/")
    code = _code(ben)
    for _try in range(5):
        browser.post("/people/me/still-you/", {"code": "wrong"})
    assert browser.post("/people/me/still-you/", {"code": code}).status_code == 422


def _without_password(person: User) -> Client:
    person.set_unusable_password()
    person.save()
    browser = Client()
    browser.force_login(person)
    return browser


def _code(person: User) -> str:
    return Letter.objects.get(recipient=person.email).subject.rpartition(" ")[2]


def test_staff_close_an_account_for_somebody_and_keep_it_open(ben, cleo, dora, disk, as_):
    form = {"how": "keep", "handle": "ben-osei"}
    assert as_(cleo).post("/people/ben-osei/close/", form).status_code == 403
    assert as_(dora).post("/people/ben-osei/close/", form | {"handle": "ben"}).status_code == 422
    assert as_(dora).post("/people/ben-osei/close/", form).status_code == 302
    ben.refresh_from_db()
    assert ben.leaves_how == "keep"
    assert Letter.objects.get(recipient=ben.email).subject == "Your account will be closed"
    as_(dora).post("/people/ben-osei/keep-open/")
    ben.refresh_from_db()
    assert ben.leaves_at is None


def test_copies_go_after_a_week(ben, disk, as_):
    export = actions.export(ben, ben)
    work_off()
    assert as_(ben).get(f"/people/me/data/export/{export.pk}/").status_code == 200
    Export.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert as_(ben).get(f"/people/me/data/export/{export.pk}/").status_code == 404
    assert sweep_exports.call() == 1
    assert [path for path in disk.rglob("*") if path.is_file()] == []
