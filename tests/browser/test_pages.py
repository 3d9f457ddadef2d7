"""Every page for every kind of reader: at a desk and on a phone, light and dark, larger, mirrored, in forced colours."""

from __future__ import annotations

import pytest
from django.urls import resolve

from . import places
from .look import AXE, briefly, faults
from .watch import Watch, show

pytestmark = pytest.mark.browser


@pytest.mark.long
@pytest.mark.parametrize("who", list(places.READERS))
def test_every_page_holds(who, page, watch, site):
    reader = page("" if who == "cataloguer" else who)
    reader.add_init_script(AXE)  # cheaper than sending it to each page
    found, first = [], set(places.each_page_once(site.places, who))
    for turn, address in enumerate(places.READERS[who](site.places)):
        answer = show(reader, address)
        assert reader.url.endswith(address), f"{address} leads to {reader.url}"
        wrong = faults(reader, turn % 2) if address in first else briefly(reader)
        found += [f"{who} {address} ({answer.status}): {fault}" for fault in wrong]
    assert not found, "\n" + "\n".join(found)
    assert watch.violations == []


@pytest.mark.parametrize(
    ("forbidden", "directive"),
    [
        ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
        ("document.body.setAttribute('onclick', 'alert(1)')", "script-src-attr"),
        ("document.head.append(Object.assign(document.createElement('script'), { text: '1' }))", "script-src-elem"),
        ("{ new Image().src = 'https://elsewhere.example/a.png' }", "img-src"),
    ],
)
def test_what_the_policy_forbids_is_heard(forbidden, directive, browser, site):
    watch = Watch(browser, site)
    page = watch.open()
    show(page, "/about/")
    assert watch.violations == []
    with page.expect_console_message(lambda said: said.text.startswith(f"policy: {directive} ")):
        page.evaluate(forbidden)
    watch.close()
    assert len(watch.violations) == 1


def test_no_page_is_forgotten(site):
    opened = {
        resolve(address.partition("?")[0]).view_name
        for pages in places.READERS.values()
        for address in pages(site.places)
        if address != "/no/such/page/"
    }
    names = set(places.routes())
    assert names - opened - places.NO_PAGES == set()
    assert not places.NO_PAGES - names, "addresses that are gone"
    assert not places.NO_PAGES & opened, "addresses that are pages after all"
