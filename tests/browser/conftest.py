"""A site of each worker's own, one Chromium, and a context for each test that fails when a page misbehaves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .site import FLAGS, Site, find_chromium, furnished, start
from .watch import Watch


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without one the tests are skipped, but never where changes are judged (CI)."""
    found = find_chromium()
    if not found and os.environ.get("CI"):
        pytest.fail("No Chromium was found, and CI is set: install chromium, or name one in CHROMIUM.")
    if not found:
        pytest.skip("No Chromium was found: install chromium, or name one in CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def site(chromium: str, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the demo content and what is rare, as `make run` starts it."""
    site = start(furnished(shared), tmp_path_factory.mktemp("site"), DEVELOPMENT="1")
    yield site
    site.stop()


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium. It goes before other tests come: its loop would stand in the way of their database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(browser: Browser, site: Site) -> Iterator[Watch]:
    """Opens pages, and has something to say at the end if one of them misbehaved."""
    watch = Watch(browser, site)
    yield watch
    watch.close()
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture
def page(watch: Watch) -> Callable[..., Page]:
    """`page("member", width=390)`: a new browser in which somebody is signed in."""
    return watch.open
