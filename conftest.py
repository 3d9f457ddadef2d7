"""The cast: Ana leads Citizen Science, Ben is a member, Cleo is signed in and no member, Dora is staff."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from convene.core.communities.models import Community, Membership
from convene.core.ledger import pages
from convene.core.moderation.models import Standing
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Topic
from tests.blank import blank_database, blank_file

DATA = Path(os.environ.get("CONVENE_DATA") or Path(__file__).parent.parent / "shared" / "data")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database-only` leaves out what comes out the same on each database: it knows none, or is marked as alike."""
    parser.addoption("--database-only", action="store_true", help="only tests that depend on the database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    """The long ones first, so that none of them is begun when everything else is done."""
    if config.getoption("--database-only"):
        kept = [item for item in items if _may_ask_a_database(item) and not item.get_closest_marker("alike")]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _may_ask_a_database(item: pytest.Function) -> bool:
    """Whether pytest-django lets it, or it starts sites of its own; all others are refused a connection."""
    return bool(item.get_closest_marker("django_db") or {"django_db_setup", "db", "sites"} & set(item.fixturenames))


@pytest.fixture(scope="session")
def real_data() -> Callable[[str], Path]:
    """Gives a folder of real input, or skips where it is absent."""

    def folder(name: str) -> Path:
        path = DATA / name
        if not path.exists():
            pytest.skip(f"no {name} in {DATA}: real input lies beside the project, see README")
        return path

    return folder


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> Iterator[None]:
    """The tests' own database begins as a copy of the blank one."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = blank_database()
        yield
        return
    with (
        closing(connection.Database.connect(connection.creation._get_test_db_name(), uri=True)) as ours,
        closing(connection.Database.connect(blank_file())) as blank,
    ):
        blank.backup(ours)
        yield


@pytest.fixture(autouse=True)
def _cheap_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_work_at_the_gate(settings) -> None:
    settings.SIGNUP_WORK = 0


@pytest.fixture(autouse=True)
def _no_reader_before(settings) -> None:
    """Whoever a test before this one was about read in a language and a zone of their own."""
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture
def within_a_second(monkeypatch) -> None:
    """However slow the machine, for queries to be counted: what happened last is asked once a second."""
    monkeypatch.setattr(pages, "LOOK_AGAIN", 3600)


@pytest.fixture
def person(db) -> Callable[..., User]:
    """Makes people: `person("Ben Osei", community, role="leader")`."""

    def make(name: str, *communities: Community, role: str = "member", **fields: object) -> User:
        handle = name.lower().replace(" ", "-")
        user = User.objects.create_user(f"{handle}@example.org", "correct horse", name=name, handle=handle, **fields)
        Standing.objects.create(person=user, grown_at=user.claimed_at)  # no newcomer
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        for community in communities:
            Membership.objects.create(community=community, person=user, role=role)
            Community.objects.filter(pk=community.pk).update(member_count=community.memberships.count())
        return user

    return make


@pytest.fixture
def community(db) -> Community:
    """A public community, open to all."""
    return Community.objects.create(
        slug="citizen-science", name="Citizen Science", line="Data, doubt and neighbors.", state="operating"
    )


@pytest.fixture
def hidden(db) -> Community:
    """A community that only its members know of."""
    return Community.objects.create(
        slug="directors",
        name="Directors",
        line="In confidence.",
        state="operating",
        visibility="hidden",
        join_policy="invited",
    )


@pytest.fixture
def listed(db) -> Community:
    """A community that everybody knows of and only members read."""
    return Community.objects.create(
        slug="fundraisers", name="Fundraisers", line="Gifts and grants.", state="operating", visibility="listed",
        join_policy="request", join_question="Where do you work?",
    )  # fmt: skip


@pytest.fixture
def ana(person, community, hidden, listed) -> User:
    """Leads all three communities."""
    return person("Ana Lima", community, hidden, listed, role="leader")


@pytest.fixture
def ben(person, community) -> User:
    """A member of the public community."""
    return person("Ben Osei", community)


@pytest.fixture
def cleo(person) -> User:
    """Signed in, and a member of nothing."""
    return person("Cleo Park")


@pytest.fixture
def dora(person) -> User:
    """Staff of the network."""
    return person("Dora Quist", is_staff=True)


@pytest.fixture
def nobody() -> AnonymousUser:
    """Somebody who is not signed in."""
    return AnonymousUser()


@pytest.fixture
def topic(ben, community) -> Topic:
    """A question that Ben asked."""
    return actions.start(
        ben, community, title="How do you calibrate?", body="We have *forty* sensors.", kind="question"
    )


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    """A browser in which somebody is signed in: `as_(ben).get("/")`."""

    def signed_in(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in
