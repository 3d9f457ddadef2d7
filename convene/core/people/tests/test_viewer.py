"""The hot path: who is looking, in one query."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from convene.core.people.models import Session
from convene.core.people.sessions import SessionStore

PAGE = "/people/me/preferences/"


def test_session_person_and_roles_cost_one_query(as_, ana, community, hidden, django_assert_num_queries):
    browser = as_(ana)
    browser.get(PAGE)
    with django_assert_num_queries(1):
        viewer = browser.get(PAGE).wsgi_request.user
        assert viewer == ana
        assert viewer.viewer_roles[community.pk] == "leader"
        assert viewer.viewer_roles[hidden.pk] == "leader"
        assert (viewer.name, viewer.is_staff, viewer.caught_up_at.tzinfo) == (
            "Ana Lima",
            False,
            ana.caught_up_at.tzinfo,
        )


def test_what_was_not_loaded_is_there_when_asked_for(as_, ana):
    viewer = as_(ana).get(PAGE).wsgi_request.user
    ana.refresh_from_db()
    for field in viewer._meta.concrete_fields:
        assert getattr(viewer, field.attname) == getattr(ana, field.attname), field.attname


@pytest.mark.usefixtures("within_a_second")
def test_readers_without_a_session_cost_no_query_for_it(client, ben, django_assert_num_queries):
    client.get("/people/ben-osei/")
    with django_assert_num_queries(3):  # the person, whether they are visible, their communities
        assert not client.get("/people/ben-osei/").wsgi_request.user.is_authenticated


def test_a_session_names_its_person_in_a_column(as_, ben):
    browser = as_(ben)
    assert Session.objects.get().user == ben
    browser.post("/account/logout/")
    assert not Session.objects.filter(user=ben).exists()


@pytest.mark.parametrize("wrong", [{HASH_SESSION_KEY: "0" * 64}, {HASH_SESSION_KEY: ""}, {SESSION_KEY: "999999"}])
def test_a_session_that_does_not_fit_its_person_is_none(as_, ben, wrong):
    browser = as_(ben)
    store = SessionStore(browser.cookies["session"].value)
    for key, value in wrong.items():
        store[key] = value
    row = store.create_model_instance(store._session)
    Session.objects.filter(pk=row.pk).update(session_data=row.session_data)
    assert browser.get(PAGE).status_code == 302


def test_somebody_elses_column_does_not_make_one_somebody_else(as_, ben, ana):
    browser = as_(ben)
    Session.objects.update(user=ana)
    assert browser.get(PAGE).status_code == 302


@pytest.mark.parametrize("key", ["x", "x" * 32, "' OR 1=1 --", "é" * 20])
def test_a_made_up_session_key_is_nobody(db, key):
    browser = Client()
    browser.cookies["session"] = key
    answer = browser.get(PAGE)
    assert answer.status_code == 302
    assert not answer.wsgi_request.user.is_authenticated


def test_a_session_key_that_no_database_can_look_for_is_nobody(db):
    answer = Client().get(PAGE, headers={"cookie": r'session="abcdefgh\000ijkl"'})
    assert answer.status_code == 302


def test_a_changed_secret_key_keeps_people_signed_in_while_the_old_one_is_known(as_, ben, settings):
    browser = as_(ben)
    before = browser.cookies["session"].value
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert browser.get(PAGE).status_code == 200
    assert browser.cookies["session"].value != before
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.get(PAGE).status_code == 200


def test_times_are_those_of_the_readers_clock(as_, ben, cleo):
    type(ben).objects.filter(pk=ben.pk).update(time_zone="Asia/Kathmandu")
    type(cleo).objects.filter(pk=cleo.pk).update(time_zone="no such zone")
    assert 'data-zone="Asia/Kathmandu"' in as_(ben).get(PAGE).content.decode()
    assert as_(cleo).get(PAGE).status_code == 200


def test_the_engine_is_ours() -> None:
    assert settings.SESSION_ENGINE == "convene.core.people.sessions"
