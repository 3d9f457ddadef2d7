"""For everyone: longer words, words from right to left, and none that was forgotten."""

from __future__ import annotations

import calendar
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .doing import HOME
from .look import DESK, HEIGHT, PHONE, STICKS_OUT
from .site import PASSWORD, ROOT, Site, environment, furnished, start
from .watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
UNSPOKEN = (Path(__file__).parent / "unspoken.js").read_text()
PARTS = re.compile(r"[\n,·:@]")
MONTHS = calendar.month_name[1:]  # Django's own words, in the language below
MAIN = ("/", "/communities/", HOME, f"{HOME}?show=unanswered", "/communities/citizen-science/members/", "/privacy/")
MEMBERS = (f"{HOME}new/", "/mine/", "/notifications/", "/messages/", "/people/me/preferences/", "/people/me/security/")
NAMES = {"Convene", "https", "//", ""}
ACCENTS = "åáéëîïöóûüýÿÅÁÉËÎÏÖÓÛÜÝ"
WRITE = "from tests.browser.pseudo import write; write()"


@pytest.fixture(scope="module")
def babel(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that also speaks two languages which nobody does."""
    folder = tmp_path_factory.mktemp("words")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.browser.pseudo", "PSEUDO_WORDS": str(folder), "DEVELOPMENT": "1"}
    data = tmp_path_factory.mktemp("babel")
    subprocess.run([sys.executable, "-c", WRITE], check=True, cwd=ROOT, env=environment(data, **settings))
    site = start(furnished(shared), data, **settings)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def written(babel: Site) -> set[str]:
    """Everything that people wrote: each value of each text column, and its lines and parts."""
    with sqlite3.connect(babel.data / "convene.sqlite3") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in db.execute(f'SELECT * FROM "{table}"')]
    values = {value for row in rows for value in row if isinstance(value, str)}
    return {part.strip() for value in values for part in (value, *value.splitlines(), *value.split('"'), *PARTS.split(value))}


@pytest.mark.parametrize("language", ["en-xa", "ar-xb"])
@pytest.mark.parametrize("who", ["", "member"])
def test_the_main_pages_speak_and_fit_in_a_longer_language_and_a_mirrored_one(who, language, browser, babel, written):
    watch = Watch(browser, babel)
    speak(babel, "")
    reader = watch.open(who)
    reader.context.add_cookies([{"name": "language", "value": language, "url": babel.address}])
    speak(babel, language)
    found = []
    for address in MAIN if not who else (*MAIN, *MEMBERS):
        open_page(reader, address)
        told = reader.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert told == [language, "rtl" if language == "ar-xb" else "ltr"], address
        forgotten = [text for text in reader.evaluate(UNSPOKEN, ACCENTS) if not is_theirs(text, written)]
        found += [f"{address}: {text!r} is not translated" for text in forgotten]
        for width in (PHONE, DESK):
            reader.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{address} [{width}] {out}" for out in [reader.evaluate(STICKS_OUT)] if out]
    watch.close()
    assert not found, "\n" + "\n".join(found)


def is_theirs(text: str, written: set[str]) -> bool:
    """Whether people wrote this, as a whole or joined from parts."""
    parts = [part.strip() for part in PARTS.split(text)]
    return text in written or all(part in written | NAMES or is_a_date(part) for part in parts)


def is_a_date(text: str) -> bool:
    """A month or a day."""
    return any(month in text for month in MONTHS) and len(text) < 30


def open_page(page: Page, address: str) -> None:
    """Open a page; say once more that it is you, where that is asked."""
    page.goto(address)
    if "/account/reauthenticate/" in page.url:
        page.locator("main input[type=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")


def speak(site: Site, language: str) -> None:
    """Everybody chooses a language."""
    with sqlite3.connect(site.data / "convene.sqlite3", timeout=30) as db:
        db.execute("UPDATE people_user SET language = ?", [language])
