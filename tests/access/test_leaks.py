"""Nobody reads, counts or hears of what is not theirs, wherever links lead."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from convene.core.communities.actions import set_role
from convene.core.communities.models import Alias, Community, Membership
from convene.core.contact import actions as contact
from convene.features.discussions import actions
from convene.features.messages import actions as messages

from .crawl import BEGIN, channels, crawl, told
from .guided import answered_together
from .reader import undone
from .roles import ROLES, readers
from .stage import Stage, Walk

some_walks = pytest.mark.parametrize("walk", ["anonymous", "stranger", "member", "leader", "staff"], indirect=True)
OUTSIDE = ("anonymous", "stranger", "elsewhere")
PASSING = re.compile(
    r'<time\b.*?</time>|name="csrfmiddlewaretoken" value="[^"]*"|data-token="[^"]*"|token=[^"&]*'
    r'|name="key" value="[^"]*"|<a class="btn quiet bell".*?</a>|value="\d{4}-\d\d-\d\dT[^"]*"',
    re.DOTALL,
)


def test_no_page_tells_what_is_not_the_readers(walk: Walk, world: Stage) -> None:
    leaks = [
        f"{address} tells {walk.role} the {secret}"
        for address, answer in walk.pages.items()
        for secret in told(world, walk.role, f"{answer.text}\n{answer.headers}")
    ]
    assert not leaks, "\n".join(leaks[:40])


@some_walks
def test_following_links_changes_nothing_but_what_one_has_seen(walk: Walk) -> None:
    assert not walk.changed
    assert len(walk.pages) > 40


@some_walks
def test_the_walk_goes_everywhere_that_is_open(walk: Walk, world: Stage) -> None:
    led_to = {address: answer for address, answer in walk.pages.items() if address not in BEGIN}
    wrong = [(address, answer.status) for address, answer in led_to.items() if answer.status >= 400]
    assert not [one for one in wrong if not one[0].endswith(("/leave/", "/close/"))], (
        "only on the last leader's way out something is said"
    )
    for place in world.places:
        for talk in place.talks:
            is_open = walk.role in readers(place.community.visibility) and talk.state != "taken-down"
            assert (talk.topic.get_absolute_url() in walk.pages) == is_open, talk.topic.get_absolute_url()


def test_pages_listen_to_what_they_show_and_to_their_reader_alone(walk: Walk, world: Stage) -> None:
    role = walk.role
    mine = {f"person:{world.people[role].pk}"} if role in world.people else set()
    private = {one.person.handle: one.channel for one in world.talk.participations.filter(left_at=None)}
    ours = {world.talk.get_absolute_url(): private.get(role, "")}
    topics = {talk.topic.get_absolute_url(): talk.topic.group for place in world.places for talk in place.talks}
    topics |= {one.address: one.talk.topic.group for one in world.shared.values()}
    ours |= answered_together(role)
    heard = 0
    for address, answer in walk.pages.items():
        allowed = mine | {(topics | ours).get(address.partition("?")[0], "")}
        assert channels(answer.text) <= allowed, address
        heard += len(channels(answer.text))
    assert bool(heard) == (role in ROLES[3:])


def test_a_mention_finds_members_and_neither_addresses_nor_authors_of_archives(world: Stage) -> None:
    for role in ("stranger", "member", "staff"):
        for word, (where, who) in world.secrets.items():
            text = world.readers[role].get(f"/people/suggest/?q={word}").text
            assert text == "[]" or role in who, f"{where} is suggested to {role}"


def test_a_former_address_tells_nobody_where_a_hidden_community_went(world: Stage) -> None:
    with undone():
        here = world.place("hidden").community
        Alias.objects.create(slug="former-name", community=here)
        for name in ("discussions:community", "communities:about"):
            address = reverse(name, args=["former-name"])
            assert [world.reader(role).get(address).status for role in OUTSIDE] == [404, 404, 404], address
            assert world.readers["member"].get(address).status == 301


def test_nothing_that_happens_out_of_sight_changes_what_others_see(world: Stage) -> None:
    before = {role: _still(world, role) for role in OUTSIDE}
    with undone():
        _stir(world)
        for role in OUTSIDE:
            after = _still(world, role, again=[*before[role]])
            changed = [address for address in before[role] if after.get(address) != before[role][address]]
            assert not changed, (
                f"{role} sees a change at {changed[:10]}: {set(after[changed[0]]) ^ set(before[role][changed[0]])}"
            )


def _still(world: Stage, role: str, *, again: list[str] | None = None) -> dict[str, list[str]]:
    """What somebody sees, less what changes with every look, and less its order: the liveliest come first.

    A new page would be seen by the link that leads to it, so that the same pages again are enough.
    """
    with undone():
        reader = world.reader(role)
        pages = (
            {address: reader.get(address) for address in again} if again else crawl(reader, shift=ROLES.index(role))
        )
        return {address: sorted(re.split(r"(?=<)", PASSING.sub("", answer.text))) for address, answer in pages.items()}


def _stir(world: Stage) -> None:
    """Write where outsiders do not read, mention them there, and take down what they could have read."""
    people = world.people
    for visibility in ("hidden", "listed"):
        here = world.place(visibility).community
        topic = actions.start(
            people["author"], here, title="Out of sight", body="For @stranger and @elsewhere", kind="question"
        )
        post = actions.reply(people["member"], topic, body="Yes, @stranger")
        actions.accept(people["author"], post)
        actions.pin(people["leader"], topic)
    hidden = world.place("hidden").community
    Membership.objects.filter(community=hidden, person=people["target"]).delete()
    set_role(people["leader"], hidden, people["member"], role="moderator")
    Community.objects.create(
        slug="more-hidden", name="More", line="Hidden", visibility="hidden", join_policy="invited", state="operating"
    )
    message = messages.start(people["author"], [people["target"]], body="Out of sight, for @stranger")
    messages.write(people["target"], message.conversation, body="Yes, @stranger")
    messages.write(people["author"], world.talk, body="And here")
    messages.take_back(people["author"], message)
    contact.block(people["target"], people["member"])
    here = world.place("public").community
    actions.hide_topic(people["leader"], actions.start(people["author"], here, title="Taken down", body="At once"))
