"""Journeys by keyboard alone: no mouse from the first stop to the last, and one always sees where one is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .doing import HOME, mailed_code, post, reply, start
from .keys import Keys
from .site import PASSWORD

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
LIKE = "(?i)thank|like|heart|love"


@pytest.fixture
def keys(page: Open) -> Callable[[str], Keys]:
    """`keys("member")`: somebody with a keyboard and nothing else."""
    return lambda who="": Keys(page(who))


@pytest.fixture(scope="module")
def asked() -> dict[str, str]:
    """Where the topic is that the journeys share, once it was asked and answered."""
    return {}


@pytest.fixture
def topic(page: Open, asked: dict[str, str]) -> str:
    """A question of the leader's with a reply."""
    if not asked:
        leader = page("leader")
        asked["address"] = start(leader, "Which door opens itself?", "Ours does not.", kind="question")
        member = page("member")
        member.goto(asked["address"])
        reply(member, "The glass one.")
    return asked["address"]


def test_sign_up_and_confirm_the_address(keys):
    here = keys("").open("/")
    here.go("^Join the network$").to("^Your name").type("Keya Keys").to("^E-mail").type("keya@example.org")
    here.to("^Password$").type("four gulls on a mast").go("^Join$")
    code = mailed_code(here.page.context.new_page(), "keya@example.org")
    here.to("^Code").type(code).go()
    expect(here.page.get_by_label("Your menu")).to_be_visible()


def test_sign_in_by_password(keys):
    here = keys("").open("/communities/")
    here.page.keyboard.press("Shift+Tab")
    here.to("^Sign in$", key="Shift+Tab").go()
    here.to("^E-mail").type("priya@example.org").to("^Password$").type(PASSWORD).go()
    expect(here.page.get_by_label("Your menu")).to_be_visible()


def test_find_a_community_join_it_and_leave_it(keys):
    here = keys("newcomer").open("/communities/")
    here.go("^STEAM").go("^Join$")
    expect(here.page.get_by_text("Welcome to")).to_be_visible()
    here.open("/c/steam/").go("^About").go("^Leave").go("^Leave")
    expect(here.page.get_by_text("You have left STEAM.")).to_be_visible()


def test_search_from_any_page_narrow_it_and_take_what_is_offered(keys, topic):
    here = keys("member")
    found = here.page.locator(".found .topic", has_text="Which door opens itself?")
    for _attempt in range(20):  # the worker writes the index within seconds
        here.open("/communities/").press("/")
        assert here.stop()["name"] == "Search"
        here.type("door opening").go()
        if found.count():
            break
        here.page.wait_for_timeout(500)
    here.to("^Search$").go("^Topics")
    expect(found).to_be_visible()
    here.open("/communities/").press("/").type("which door op")
    expect(here.page.get_by_role("option", name="Which door opens itself?")).to_be_visible()
    here.press("ArrowDown").go()
    expect(here.page.get_by_role("heading", level=1)).to_have_text("Which door opens itself?")


def test_ask_a_question_after_looking_at_similar_ones(keys, topic):
    here = keys("member").open(HOME)
    here.go("^Ask a question$").to("^Title").type("Which door opens by itself?")
    expect(here.page.get_by_role("link", name="Which door opens itself?")).to_be_visible()
    here.to("^Which door opens itself").to("^Your text").type("Not one of ours.").go("^Post it$")
    expect(post(here.page, 1)).to_contain_text("Not one of ours.")


def test_reply_with_a_quotation_and_a_mention(keys, topic):
    here = keys("member").open(topic)
    here.to("^Quote").press("Enter")
    expect(here.page.locator(".ProseMirror blockquote")).to_contain_text("Ours does not.")
    here.to("^Your reply").press("Control+End").type("Ask @marisol")
    expect(here.page.get_by_role("option").first).to_contain_text("Marisol")
    here.press("Enter").type("about it.").go(key="Control+Enter")
    expect(here.page.locator("#posts .prose").last).to_contain_text("about it.")
    expect(here.page.locator("#posts .prose").last.locator("a.mention")).to_have_count(1)


def test_react_and_take_it_back(keys, topic):
    here = keys("member").open(topic)
    for pressed in (True, False):
        here.go(LIKE)
        expect(post(here.page, 1).locator(".reaction[aria-pressed=true]")).to_have_count(int(pressed))


def test_a_menu_opens_closes_by_escape_and_gives_the_focus_back(keys, topic):
    here = keys("leader").open(topic)
    here.to("^More for post 2$").press("ArrowDown")
    first = here.stop()["name"]
    here.press("ArrowDown")
    assert here.stop()["name"] != first
    here.press("Escape")
    assert here.stop()["name"] == "More for post 2"
    assert here.page.locator("details[open] .sheet").count() == 0


def test_accept_an_answer(keys, topic):
    here = keys("leader").open(topic)
    here.to("^More for post 2$").press("Enter").go("^Choose as the answer$")
    expect(post(here.page, 2)).to_contain_text("Chosen as the answer")


def test_edit_a_post_of_one_s_own(keys, topic):
    here = keys("leader").open(topic)
    here.to("^More for post 1$").press("Enter").go("^Edit$")
    here.to("^Your text").press("Control+End").type(" Not yet.").go("^Save$")
    expect(post(here.page, 1)).to_contain_text("Ours does not. Not yet.")


def test_bookmark_with_a_note(keys, topic):
    here = keys("member").open(topic)
    here.go("^Bookmark this topic$").to("^A note").type("For the spring.").go("^(Bookmark|Save|Keep)")
    here.open("/mine/?show=bookmarks")
    expect(here.page.get_by_text("For the spring.")).to_be_visible()


def test_vote_in_a_show_of_hands(keys, page):
    leader = page("leader")
    leader.goto(f"{HOME}new/")
    here = Keys(leader).to("^Title").type("Which day for keys?").to("Add a show of hands").press("Enter")
    here.to("^What do you want to know").type("Which day?").to("^Options").type("Tuesday\nWednesday\nNever")
    here.to("^Your text").type("By keys.").go("^Post it$")
    address = re.sub(r"[?#].*", "", leader.url)
    member = keys("member").open(address)
    member.to("^Tuesday").press("ArrowDown").go("^Vote$")
    expect(member.page.get_by_role("row", name=re.compile("Wednesday Your vote"))).to_be_visible()


def test_mute_and_follow_again(keys, topic):
    here = keys("member").open(topic)
    for level in ("Muted", "Watching"):
        here.go(f"^{level}")
        expect(here.page.get_by_role("button", name=level)).to_have_attribute("aria-pressed", "true")
        here.press("Tab")
        assert here.stop()["name"].startswith("Watching"), "one goes on from where one was"


def test_write_a_private_message(keys):
    here = keys("member").open("/messages/")
    here.go("^Write a message$").to("^To").type("Marisol")
    expect(here.page.get_by_role("option").first).to_contain_text("Marisol")
    here.press("Enter").to("^Your message").type("By keys alone.").go("^Send$")
    expect(here.page.locator("article.post").last).to_contain_text("By keys alone.")


def test_report_and_approve_what_waits(keys, topic):
    here = keys("member").open(topic)
    here.to("^More for post 1$").press("Enter").go("^Report$")
    here.to("^It ").press("ArrowDown", "ArrowDown").go("^Report it$")
    expect(here.page.get_by_text("Thank you. A moderator looks at it")).to_be_visible()
    moderator = keys("staff").open("/moderation/")
    moderator.go("^Approve")
    expect(moderator.page.get_by_text("Approved. The author is told.")).to_be_visible()


def test_change_what_others_see_and_one_s_clock(keys):
    here = keys("member").open("/people/me/preferences/")
    here.to("^Time zone").type("America/Chic").go("^Save$")
    expect(here.page.get_by_text("Your preferences are saved.")).to_be_visible()
    here.open("/people/me/profile/").to("^Want to learn").type("juggling, ").to("^Who sees it").press("ArrowUp")
    here.go("^Save$")
    expect(here.page.get_by_text("juggling").first).to_be_visible()


def test_accept_an_invitation(keys, site):
    here = keys("newcomer").open(f"/communities/invitation/{site.places['invitation']}/")
    here.go("^Join$")
    expect(here.page.get_by_text("Welcome to")).to_be_visible()


def test_sign_out_from_one_s_menu(keys, site):
    here = keys("tova@example.org").open("/")
    here.to("^Your menu$", key="Shift+Tab").press("Enter").go("^Sign out$").go("^Sign out$")
    expect(here.page.locator("header").get_by_role("link", name="Sign in")).to_be_visible()
    del site.states["tova@example.org"]  # whoever needs her signs in anew
