"""What happens to a site when many do the same at once; run in the site's own environment, prints one JSON object."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")

import django  # noqa: E402

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from convene.core.communities.models import Community, JoinRequest, Membership  # noqa: E402
from convene.core.ledger.models import Entry  # noqa: E402
from convene.core.moderation.models import Policy, Standing  # noqa: E402
from convene.core.notifications.models import Notification  # noqa: E402
from convene.core.people.models import User  # noqa: E402
from convene.features.discussions import actions  # noqa: E402
from convene.features.discussions.models import Post, Reaction, ShowOfHands, Stance, Topic  # noqa: E402

AT_ONCE = 20
PEOPLE = int(os.environ.get("PEOPLE", "60"))
LONG_AGO = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
Request = Callable[[], Any]


def person(handle: str, *communities: Community, role: str = "member") -> User:
    """Somebody, who belongs to communities."""
    user = User.objects.create(handle=handle, name=handle.title(), email=f"{handle}@example.org", claimed_at=LONG_AGO)
    Standing.objects.create(person=user, grown_at=LONG_AGO)  # no newcomer, who may write only so much a day
    for community in communities:
        Membership.objects.create(community=community, person=user, role=role)
    return user


def community(slug: str, **fields: Any) -> Community:
    return Community.objects.create(slug=slug, name=slug, line="Line", state="operating", **fields)


def browser(user: User) -> Client:
    """A browser of somebody's own."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def sending(client: Client, address: str, data: dict[str, Any] | None = None) -> Request:
    """A form to be sent later."""
    return lambda: client.post(address, data or {})


def race(requests: Iterable[Request]) -> list[Any]:
    """Do all of them, so many at a time as threads are there, beginning together."""
    waiting = list(requests)
    together = threading.Barrier(min(AT_ONCE, len(waiting)))
    started = threading.local()

    def do(request: Request) -> Any:
        if not getattr(started, "already", False):
            started.already = True
            together.wait(30)
        try:
            return request()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(min(AT_ONCE, len(waiting))) as pool:
        return list(pool.map(do, waiting))


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def the_same_post_twenty_times() -> dict[str, Any]:
    """A writer's browser sends the same reply again and again."""
    here = community("here")
    ana = person("ana", here)
    topic = actions.start(ana, here, title="Topic", body="Words")
    form = {"body": "Once", "key": str(uuid.uuid4())}
    answers = race(sending(browser(ana), f"{topic.get_absolute_url()}reply/", form) for _ in range(20))
    new = {"kind": "question", "title": "One topic", "body": "Once", "key": str(uuid.uuid4())}
    started = race(sending(browser(ana), "/c/here/new/", new) for _ in range(20))
    topic.refresh_from_db()
    here.refresh_from_db()
    return {
        "statuses": statuses(answers), "places": sorted({answer.headers.get("Location") for answer in answers}),
        "posts": topic.posts.count(), "post_count": topic.post_count, "last_number": topic.last_number,
        "lines": Entry.objects.filter(verb="discussions.replied").count(),
        "started": statuses(started), "topics": Topic.objects.count(), "topic_count": here.topic_count,
        "in_community": here.post_count,
    }  # fmt: skip


def the_last_leaders_leave() -> dict[str, Any]:
    """Two leaders leave at the same moment, in ten communities."""
    places = [community(f"place-{number}", member_count=2) for number in range(10)]
    ana, ben = person("ana", *places, role="leader"), person("ben", *places, role="leader")
    answers = []
    for place in places:
        answers += race(sending(browser(one), f"/communities/{place.slug}/leave/") for one in (ana, ben))
    return {
        "leaders": [place.memberships.filter(role="leader").count() for place in places],
        "counts": [Community.objects.get(pk=place.pk).member_count for place in places],
        "statuses": statuses(answers),
    }


def many_reactions() -> dict[str, Any]:
    """Many like the same post, half of them twice, and a quarter think better of it."""
    here = community("here")
    topic = actions.start(person("ana", here), here, title="Topic", body="Words")
    address = f"{topic.get_absolute_url()}1/react/"
    browsers = [browser(person(f"reader-{number}", here)) for number in range(PEOPLE)]
    twice = [*browsers, *browsers[: PEOPLE // 2]]
    liked = race(sending(client, address, {"kind": "heart"}) for client in twice)
    post = Post.objects.get(topic=topic, number=1)
    found = {"liked": statuses(liked), "count": post.reactions, "rows": Reaction.objects.count()}
    back = race(sending(client, address, {"take_back": "heart"}) for client in browsers[: PEOPLE // 4])
    post.refresh_from_db()
    return found | {"back": statuses(back), "left": post.reactions, "rows_left": Reaction.objects.count()}


def many_votes() -> dict[str, Any]:
    """Many vote at once, half of them twice and each time otherwise."""
    here = community("here")
    ana = person("ana", here)
    topic = actions.start(ana, here, title="Topic", body="Words")
    hands = actions.add_hands(ana, topic.posts.get(), question="Which?", options=["A", "B", "C"])
    address = f"{topic.get_absolute_url()}1/hands/vote/"
    browsers = [browser(person(f"voter-{number}", here)) for number in range(PEOPLE)]
    votes = [sending(client, address, {"choice": str(number % 3)}) for number, client in enumerate(browsers)]
    again = [sending(client, address, {"undecided": "on"}) for client in browsers[: PEOPLE // 2]]
    answers = race([request for pair in zip(votes, again, strict=False) for request in pair] + votes[PEOPLE // 2 :])
    hands = ShowOfHands.objects.get(pk=hands.pk)
    stances = list(Stance.objects.values_list("choices", flat=True))
    return {
        "statuses": statuses(answers), "people": len(stances), "voters": hands.voter_count, "counts": hands.counts,
        "undecided": hands.undecided_count, "counted_anew": [sum(n in one for one in stances) for n in range(3)],
        "undecided_anew": sum(not one for one in stances),
    }  # fmt: skip


def forty_replies_at_once() -> dict[str, Any]:
    """Forty people reply to a question in the same second."""
    here = community("here", unanswered_count=0)
    topic = actions.start(person("ana", here), here, title="Topic", body="Words", kind="question")
    people = [person(f"writer-{number}", here) for number in range(40)]
    answers = race(
        sending(browser(one), f"{topic.get_absolute_url()}reply/", {"body": f"By {one.handle}"}) for one in people
    )
    topic.refresh_from_db()
    here.refresh_from_db()
    return {
        "statuses": statuses(answers), "numbers": sorted(topic.posts.values_list("number", flat=True)),
        "post_count": topic.post_count, "people": topic.people_count, "followers": topic.follower_count,
        "in_community": here.post_count, "unanswered": here.unanswered_count,
        "unread_of_ana": User.objects.get(handle="ana").unread_notifications,
    }  # fmt: skip


def replies_while_others_read() -> dict[str, Any]:
    """Sixty replies to two topics in two communities, whose thirty watchers look at them all the while."""
    places = [community("here"), community("there")]
    people = [person(f"reader-{number}", *places) for number in range(30)]
    topics = [actions.start(people[0], place, title="Topic", body="Words") for place in places]
    for one in people:
        for topic in topics:
            actions.follow(one, topic, level="watching")
    requests = []
    for number, one in enumerate(people):
        client = browser(one)
        for topic in reversed(topics) if number % 2 else topics:
            address = topic.get_absolute_url()
            requests.append(sending(client, f"{address}reply/", {"body": f"Number {number}"}))
            requests.append(sending(client, f"{address}read/", {"upto": "100000"}))
    answers = race(requests)
    waiting = Notification.objects.filter(read_at=None)
    return {
        "statuses": statuses(answers),
        "bells": [User.objects.get(pk=one.pk).unread_notifications for one in people],
        "waiting": [waiting.filter(person=one).values("group").distinct().count() for one in people],
        "told": Notification.objects.count(),
        "followers": [Topic.objects.get(pk=topic.pk).follower_count for topic in topics],
    }


def a_topic_is_joined_while_people_write() -> dict[str, Any]:
    """Forty people reply to a question and react while a leader joins it to another, and splits that one."""
    here = community("here")
    ana, ben = person("ana", here, role="leader"), person("ben", here)
    source = actions.start(ben, here, title="Source", body="Words", kind="question")
    target = actions.start(ben, here, title="Target", body="Words")
    post = actions.reply(ben, target, body="Split me")
    for number in range(5):
        actions.reply(ben, source, body=f"Before {number}")
    people = [browser(person(f"writer-{number}", here)) for number in range(40)]
    requests: list[Request] = []
    for number, one in enumerate(people):
        requests.append(sending(one, f"{source.get_absolute_url()}reply/", {"body": f"By {number}"}))
        requests.append(sending(one, f"{source.get_absolute_url()}{number % 6 + 1}/react/", {"kind": "heart"}))
    leader, form = browser(ana), {"post": post.number, "title": "Apart", "kind": "question", "community": "here"}
    requests.insert(20, sending(leader, f"{target.get_absolute_url()}split/", form))
    requests.insert(40, sending(leader, f"{source.get_absolute_url()}merge/", {"into": target.pk}))
    answers = race(requests)
    refused = [answer for answer in answers if answer.status_code != 302]
    topics = Topic.objects.filter(hidden_at=None)
    here.refresh_from_db()
    return {
        "statuses": sorted({answer.status_code for answer in answers}), "refused": len(refused),
        "kept": all("By " in answer.text for answer in refused if answer.status_code == 403),
        "written": Post.objects.filter(body__startswith="By ").count(), "lost": Post.objects.filter(topic=source).count(),
        "post_counts": sum(topics.values_list("post_count", flat=True)), "posts": Post.objects.count(),
        "in_community": here.post_count, "topics": here.topic_count, "reactions": Reaction.objects.count(),
        "unanswered": here.unanswered_count, "hearts": sum(post.reactions.get("heart", 0) for post in Post.objects.all()),
    }  # fmt: skip


def two_leaders_decide() -> dict[str, Any]:
    """One leader says yes while another says no, to ten people."""
    here = community("here", join_policy="request", request_count=10, member_count=2)
    ana, ben = person("ana", here, role="leader"), person("ben", here, role="leader")
    asked = [JoinRequest.objects.create(community=here, person=person(f"asker-{number}")) for number in range(10)]
    answers = []
    for one in asked:
        yes, no = {"request": one.pk, "answer": "yes"}, {"request": one.pk, f"r{one.pk}-reason": "Not now."}
        answers += race(
            [
                sending(browser(ana), "/communities/here/requests/", yes),
                sending(browser(ben), "/communities/here/requests/", no),
            ]
        )
    here.refresh_from_db()
    accepted = JoinRequest.objects.filter(accepted=True).count()
    return {
        "statuses": statuses(answers), "waiting": JoinRequest.objects.filter(decided_at=None).count(),
        "request_count": here.request_count,
        "members": Membership.objects.count() - 2, "accepted": accepted, "member_count": here.member_count - 2,
        "lines": Entry.objects.filter(verb__in=("communities.accepted", "communities.refused")).count(),
    }  # fmt: skip


def a_visit_by_https() -> dict[str, Any]:
    """What a visitor and a member are sent by a site with an https address."""
    ana = person("ana", community("here"))
    ana.set_password("correct horse battery")
    ana.save()
    ana.emailaddress_set.create(email=ana.email, verified=True, primary=True)
    site = Client(SERVER_NAME="convene.example", raise_request_exception=False)
    front, plain_after = site.get("/", secure=True), site.get("/")
    sign_in = site.get("/account/login/", secure=True)
    form = {"login": ana.email, "password": "correct horse battery"}
    signed_in = site.post("/account/login/", form, secure=True)
    home, missing = site.get("/", secure=True), site.get("/nowhere/", secure=True)
    answers = {
        "front": front, "plain": site.get("/communities/"), "plain_after": plain_after, "sign_in": sign_in,
        "signed_in": signed_in,
        "home": home, "missing": missing,
    }  # fmt: skip
    return {
        name: {
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "text": answer.content.decode()[:20000],
            "cookies": [morsel.OutputString() for morsel in answer.cookies.values()],
        }  # fmt: skip
        for name, answer in answers.items()
    }


def twenty_words_at_once() -> dict[str, Any]:
    """Leaders add watch words to one list at the same moment."""
    here = community("here")
    browsers = [browser(person(f"leader-{number}", here, role="leader")) for number in range(20)]
    form = {"does": "block"}
    answers = race(
        sending(client, "/moderation/words/here/", form | {"pattern": f"word{number}"})
        for number, client in enumerate(browsers)
    )
    return {"statuses": statuses(answers), "kept": len(Policy.objects.get(community=here).words)}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
