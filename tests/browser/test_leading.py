"""What leaders do: let people in, pin, close, take down."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, more, post, reply, start

pytestmark = pytest.mark.browser


def test_a_leader_lets_somebody_in(page, site):
    newcomer, leader = page("abel@example.org"), page("meredith@example.org")
    newcomer.goto("/communities/membership-managers/about/")
    newcomer.get_by_role("link", name="Ask to join").click()
    newcomer.locator("main textarea").fill("I keep the desk at a small museum.")
    newcomer.locator("main form").get_by_role("button").click()
    expect(newcomer.get_by_role("main")).to_contain_text("Asked to join")

    leader.goto("/")
    leader.get_by_role("link", name="Read and answer").first.click()
    leader.get_by_role("button", name="Let Abel Tesfamariam in").click()
    expect(leader.get_by_text("Answered lately")).to_be_visible()

    newcomer.goto("/c/membership-managers/")
    expect(newcomer.get_by_role("link", name="Start a topic")).to_be_visible()


def test_a_leader_keeps_order(page):
    leader, member = page("leader"), page("member")
    address = start(member, "Order, please", "First.")
    reply(member, "Buy my coin.")
    leader.goto(address)
    leader.get_by_role("button", name="Pin to the top").click()
    expect(leader.get_by_role("button", name="Unpin")).to_be_visible()
    more(leader, 2, "Take it down")
    leader.get_by_role("button", name="Take it down").click()
    leader.goto(address)
    expect(post(leader, 2)).to_contain_text("This post was taken down.")
    leader.get_by_role("button", name="Close the topic").click()
    expect(leader.get_by_role("button", name="Open it again")).to_be_visible()

    member.goto(address)
    expect(member.get_by_text("Buy my coin.")).to_have_count(0)
    expect(member.locator("#reply.notice")).to_be_visible()
    leader.get_by_role("link", name="Take it down", exact=True).last.click()
    leader.get_by_role("button", name="Take it down").click()
    expect(leader).to_have_url(re.compile(f"{HOME}$"))
    expect(leader.get_by_text("Order, please")).to_have_count(0)
    answer = member.goto(address)
    assert answer.status == 404


def test_a_leader_splits_posts_off_and_joins_them_again(page):
    leader, member = page("leader"), page("member")
    address = start(member, "Sensors and sandwiches", "Which sensor?")
    reply(member, "And what about lunch?")
    old = f"{address}2/"
    leader.goto(address)
    more(leader, 2, "Move to another topic")
    leader.get_by_role("button", name="Go on").click()
    expect(leader.get_by_text("1 post is chosen")).to_be_visible()
    leader.get_by_label("Title").fill("Lunch on field days")
    leader.get_by_role("button", name="Split them off").click()
    expect(leader.get_by_role("heading", level=1, name="Lunch on field days")).to_be_visible()

    member.goto(old)
    expect(member.get_by_role("heading", level=1, name="Lunch on field days")).to_be_visible()
    member.goto(address)
    expect(member.get_by_text("1 post was moved by")).to_be_visible()
    member.get_by_role("link", name="Read on there").click()

    leader.get_by_text("Tidy up").click()
    leader.get_by_role("link", name="Join to another topic").click()
    leader.get_by_label("Which topic?").fill(address)
    leader.get_by_role("main").get_by_role("button", name="Search").click()
    leader.get_by_role("button", name="Join them").click()
    expect(leader.get_by_role("heading", level=1, name="Sensors and sandwiches")).to_be_visible()
    member.goto(old)
    expect(member.get_by_text("And what about lunch?")).to_be_visible()


def test_a_leader_shows_a_discussion_in_another_community_whose_leader_takes_it_out(page):
    leader, theirs = page("leader"), page("priya@example.org")
    address = start(leader, "Sensors for everybody", "Which one?")
    leader.get_by_role("link", name="Share with another community").click()
    leader.get_by_label("With which community?").select_option(label="Research & Evaluation")
    leader.get_by_role("button", name="See what will happen").click()
    expect(leader.get_by_text("Everyone can read it already")).to_be_visible()
    leader.get_by_role("button", name="Share it").click()
    expect(leader.get_by_text("also in Research & Evaluation", exact=True)).to_be_visible()

    theirs.goto("/c/research-and-evaluation/")
    expect(theirs.locator("li.topic", has_text="Sensors for everybody")).to_contain_text("also in Citizen Science")
    theirs.get_by_role("link", name="Sensors for everybody").click()
    reply(theirs, "The small one.")
    leader.goto(address)
    expect(post(leader, 2)).to_contain_text("The small one.")
    theirs.get_by_role("button", name="Take it out").click()
    expect(theirs.get_by_text("does not show it any more")).to_be_visible()
    theirs.goto("/c/research-and-evaluation/")
    expect(theirs.get_by_text("Sensors for everybody")).to_have_count(0)
    leader.goto("/notifications/")
    expect(leader.get_by_text("took “Sensors for everybody” out of Research & Evaluation")).to_be_visible()
