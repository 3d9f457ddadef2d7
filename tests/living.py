"""A site on which people live: run in the site's own environment, writes a bit of everything, prints one JSON object."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import Any

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")

import django  # noqa: E402

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from convene.core.communities import actions as communities  # noqa: E402
from convene.core.communities.models import Community, Membership  # noqa: E402
from convene.core.files.actions import take_in_bytes  # noqa: E402
from convene.core.files.tests.made import picture  # noqa: E402
from convene.core.moderation.models import Standing  # noqa: E402
from convene.core.outbox.models import Job, Lease, Letter  # noqa: E402
from convene.core.people.models import User  # noqa: E402
from convene.features.discussions import actions  # noqa: E402

WORDS = "“¿Qué? — 日本語, العربية, 🦉\u200d🔬 \\ \" ' \t and a\u2028line”"
WRITERS = 8

LONG_AGO = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def live() -> dict[str, Any]:
    """A leader and some writers in one community, who have talked already."""
    here = Community.objects.create(
        slug="here", name="Here", line="Where it happens", state="operating", member_count=WRITERS
    )
    people = [_person(number, here) for number in range(WRITERS)]
    ana, ben, *others = people
    photo = take_in_bytes(ben, "owls.png", picture(size=(1800, 1200)), purpose="post")
    paper = take_in_bytes(ben, "plan.pdf", b"%PDF-1.4\n%%EOF\n", purpose="post")
    topics = [
        actions.start(one, here, title=f"Topic of {one} {WORDS}", body=f"{WORDS}\n\n" * 3, kind=kind)
        for one, kind in zip(people[:4], ("question", "discussion") * 2, strict=True)
    ]
    for one in people[1:]:
        actions.reply(one, topics[0], body=f"{WORDS} @{ana.handle}", reply_to=1)
    last = actions.reply(ben, topics[1], body=f"{photo.markdown}\n\n{paper.markdown}")
    actions.edit(ben, last, body=f"Better: {photo.markdown}\n\n{paper.markdown}")
    actions.react(ana, last, kind="heart")
    communities.invite(ana, here, addresses=["new@example.org", "newer@example.org"], note=WORDS)
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    Job.objects.create(task="convene.core.outbox.tests.chores.note", args=["/dev/null", WORDS], key="kept",
                       claimed_by="somebody", claimed_until="2099-01-01T00:00Z")  # fmt: skip
    Letter.objects.update(claimed_by="somebody", claimed_until="2099-01-01T00:00Z")
    Lease.objects.create(name="schedule", holder="somebody", until="2099-01-01T00:00Z")
    actions.react(others[0], last, kind="idea")
    actions.take_back_reaction(others[0], last, kind="idea")  # its number must not be given again
    return {
        "cookies": [_cookie(one) for one in people],
        "topics": [topic.get_absolute_url() for topic in topics],
        "picture": photo.get_absolute_url(),
    }


def _person(number: int, here: Community) -> User:
    person = User.objects.create_user(
        f"person-{number}@example.org", f"password of {number}", handle=f"person-{number}", name=f"Person {number}",
        claimed_at=LONG_AGO,
    )  # fmt: skip
    Standing.objects.create(person=person, grown_at=LONG_AGO)  # no newcomer, who may write only so much a day
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    Membership.objects.create(community=here, person=person, role="member" if number else "leader")
    return person


def _cookie(person: User) -> str:
    browser = Client()
    browser.force_login(person)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    print(json.dumps(live()))
