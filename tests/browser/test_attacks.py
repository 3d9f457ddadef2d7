"""Nothing that people write is ever run: in a real browser, with the content policy switched off."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from convene.lib.text import clean_html, cook
from convene.lib.text.tests.test_payloads import PLACES
from tests.once import once

from . import places
from .payloads import SHARP, collected, storable
from .site import ROOT, Site, environment, furnished, start
from .watch import Watch, show

pytestmark = pytest.mark.browser

INTACT = (Path(__file__).parent / "intact.js").read_text()
LISTEN = """window.ran = []
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...said) => { window.ran.push(`${name}(${said.join().slice(0, 60)})`) }"""
POISON = """
from convene.lib.database import driver
driver.load()
import django
django.setup()
from tests.browser.hostile import main
main()
"""
SEARCHED = (
    "/?page={}", "/mine/?show={}", "/communities/?show={}", "/c/citizen-science/?show={}", "/c/citizen-science/?page={}",
    "/communities/citizen-science/members/?q={}", "/people/suggest/?q={}", "/account/login/?next={}",
    "/account/login/?next=/{}", "/notifications/?before={}", "/messages/?to={}", "/people/{}/", "/c/{}/", "/{}/",
    "/c/citizen-science/new/?kind={}", "/c/citizen-science/new/?title={}", "/communities/invitation/{}/",
    "/files/{}/a.png", "/mail/?to={}",
)  # fmt: skip
WHOLE = "<!doctype html><html><head><title>a</title></head><body><main>{}</main><footer>end</footer></body></html>"


@pytest.fixture(scope="module")
def payloads(real_data: Callable[[str], Path]) -> list[str]:
    """All of them, as a database keeps them."""
    return [storable(one) for one in collected(real_data)]


def poisoned(shared: Path, payloads: list[str]) -> Path:
    """A copy of what is furnished, with all words attacks; made once."""
    source, folder = furnished(shared), shared / "poisoned"
    surroundings = environment(
        folder, DEVELOPMENT="1", SITE_URL="http://localhost", DJANGO_SETTINGS_MODULE="convene.config.settings"
    )
    with once(folder) as is_first:
        if is_first:
            for name in ("convene.sqlite3", "places.json"):
                shutil.copy(source / name, folder)
            (folder / "payloads.json").write_text(json.dumps(payloads))
            told = subprocess.run(
                [sys.executable, "-c", POISON, str(folder / "payloads.json")], cwd=ROOT, check=True, text=True,
                stdout=subprocess.PIPE, env=surroundings,
            )  # fmt: skip
            assert len(json.loads(told.stdout.splitlines()[-1])) > 50
    return folder


@pytest.fixture(scope="module")
def hostile(
    chromium: str, shared: Path, payloads: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site in which every word that somebody wrote is an attack."""
    site = start(poisoned(shared, payloads), tmp_path_factory.mktemp("hostile-site"), DEVELOPMENT="1")
    yield site
    site.stop()


@pytest.fixture
def attacked(browser, hostile: Site) -> Iterator[Watch]:
    """Browsers on the hostile site, without its content policy."""
    watch = Watch(browser, hostile)
    yield watch
    watch.close()
    assert not watch.troubles, "\n".join(watch.troubles[:20])


def reader(watch: Watch, who: str):
    """A page that notes whatever is run in it."""
    page = watch.open(who, bypass_csp=True)
    page.add_init_script(LISTEN)
    page.on("dialog", lambda dialog: (watch.note(f"a dialog: {dialog.message}"), dialog.dismiss()))
    return page


@pytest.mark.parametrize("who", ["", "newcomer", "member", "leader", "staff"])
def test_a_page_full_of_attacks_shows_them_as_words(who: str, attacked: Watch, hostile: Site) -> None:
    """Each page is run where one sees most of it; of what others see of it, the source is judged."""
    page, found = reader(attacked, who), []
    run = set(places.each_page_once(hostile.places, who))
    for address in sorted(dict.fromkeys(places.READERS[who](hostile.places)), key=lambda one: one not in run):
        is_whole = not address.startswith("/offline/")  # those have no frame
        read = None if address in run else page.request.get(address)
        if read and read.url.endswith(address):  # otherwise one is asked first who one is
            status, html = read.status, read.text()
        else:
            status, html = show(page, address).status, ""
        assert status in {200, 403, 404}, f"{who} {address}: {status}"
        found += [f"{who} {address}: {fault}" for fault in page.evaluate(INTACT, [is_whole, html])]
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:30])


def test_an_address_full_of_attacks_is_shown_as_words(attacked: Watch) -> None:
    page, found = reader(attacked, "member"), []
    everything = " ".join(SHARP)[:1_500]
    aimed = [(address, everything) for address in SEARCHED]
    aimed += [(SEARCHED[number % len(SEARCHED)], one) for number, one in enumerate(SHARP)]
    for address, payload in aimed:
        answer = page.goto(address.format(quote(payload, safe="")))
        is_page = answer is not None and "html" in answer.headers.get("content-type", "")
        found += [f"{address} {payload[:60]}: {fault}" for fault in page.evaluate(INTACT, [is_page])]
    assert not found, "\n".join(found[:30])


def test_what_is_offered_while_one_writes_is_shown_as_words(attacked: Watch) -> None:
    page = reader(attacked, "member")
    show(page, "/c/citizen-science/new/")
    place = page.locator("cv-composer .ProseMirror")
    place.click()
    offered = page.get_by_role("option").first
    for word in ("@ma", " @pri"):
        place.press_sequentially(word)
        expect(offered).to_be_visible()
        assert page.evaluate(INTACT, [True]) == []
        page.keyboard.press("Escape")
        expect(offered).to_be_hidden()
    with page.expect_response(lambda answer: answer.url.endswith("/draft/")):
        for word in SHARP[:4]:
            place.press_sequentially(word)
            assert page.evaluate(INTACT, [True]) == []
    assert page.evaluate(INTACT, [True]) == []
    page.get_by_label("Title").fill(
        "A Donaudampfschifffahrtsgesellschaftskapitänsmuseum lent us cases"
    )  # as it was titled before
    expect(page.locator("cv-similar a").first).to_be_visible()
    assert page.evaluate(INTACT, [True]) == []
    answer = page.request.get("/people/suggest/?" + urlencode({"q": "ma"}))
    assert answer.headers["content-type"].startswith("application/json")
    show(page, "/messages/new/")
    page.get_by_label("To", exact=True).press_sequentially("ma")
    expect(offered).to_be_visible()
    assert page.evaluate(INTACT, [True]) == []


def shown_bare(browser, texts: list[str]) -> list[str]:
    """What is wrong with cooked texts on a page without any policy, also after the page reads itself again."""
    context = browser.new_context()
    page, left, found = context.new_page(), [], []
    page.add_init_script(LISTEN)
    pages = {}

    def serve(route) -> None:
        address = route.request.url
        if address in pages:
            route.fulfill(body=pages[address], content_type="text/html; charset=utf-8")
        else:
            left.extend([] if address.startswith("https://museum.test/") else [address])
            route.abort()

    context.route("**/*", serve)
    for first in range(0, len(texts), 400):
        address = f"https://museum.test/{first}"
        pages[address] = WHOLE.format("<hr>".join(texts[first : first + 400]))
        page.goto(address)
        for _again in range(2):
            found += [f"{first}: {fault}" for fault in page.evaluate(INTACT, [False])]
            if page.locator("body > main + footer").count() != 1:
                found.append(f"{first}: the page does not end where it should")
            page.evaluate("() => { const all = document.querySelector('main'); all.innerHTML = all.innerHTML }")
    context.close()
    return found + [f"a request to {address}" for address in left]


def test_no_cooked_payload_runs_even_without_a_policy(browser, payloads: list[str]) -> None:
    assert len(payloads) > 1_500
    texts = [cook(one).html for one in payloads] + [clean_html(one) for one in payloads]
    found = shown_bare(browser, texts)
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:30])


@pytest.mark.slow
def test_no_payload_runs_in_any_place_of_markdown(browser, payloads: list[str]) -> None:
    texts = [cook(place.replace("{}", one)).html for one in payloads for place in PLACES]
    found = shown_bare(browser, texts)
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:30])


def test_the_look_finds_what_runs(browser) -> None:
    for bad in (
        "<img src=x onerror=alert(1)>", "<a href='java\nscript:alert(1)'>x</a>", "<svg onload=alert(1)></svg>",
        "<iframe></iframe>", "<img src=https://spy.example/x.gif>", "</main><p>out</p>", "<script>alert(1)</script>",
    ):  # fmt: skip
        assert shown_bare(browser, ["<p>words</p>", bad]), bad
