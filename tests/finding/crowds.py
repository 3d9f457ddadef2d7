"""A site of many communities, and who looks for something on it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.files import actions as files
from convene.core.files.models import File, Page
from convene.core.moderation.actions import set_policy
from convene.core.moderation.models import Item
from convene.core.people.models import User
from convene.core.search.following import bring_up_to_date
from convene.core.tags.actions import adopt
from convene.core.tags.models import Facet
from convene.core.tags.queries import vocabulary
from convene.features.dialogues import actions as dialogues
from convene.features.dialogues.actions.convening import Said
from convene.features.discussions import actions
from convene.features.discussions.actions.sharing import share
from convene.features.discussions.models import Topic
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.library.models import Resource

WORDS = [f"{first}{second}" for first in ("kal", "mir", "tov", "ses", "lun") for second in ("adan", "ipel", "orim", "usta")]
HOW = ("post hidden", "topic hidden", "moved", "shared", "held")  # what becomes of the second topic of a community


@dataclass
class Crowd:
    """A site: who looks, where, and who wrote everything."""

    readers: list[User | AnonymousUser]
    places: list[Community]
    writer: User


def fill(person, dora: User, number: int) -> Crowd:
    """Communities of each visibility, all kinds of things that share few words, some taken down, moved, shared or held;
    12 readers.
    """
    adopt(None)
    rng = random.Random(4)
    places = [
        Community.objects.create(
            slug=f"place-{n}", name=f"{rng.choice(WORDS).title()} circle {n}", line=" ".join(rng.choices(WORDS, k=3)),
            state="operating", visibility=("public", "listed", "hidden")[n % 3],
        )
        for n in range(number)
    ]  # fmt: skip
    writer = person("Writer Everywhere", *places, role="leader")
    newcomer = person("Newcomer Everywhere", *places)
    readers: list[User | AnonymousUser] = [AnonymousUser(), person("Stranger Alone"), dora, writer]
    for n in range(8):
        reader = person(f"Reader {WORDS[n].title()}", *rng.sample(places, n))
        User.objects.filter(pk=reader.pk).update(
            institution=rng.choice(WORDS), visibility={"institution": rng.choice(["everyone", "members", "nobody"])}
        )
        readers.append(reader)
    for at, place in enumerate(places):
        plain = begin(rng, writer, place, f"infile{place.pk}x0")
        actions.reply(writer, plain, body=f"{' '.join(rng.choices(WORDS, k=4))} only{place.pk}x0")
        topic = begin(rng, writer, place)
        reply = actions.reply(writer, topic, body=f"{' '.join(rng.choices(WORDS, k=4))} only{place.pk}x1")
        how = HOW[at // 3 % len(HOW)]
        if how == "moved":
            actions.move(writer, topic, places[(at + 4) % number])
        elif how == "shared" and place.visibility != "hidden":
            share(writer, topic, alike(places, at), reach="members" if place.visibility == "listed" else "")
        elif how == "post hidden":
            actions.hide_post(writer, reply)
        elif how == "topic hidden":
            actions.hide_topic(writer, topic)
        elif how == "held":
            set_policy(writer, place, mode="held")
            held = actions.reply(newcomer, topic, body=f"{' '.join(rng.choices(WORDS, k=4))} only{place.pk}held")
            assert isinstance(held, Item)
        resource = shelve(rng, writer, place)
        if at % 4 == 3:
            library.retire(writer, resource, answer="It is old.")
        ask(rng, writer, place, is_draft=at % 4 == 2)
    bring_up_to_date()
    return Crowd(readers, places, writer)


def alike(places: list[Community], at: int) -> Community:
    """The next one that is as open."""
    return next(one for one in places[at + 1 :] + places[:at] if one.visibility == places[at].visibility)


def begin(rng: random.Random, writer: User, place: Community, word: str = "") -> Topic:
    """A topic of a few words, with a file of some more."""
    title, body = some(rng, 2).title(), f"{some(rng, 6)} {bring(rng, writer, word).markdown}"
    return actions.start(writer, place, title=title, body=body, kind=rng.choice(["question", "discussion"]))


def shelve(rng: random.Random, writer: User, place: Community) -> Resource:
    """A resource of a few words, with a file of some more."""
    terms = [vocabulary().find(*one) for one in ((Facet.KIND, "template"), (Facet.LANGUAGE, "en"))]
    content = Content(
        title=some(rng, 2).title(), authors="Tidewater Museum", description=some(rng, 4), context_note=some(rng, 3),
        terms=terms, files=[bring(rng, writer, f"onshelf{place.pk}")],
    )  # fmt: skip
    return library.publish(writer, library.propose(writer, place, content))


def ask(rng: random.Random, writer: User, place: Community, *, is_draft: bool) -> None:
    """A dialogue of a few words."""
    now = timezone.now()
    said = Said(question=some(rng, 3), background=some(rng, 4), convener=some(rng, 2), outcome=some(rng, 2),
                opens_at=now, closes_at=now + timedelta(days=9))  # fmt: skip
    made = dialogues.convene(writer, place, said=said, seeds=[f"{some(rng, 3)} {number}" for number in range(3)])
    if not is_draft:
        dialogues.publish(writer, made)


def bring(rng: random.Random, writer: User, word: str) -> File:
    """A file of this word and a few others, which has been read."""
    words = f"{some(rng, 4)} {word}"
    file = files.take_in(writer, SimpleUploadedFile("notes.txt", words.encode()))
    Page.objects.create(file=file, number=1, text=words)
    return file


def some(rng: random.Random, number: int) -> str:
    """So many words."""
    return " ".join(rng.choices(WORDS, k=number))
