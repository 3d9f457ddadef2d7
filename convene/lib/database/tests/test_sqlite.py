from __future__ import annotations

import pytest
from django.db import connection

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
