"""Run beside a new site: demo content, and what a demo lacks because it is rare: the long, the empty, the taken down.

`main` runs in a process of its own with DATA_DIR, and says where things are, as JSON. With the word `plain` there is
the demo content alone.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.communities.models import Community
from convene.core.contact import actions as contact
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.core.rounds.models import Round
from convene.core.saved.actions import save
from convene.core.saved.letters import stop_address
from convene.core.tags.queries import vocabulary
from convene.entry.demo.actions import fill
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Post, Topic
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.library.models import Resource
from convene.features.messages import actions as messages
from convene.features.messages.models import Conversation

from .belonging import belonging
from .conversed import conversed
from .introduced import introduced
from .rated import rated

PASSWORD = "science-center"
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Bartholomew Maximilian"
LONG_TITLE = (
    "What we learned when the Donaudampfschifffahrtsgesellschaftskapitänsmuseum lent us forty-one cases, nine of them "
    "without a lock, and why the paperwork took longer than the whole of the exhibit itself"
)
EVERYTHING = """### A heading

Some **bold**, some *italic*, `code`, and https://example.org/a/very/long/address/that/does/not/end/{tail}

| Sensor | Reading | What the county monitor said | Difference | A column that is rather wide | Remark |
| --- | ---: | ---: | ---: | --- | --- |
| A-1 | 12.5 | 11.9 | 0.6 | eleven words in a cell make a table wide on every phone | fine |

```
one_line_of_code = that(runs, far, beyond, the, edge, of, a, telephone) + and_then(some, more, of, the, same)
```

> Somebody said this, and it is quoted here.

1. First
2. Second
   - inside

::: details What else we tried
Folded words.
:::
"""


def main() -> None:
    """Fill the site in DATA_DIR, which has its tables."""
    cast = fill(PASSWORD)
    sys.stdout.write("\n" + json.dumps({} if "plain" in sys.argv else furnish(cast)))


def furnish(cast: dict[str, User]) -> dict[str, object]:
    """Add what is rare; returns where it is."""
    marisol, priya, staff = cast["marisol"], cast["priya"], next(user for user in cast.values() if user.is_staff)
    home = Community.objects.get(slug="citizen-science")
    newcomer, long_named = arrive("newcomer", "Nia Newcomer"), arrive("long", LONG_NAME)
    suspended = arrive("suspended", "Sol Suspended")
    for person in (long_named, suspended, priya):
        if not home.memberships.filter(person=person).exists():
            communities.join(person, home)
    for person in (long_named, suspended):
        moderation.set_person(staff, person, None, mode="trusted")
    long = discussions.start(
        long_named, home, title=LONG_TITLE, body=EVERYTHING.format(tail="x" * 120), kind="question"
    )
    for number in range(2, 48):
        discussions.reply(
            priya if number % 2 else marisol, long, body=f"Reply number {number}, with a thought of its own."
        )
    worded, gone = long.posts.get(number=2), long.posts.get(number=3)
    discussions.edit(worded.author, worded, body="Reply number 2, worded **better**.")
    discussions.hide_post(marisol, gone)
    hands = discussions.add_hands(
        marisol, long.posts.get(number=4), question="Which of these would help you most, if you had to choose?",
        options=[LONG_TITLE, "A lock", "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 2], most=2, is_named=True,
    )  # fmt: skip
    for person, choices in ((priya, [0, 1]), (marisol, [1]), (long_named, [])):
        discussions.vote(person, hands, choices=choices)
    discussions.sum_up(marisol, long, body="We agree on the **lock**. The paperwork is open.", posts=[2, 4, 17])
    discussions.slow_down(marisol, long, minutes=60)
    announcement = discussions.announce(
        marisol, home, title="The museum lends its cases again", body="From Monday on.", without_replies=True
    )
    scheduled = discussions.schedule(
        marisol, home, due_at=timezone.now() + timedelta(days=3), title=LONG_TITLE, body="Good *morning*."
    )
    bare = discussions.start(priya, home, title="Nobody has answered this yet", body="Anybody?", kind="question")
    shut = discussions.start(marisol, home, title="This one is closed", body="All said.")
    discussions.close(marisol, shut)
    talk = talked(priya, marisol, long_named)
    report = messages.report(priya, talk.messages.get(number=2), reason="A test of what the staff see.", also=[1])
    contact.block(priya, suspended)
    to_all = messages.write_to_members(marisol, home, body="The *spring meeting* is in Dayton. " + LONG_TITLE)
    moderation.set_person(marisol, priya, home, mode="held")
    refused = moderation.refuse(marisol, discussions.reply(priya, bare, body="I sell one."), reason="Nothing for sale.")
    moderation.set_person(marisol, priya, home, mode="")
    saved = save(marisol, page="search", said={"text": LONG_TITLE}, name=LONG_TITLE)
    undoing = moderation.undo_account(marisol, suspended, home, reason="Nothing but advertising.")
    people.suspend(staff, suspended, reason="Advertised a crypto coin in four communities.")
    quiet = communities.found(
        staff, slug="quiet-room", name="Quiet Room", line="Nobody has said a word.", needs="Two more leaders.", order=90
    )
    communities.join(marisol, quiet)
    communities.set_role(staff, quiet, marisol, role="leader")
    asked = Community.objects.filter(join_policy="request").first()
    assert asked
    communities.ask_to_join(newcomer, asked, answer="I raise funds for a small museum.")
    closed_shop = Community.objects.filter(join_policy="invited", state="operating").first()
    assert closed_shop
    (invitation,) = communities.invite(staff, closed_shop, addresses=["newcomer@example.org"], note="Come and see.")
    answered = Topic.objects.exclude(accepted_post=None).filter(community=home).first()
    assert answered
    mine = Post.objects.filter(author=marisol, topic__community=home, topic__closed_at=None).exclude(topic=long).first()
    assert mine
    leader = asked.memberships.filter(role="leader").select_related("person").first()
    assert leader
    waiting = Item.objects.waiting().filter(cause="held").select_related("author").earliest("pk")
    meetings = introduced(priya, marisol, long_named, cast["hoku"])
    return meetings | shelved(marisol, priya, home) | belonging(cast, long_named) | rated(cast) | conversed(cast) | {
        "refused": refused.pk,
        "worded": worded.pk,
        "waiting": waiting.pk,
        "waits": waiting.author.handle,
        "appealed": Item.objects.appealed().get().pk,
        "undoing": undoing.pk,
        "long": long.pk,
        "bare": bare.pk,
        "scheduled": scheduled.pk,
        "announcement": announcement.pk,
        "shut": shut.pk,
        "answered": answered.pk,
        "mine": [mine.topic_id, mine.number],
        "asked": asked.slug,
        "asked_leader": leader.person.email,
        "invited": closed_shop.slug,
        "invitation": invitation.token,
        "talk": talk.pk,
        "report": report.pk,
        "to_all": to_all.pk,
        "saved": saved.pk,
        "stop_token": stop_address([saved.pk]).rstrip("/").rpartition("/")[2],
        "marisol": marisol.handle,
        "priya": priya.handle,
        "long_named": long_named.handle,
        "suspended": suspended.handle,
        "staff": staff.email,
        "guide_over": Round.objects.get(kind="guide", number=1).pk,
        "guide_round": Round.objects.get(kind="guide", number=2).pk,
    }


def shelved(leader: User, member: User, home: Community) -> dict[str, object]:
    """Resources in every state, one with a long title and a second version; a collection of which one is no longer true."""
    words = vocabulary()
    terms = [words.by_facet["kind"][0], *words.by_facet["topic"], words.by_facet["language"][0]]
    content = Content(
        title=LONG_TITLE, authors=LONG_NAME, description=EVERYTHING.format(tail="z" * 120), context_note=LONG_TITLE,
        terms=terms, links=[("", "https://example.org/" + "long/" * 40), ("A kit", "https://example.org/kit")],
    )  # fmt: skip
    draft, retired = library.propose(member, home, content), library.propose(leader, home, content)
    library.publish(leader, retired)
    library.revise(leader, retired, content, changed=LONG_TITLE)
    library.use(member, retired, institution=LONG_NAME, sentence=LONG_TITLE)
    collection = home.collections.all()[0]
    library.place(leader, collection, retired, note=LONG_TITLE)
    library.retire(leader, retired, answer=LONG_TITLE)
    shelf = Resource.objects.filter(community=home)
    return {
        "draft": draft.pk,
        "retired": retired.pk,
        "used": shelf.on_shelf(leader).latest("use_count").pk,
        "made_of": shelf.exclude(source=None).earliest("pk").pk,
        "to_review": shelf.filter(state="waiting").earliest("pk").pk,
        "stale": Resource.objects.filter(state="stale").earliest("pk").pk,
        "collection": collection.pk,
    }


def talked(writer: User, other: User, late: User) -> Conversation:
    """A conversation of two pages, with everything that can happen in one."""
    talk = messages.start(writer, [other, late], body=EVERYTHING.format(tail="y" * 120)).conversation
    for number in range(2, 33):
        messages.write(other if number % 2 else late, talk, body=f"Message number {number}.")
    messages.take_back(other, talk.messages.get(number=31))
    messages.leave(late, talk)
    return talk


def arrive(key: str, name: str) -> User:
    """Somebody with an account and nothing else."""
    person = User.objects.create_user(f"{key}@example.org", PASSWORD, name=name, handle=people.new_handle(name)[:40])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
