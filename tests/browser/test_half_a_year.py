"""A team of three, one by keyboard and one on a phone: from the invitation to the round that comes back half a year later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .doing import mailed_code, mailed_link
from .keys import Keys
from .site import Site, furnished, start
from .watch import Watch, sign_in

pytestmark = pytest.mark.browser
TEAM, HARBOR = "Water at the Door", "Harbor Science Center"
FIRST, SECOND = "Which local priority would we serve", "How does this carry out our mission"
MERE, THEO, NINA = "The harbor wards named it first.", "We noticed it ourselves.", "My street said so at the pump."
DECIDED, UNRELEASED = "The wards say: keep the water out of the cellars.", "Nobody has read the mission for years."
ALONE = {"Meredith": MERE, "Theo": THEO, "Nina": NINA}
CAME_OF_IT = "Four wards wrote it down and signed."


@dataclass
class Half:
    """The site in one half of the year, and the three at their screens."""

    site: Site
    watch: Watch
    meredith: Page
    theo: Keys
    nina: Page

    def everybody(self) -> list[Page]:
        """All of them."""
        return [self.meredith, self.theo.page, self.nina]


@pytest.fixture
def first(browser: Browser, shared: Path, tmp_path: Path) -> Iterator[Half]:
    """The first half: two have accounts and are signed in, the third gets a mail."""
    yield from _half(browser, start(furnished(shared), tmp_path / "first", DEVELOPMENT="1"), ("meredith", "theo", ""))


def _half(browser: Browser, site: Site, who: tuple[str, str, str]) -> Iterator[Half]:
    watch = Watch(browser, site)
    try:
        mere, theo, nina = (f"{one}@example.org" if one else "" for one in who)
        yield Half(site, watch, watch.open(mere), Keys(watch.open(theo)), watch.open(nina, width=390, height=844))
    finally:
        watch.close()
        site.stop()
    assert not watch.troubles, "\n".join(watch.troubles)


def test_a_team_goes_from_the_invitation_to_the_round_half_a_year_later(first, browser, tmp_path):
    team = begins(first)
    readiness(first, team)
    guide = answers_alone(first, team)
    meets(first, guide)
    wheel(first, team)
    does(first, team)
    first.meredith.goto(f"{guide}close/")
    first.meredith.get_by_role("button", name="Close the round").click()
    expect(first.meredith.get_by_text("The next one opens on")).to_be_visible()
    site = first.site.later(tmp_path / "second", days=182)
    for second in _half(browser, site, ("", "", "")):
        comes_back(second, team, guide)


def begins(now: Half) -> str:
    """Begin a team and invite two; one joins by keyboard, one makes an account on the phone. The team's address."""
    mere, theo, nina = now.meredith, now.theo, now.nina
    mere.goto("/institutions/?q=Harbor+Science")
    mere.locator("#list").get_by_role("link", name=HARBOR, exact=True).click()
    mere.get_by_role("link", name="Begin a team").click()
    mere.get_by_label("Name").fill(TEAM)
    mere.get_by_label("What it is for").fill("Dry cellars, with the people who own the buckets.")
    mere.get_by_role("button", name="Begin the team").click()
    mere.get_by_label("E-mail addresses").fill("theo@example.org\nnina@example.org")
    mere.get_by_role("button", name="Send the invitations").click()
    expect(mere.get_by_text("finds it in their mail")).to_be_visible()

    theo.open(mailed_link(theo.page, "theo@example.org", "/teams/invitation")).go("^Join the team$")
    expect(theo.page.get_by_role("heading", level=1)).to_have_text(TEAM)
    team = urlsplit(theo.page.url).path

    nina.goto(mailed_link(nina, "nina@example.org", "/teams/invitation"))
    nina.get_by_role("link", name="Make an account and join").click()
    nina.get_by_label("Your name").fill("Nina Novak")
    nina.get_by_label("E-mail address").fill("nina@example.org")
    nina.get_by_label("Password", exact=True).fill("a sparrow on the sill")
    nina.locator("main").get_by_role("button", name="Join", exact=True).click()
    expect(nina.get_by_role("heading", level=1)).to_have_text("Is this your address?")
    code = mailed_code(nina.context.new_page(), "nina@example.org")
    nina.get_by_label("Code").fill(code)
    nina.get_by_role("button", name="Confirm").click()
    nina.get_by_role("button", name="Join the team").click()
    expect(nina.get_by_role("heading", level=1)).to_have_text(TEAM)
    return team


def readiness(now: Half, team: str) -> None:
    """Three rate apart; only what they found together is shown, with nobody's levels."""
    mere, theo, nina = now.meredith, now.theo, now.nina
    mere.goto(team)
    mere.get_by_role("link", name="Begin with readiness").click()
    mere.get_by_role("button", name="Begin a round").click()
    sheet = mere.url
    rates(mere, "Leadership has not talked about it.", needs="A yes from the director.")

    theo.open(sheet).to("^I cannot judge this$").press("ArrowDown").go("^Share$")
    expect(theo.page.get_by_text("2 of 3 in the team have shared")).to_be_visible()

    nina.goto(sheet)
    rates(nina, "It stands in the plan and the budget", needs="")
    for page in (theo.page, nina):
        expect(page.get_by_text("A yes from the director.")).to_have_count(0)
    mere.goto(sheet.replace("mine/", ""))
    mere.get_by_role("link", name="Close the round").click()
    mere.get_by_role("button", name="Close the round").click()
    nina.reload()
    expect(nina.get_by_text("A yes from the director.")).to_be_visible()
    expect(nina.get_by_text("From level 1 to level 4")).to_be_visible()


def rates(page: Page, sentence: str, *, needs: str) -> None:
    """Choose a sentence on leadership, and share."""
    page.get_by_label(re.compile(sentence)).check()
    page.get_by_label("What we need").first.fill(needs)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("You have shared yours")).to_be_visible()


def answers_alone(now: Half, team: str) -> str:
    """Each answers before they read the others; then they see all words, and how they spread. The round's address."""
    mere, theo, nina = now.meredith, now.theo, now.nina
    mere.goto(team)
    mere.get_by_role("link", name="Begin with the guide").click()
    mere.get_by_role("button", name="Begin this stage").first.click()
    guide = urlsplit(mere.url).path
    mere.get_by_role("link", name=re.compile(FIRST)).click()
    question = mere.url
    answers(mere, "Not yet", MERE)
    expect(mere.get_by_text("You are the first")).to_be_visible()

    theo.open(question)
    sees_nobody(theo.page, but="Theo")
    theo.to("^Not yet$|Where do we stand").press(*["ArrowRight"] * 4).to("^What makes you say so").type(THEO)
    theo.go("^Share and see the others$")
    expect(theo.page.get_by_text(MERE)).to_be_visible()

    nina.goto(question)
    sees_nobody(nina, but="Nina")
    answers(nina, "Not yet", NINA)
    for page in now.everybody():
        page.goto(question)
        for words in ALONE.values():
            expect(page.get_by_text(words)).to_be_visible()
        expect(page.locator(".spread td b")).to_have_text(["2", "0", "0", "0", "1"])

    mere.goto(guide)
    mere.get_by_role("link", name=re.compile(SECOND)).click()
    answers(mere, "Starting", "I do not know.")
    mere.get_by_label("What we say as a team").fill(UNRELEASED)
    mere.get_by_role("button", name="Save for the team").click()
    nina.goto(mere.url)
    expect(nina.get_by_text(UNRELEASED)).to_have_count(0)
    return guide


def answers(page: Page, step: str, words: str) -> None:
    """Say where one stands and why, and share."""
    page.get_by_label(step, exact=True).check()
    page.get_by_label("What makes you say so?").fill(words)
    page.get_by_role("button", name="Share and see the others").click()
    expect(page.get_by_role("heading", name="How the team answers")).to_be_visible()


def sees_nobody(page: Page, *, but: str) -> None:
    """What others said is nowhere in the page."""
    source = page.content()
    assert not [words for name, words in ALONE.items() if name != but and words in source]


def meets(now: Half, guide: str) -> None:
    """The meeting begins where they differ; one answer, one action; leadership reads what was released."""
    mere, theo, nina = now.meredith, now.theo, now.nina
    nina.goto(guide)
    nina.get_by_role("link", name="The meeting").click()
    agenda = nina.get_by_role("list", name="Agenda")
    expect(agenda.get_by_role("listitem").nth(1)).to_contain_text("You differ")
    agenda.get_by_role("link", name=re.compile(FIRST)).click()
    expect(nina.get_by_role("button", name="Start the clock")).to_be_visible()
    nina.get_by_label("What we say as a team").fill(DECIDED)
    nina.get_by_label("Who looks after it?").select_option("Theo Papadakis")
    nina.get_by_role("button", name="Save for the team").click()
    expect(nina.get_by_text("Saved for the team.")).to_be_visible()
    action(nina, "Ask each ward what it wrote down", "Theo Papadakis")
    action(nina, "Find a room on the hill", "")

    theo.open(f"{guide}brief/")
    expect(theo.page.get_by_text("Nothing is released yet")).to_be_visible()
    mere.goto(guide)
    mere.get_by_role("link", name=re.compile(FIRST)).click()
    mere.get_by_role("button", name="Release it to leadership").click()
    expect(mere.get_by_text("It stands in the brief for leadership.")).to_be_visible()
    theo.open(f"{guide}brief/")
    brief = theo.page.locator(".brief")
    expect(brief).to_contain_text(DECIDED)
    for words in (*ALONE.values(), UNRELEASED, SECOND):
        expect(brief).not_to_contain_text(words)


def action(page: Page, text: str, owner: str) -> None:
    """Write down what is done next."""
    page.get_by_text(re.compile("Make this an action|Add another action")).click()
    page.get_by_label("What is to be done").fill(text)
    page.get_by_label("Who does it").select_option(owner or "Nobody yet")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text(text, exact=True)).to_be_visible()


def wheel(now: Half, team: str) -> None:
    """Each rates their skills for themselves; the team sees what it covers, once all three let it count."""
    theo = now.theo.open("/community-science/skills/mine/")
    for _skill in range(theo.page.locator("ol.skills > li").count()):
        theo.to("^Not yet$").press("ArrowRight")
    lets_it_count(theo.page)
    for page in (now.meredith, now.nina):
        page.goto("/community-science/skills/mine/")
        page.bring_to_front()  # a window behind the others draws so rarely that each press waits for it
        for scale in page.locator("ol.skills .scale").all():
            scale.get_by_role("radio").nth(2 if page == now.nina else 0).check()
        lets_it_count(page)
    for page in now.everybody():
        page.goto(team)
        page.get_by_role("link", name="See the team's skills").click()
        expect(page.get_by_role("heading", name="Where you are thin")).to_be_visible()


def lets_it_count(page: Page) -> None:
    """Every skill has an answer, which nobody sees; it counts from now on."""
    page.get_by_role("button", name="Let my answers count").click()
    expect(page.get_by_text("Your answers count in your teams now.")).to_be_visible()


def does(now: Half, team: str) -> None:
    """One of the two actions is done, by keyboard, and what came of it is said."""
    theo = now.theo.open("/")
    theo.go("^Ask each ward").go("^Done: Ask each ward").to("came of it").type(CAME_OF_IT)
    theo.go("^It is done$")
    now.nina.goto(f"{team}actions/")
    expect(now.nina.get_by_text(CAME_OF_IT)).to_be_visible()


def comes_back(now: Half, team: str, guide: str) -> None:
    """The rounds have opened by themselves, with what was said and done last time."""
    mere, theo, nina = now.meredith, now.theo, now.nina
    for page, address in ((mere, "meredith"), (theo.page, "theo")):
        sign_in(page, f"{address}@example.org")
    sign_in(nina, "nina@example.org", "a sparrow on the sill")
    opened = mere.get_by_text(f"round 2 of the team {TEAM} has begun")
    for _look in range(40):
        mere.goto("/notifications/")
        if opened.count() == 2:
            break
        mere.wait_for_timeout(250)
    expect(opened).to_have_count(2)

    mere.goto(team)
    mere.get_by_role("link", name="Go on with the guide").click()
    mere.get_by_role("link", name="Go on", exact=True).click()
    assert urlsplit(mere.url).path != guide
    became = mere.locator("section", has_text="What became of what you took on last time")
    for words in (CAME_OF_IT, "Find a room on the hill"):
        expect(became).to_contain_text(words)
    mere.get_by_role("link", name=re.compile(FIRST)).click()
    question = mere.url
    answers(mere, "In part", "The wards came to us.")
    mere.get_by_label("It has changed").check()
    for page in (theo.page, nina):
        page.goto(question)
        expect(page.locator("section", has_text="What you said last time").last).to_contain_text(DECIDED)
        expect(page.get_by_label("What makes you say so?")).to_have_value("")
        assert "The wards came to us." not in page.content()
        sees_nobody(page, but="")
    theo.open(question).to("^Not yet$").press("ArrowRight", "ArrowRight").go("^Share and see the others$")
    expect(theo.page.get_by_text("The wards came to us.")).to_be_visible()
    theo.open(f"{mere.url.partition('q/')[0]}brief/")
    expect(theo.page.get_by_text("Nothing is released yet")).to_be_visible()

    nina.goto(f"{team}readiness/")
    nina.get_by_role("link", name="Go on").click()
    nina.get_by_role("link", name="Rate alone").click()
    expect(nina.get_by_text("Last time you chose level 4.")).to_be_visible()
