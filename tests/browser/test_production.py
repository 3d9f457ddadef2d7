"""The site as it is put on the network: hashed files, no pages for developers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .site import furnished, start
from .test_offline import KEPT, until
from .watch import Watch

pytestmark = pytest.mark.browser


def test_static_files_carry_hashed_names_and_the_composer_works(browser, shared, tmp_path):
    site = start(furnished(shared), tmp_path / "site")
    watch = Watch(browser, site)
    try:
        member = watch.open("member")
        files = []
        member.on("response", lambda answer: files.append(answer) if "/static/" in answer.url else None)
        member.goto(f"/c/citizen-science/t/{site.places['bare']}/")
        expect(member.locator("cv-composer .ProseMirror")).to_be_visible()
        assert files
        assert not [file.url for file in files if not re.search(r"\.[0-9a-f]{12}\.\w+$", file.url)]
        assert not [file.url for file in files if "immutable" not in file.headers.get("cache-control", "")]
        offline_is_whole(watch, f"/c/citizen-science/t/{site.places['bare']}/")
        assert member.goto("/ui/").status == 404
        assert member.goto("/mail/").status == 404
    finally:
        watch.close()
        site.stop()
    assert not watch.troubles, "\n".join(watch.troubles)


def offline_is_whole(watch: Watch, address: str) -> None:
    """Without a connection a page has its styles and scripts, under the names that they have now."""
    reader = watch.open("member", service_workers="allow")
    reader.goto(address)
    until(lambda: reader.url in reader.evaluate(KEPT))
    reader.context.set_offline(True)
    reader.reload()
    expect(reader.get_by_text("No connection. This page is as you read it")).to_be_visible()
    expect(reader.locator("cv-composer .ProseMirror")).to_be_visible()
    assert reader.evaluate("getComputedStyle(document.querySelector('.site')).position") == "sticky"
    reader.close()  # it would go on asking
    expected = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")  # a panel that could not be asked for
    watch.troubles[:] = [trouble for trouble in watch.troubles if not any(words in trouble for words in expected)]
