"""One world for all tests of this folder, inside a transaction that is never committed."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.template import engines
from django.test import override_settings
from django.urls import get_resolver

from .roles import ROLES
from .stage import Stage, Walk

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="package")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Takes the place of the fixture that begins a transaction for each test: here each request has its savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def world(db, tmp_path_factory) -> Iterator[Stage]:
    """Everybody and everything, and a browser for each role."""
    _ = engines["jinja2"].env.now, get_resolver().url_patterns  # as in development, before pages are drawn as elsewhere
    quiet = logging.getLogger("django")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # refusals are what is wanted here
    files = tmp_path_factory.mktemp("files")
    with override_settings(
        MEDIA_ROOT=files, EMAIL_BACKEND="convene.core.outbox.mail.OutboxBackend", PASSWORD_HASHERS=HASHERS,
        ACCOUNT_RATE_LIMITS=False, DEBUG_PROPAGATE_EXCEPTIONS=True, DEVELOPMENT=False,
    ):  # fmt: skip
        yield Stage()
    quiet.setLevel(level)


@pytest.fixture(
    scope="package", params=[*ROLES, *(pytest.param(f"{role} everywhere", marks=pytest.mark.slow) for role in ROLES)]
)
def walk(request: pytest.FixtureRequest, world: Stage) -> Walk:
    """A walk of each role along links. What looks at the same walk runs one after the other, so it is walked once.

    Some pages of each kind are enough here: test_permissions tries every kind in every state, and another role goes
    where this one does not. Everywhere is for `make test-slow`.
    """
    role, _, everywhere = request.param.partition(" ")
    return world.walk(role, everywhere=bool(everywhere))
