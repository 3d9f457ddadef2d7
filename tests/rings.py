"""Those who wait for each other in a ring; run in the site's own environment, prints one JSON object."""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from typing import Any

from django.db import connection, transaction
from racing import Request, browser, community, person, race, sending, statuses  # which sets Django up
from truth import lies

from convene.core.ledger.models import Entry
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Reading, Topic

TIDIED = ("discussions.moved", "discussions.split", "discussions.merged")


def topics_are_tidied_while_people_use_them() -> dict[str, Any]:
    """People follow, read, keep, react, draft, edit and write in topics that two leaders move about meanwhile."""
    here, there = community("here"), community("there")
    ana, mia = person("ana", here, there, role="leader"), person("mia", here, there, role="leader")
    people = [person(f"reader-{number}", here, there) for number in range(24)]
    topics = [actions.start(people[number], here, title=f"Topic {number}", body="Words") for number in range(4)]
    for number, one in enumerate(people):
        for topic in topics:
            actions.reply(one, topic, body=f"Before {number} @{people[number - 1].handle}")
    requests: list[Request] = []
    for number, one in enumerate(people):
        client, mine = browser(one), [topics[(number + more) % 4].get_absolute_url() for more in range(4)]
        requests += [
            sending(client, f"{mine[0]}follow/", {"level": "tracking"}),
            sending(client, f"{mine[1]}read/", {"upto": str(number + 1)}),
            sending(client, f"{mine[2]}{number + 2}/bookmark/", {}),
            sending(client, f"{mine[3]}draft/", {"body": f"Begun {number}"}),
            sending(client, f"{mine[0]}{number + 2}/react/", {"kind": "heart"}),
            sending(client, f"{mine[1]}reply/", {"body": f"By {number} @{ana.handle}", "reply_to": str(number + 2)}),
            sending(client, f"{mine[2]}{number + 2}/edit/", {"body": f"Before {number}, now better"}),
            sending(client, "/notifications/read/", {}),
            sending(client, "/read/", {}),
            sending(client, f"{mine[3]}follow/", {"level": ("muted", "watching", "normal")[number % 3]}),
            sending(client, f"{mine[3]}read/", {"upto": "24"}),
        ]
    random.Random(4).shuffle(requests)
    first, second, third, last = (topic.get_absolute_url() for topic in topics)
    some = {"post": ["3", "5", "8", "13", "21"], "title": "Apart", "kind": "question", "community": "there"}
    tidy = [
        (ana, f"{first}split/", some), (mia, f"{second}split/", some | {"community": "here", "post": ["4", "6"]}),
        (ana, f"{third}move/", {"community": "there"}), (mia, f"{first}split/", some | {"post": ["9", "10", "11"]}),
        (mia, f"{second}merge/", {"into": topics[0].pk}), (ana, f"{last}merge/", {"into": topics[2].pk}),
        (mia, f"{first}move/", {"community": "there"}), (ana, f"/c/there{third[len('/c/here'):]}move/", {"community": "here"}),
    ]  # fmt: skip
    for place, (who, address, form) in enumerate(tidy):
        requests.insert(20 + place * 27, sending(browser(who), address, form))
    answers = race(requests)
    return {
        "statuses": statuses(answers), "posts": Post.objects.count(),
        "written": Post.objects.filter(body__startswith="By ").count(),
        "refused": sum(1 for answer in answers if answer.status_code == 403),
        "tidied": Entry.objects.filter(verb__in=TIDIED).count(), "rings": rings(), "lies": lies("default"),
    }  # fmt: skip


def two_in_a_ring() -> dict[str, Any]:
    """Somebody holds a reader's place and then wants the topic, while the reader holds the topic and wants the place."""
    here = community("here")
    ben = person("ben", here)
    topic = actions.start(person("ana", here), here, title="Topic", body="Words")
    actions.follow(ben, topic, level="tracking")
    client, holds = browser(ben), threading.Event()

    def somebody() -> Any:
        with transaction.atomic():
            Reading.objects.select_for_update().get(topic=topic, person=ben)
            holds.set()
            time.sleep(0.7)
            Topic.objects.select_for_update().get(pk=topic.pk)
        return None

    def reader() -> Any:
        holds.wait(20)
        return client.post(f"{topic.get_absolute_url()}follow/", {"level": "watching"})

    _nothing, answer = race([somebody, reader])
    topic.refresh_from_db()
    return {
        "status": answer.status_code, "follow": Reading.objects.get(topic=topic, person=ben).follow,
        "followers": topic.follower_count, "rings": rings(), "lies": lies("default"),
    }  # fmt: skip


def rings() -> int:
    """How many rings of those who waited for each other PostgreSQL has ended so far."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
