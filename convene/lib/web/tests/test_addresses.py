"""Addresses that are reversed once."""

from __future__ import annotations

import pytest
from django.urls import reverse, set_script_prefix

from convene.lib.web.addresses import Address


@pytest.fixture
def elsewhere():
    set_script_prefix("/at%home/")
    yield
    set_script_prefix("/")


def test_an_address_is_the_one_that_reversing_gives():
    topic, post = Address("discussions:topic", str, int), Address("discussions:post", str, int, int)
    for slug, pk in (("citizen-science", 12), ("makers_2", 7)):
        assert topic(slug, pk) == reverse("discussions:topic", args=[slug, pk])
        assert post(slug, pk, 3) == reverse("discussions:post", args=[slug, pk, 3])


@pytest.mark.usefixtures("elsewhere")
def test_an_address_follows_where_the_site_stands():
    assert Address("discussions:topic", str, int)("makers", 7) == reverse("discussions:topic", args=["makers", 7])
