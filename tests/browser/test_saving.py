"""Forms that save themselves."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_whoever_presses_the_button_has_the_last_word(page, site):
    reader, held, sent = page("leader"), [], []
    address = f"/teams/readiness/{site.places['round_open']}/"
    reader.route("**/mine/", lambda route: held.append(route) if _saves_itself(route.request) else route.continue_())
    reader.on("request", lambda request: sent.append(_saves_itself(request)) if request.method == "POST" else None)
    reader.goto(f"{address}mine/")
    levels = reader.locator("main form").get_by_role("radio")
    with reader.expect_request(_saves_itself):
        levels.nth(0).check()
    levels.nth(1).check()
    reader.get_by_role("button", name="Keep for me").click()
    reader.evaluate("() => new Promise(requestAnimationFrame)")
    assert sent == [True]
    held[0].continue_()
    reader.wait_for_url(f"**{address}")
    assert sent == [True, False]


def _saves_itself(request):
    return request.method == "POST" and "hx-request" in request.headers
