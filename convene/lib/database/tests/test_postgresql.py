from __future__ import annotations

import pytest
from django.db import close_old_connections, connection, connections

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL"),
    pytest.mark.django_db(transaction=True),
]


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.fixture
def kept(settings):
    """A connection that is kept from request to request, as on a site."""
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"], before = None, connection.settings_dict["CONN_MAX_AGE"]
    connection.settings_dict["CONN_HEALTH_CHECKS"], checks = True, connection.settings_dict["CONN_HEALTH_CHECKS"]
    yield connection
    connection.settings_dict["CONN_MAX_AGE"] = before
    connection.settings_dict["CONN_HEALTH_CHECKS"] = checks
    connection.close()


def test_a_connection_that_lives_is_kept_without_asking_the_server(kept, django_assert_num_queries):
    before = backend()
    close_old_connections()
    with django_assert_num_queries(1):
        assert backend() == before


def test_a_connection_that_the_server_closed_is_opened_anew(kept):
    before = backend()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [before])
        cursor.execute("SELECT pg_sleep(0.2)")
    other.close()
    close_old_connections()
    assert backend() != before
