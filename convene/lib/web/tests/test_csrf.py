"""Tokens of forms."""

from __future__ import annotations

from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match, _get_new_csrf_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.web.csrf import csrf_token, masked


@given(st.text(CSRF_ALLOWED_CHARS, min_size=32, max_size=32))
def test_django_finds_the_secret_under_the_mask(secret):
    assert _does_token_match(masked(secret), secret)


def test_no_two_pages_show_the_same_token():
    secret = _get_new_csrf_string()
    assert len({masked(secret) for _page in range(100)}) == 100


def test_a_reader_without_a_cookie_is_given_one():
    request = RequestFactory().get("/")
    token = csrf_token(request)
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert _does_token_match(token, request.META["CSRF_COOKIE"])
    assert csrf_token(request) == token
