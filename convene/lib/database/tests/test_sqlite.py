from __future__ import annotations

import pytest
from django.db import connection, connections

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite"),
    pytest.mark.django_db,
]


def test_values_and_percent_signs_reach_sqlite_as_they_are_written():
    with connection.cursor() as cursor:
        for _again in range(2):
            cursor.execute("SELECT %s, '100 %%', %s", ["%s", "?"])
            assert cursor.fetchone() == ("%s", "100 %", "?")
            cursor.execute("SELECT %(one)s, '100 %%'", {"one": "%s"})
            assert cursor.fetchone() == ("%s", "100 %")
            cursor.execute("SELECT '100 %'")
            assert cursor.fetchone() == ("100 %",)


def test_what_sqlite_can_do_is_known_without_asking_a_database_that_may_be_locked(django_assert_num_queries):
    fresh = connections.create_connection("default")
    with django_assert_num_queries(0, connection=fresh):
        assert fresh.features.supports_json_field
        assert fresh.features.has_json_object_function
