"""A small site in every state that matters: 12 communities, each with an open, a closed and a hidden topic.

Words that begin with `zq` are secrets: each stands in one place, and `World.secrets` says who may read it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, product

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from convene.core.communities.models import Community, Invitation, JoinRequest, Membership, Proposal, Purpose
from convene.core.files import models as files
from convene.core.files.models import File
from convene.core.frameworks.actions import begin
from convene.core.ledger.actions import record
from convene.core.notifications.actions import notify
from convene.core.people.actions.saying import keep_said
from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions.models import (
    Attachment,
    Draft,
    Post,
    Reading,
    Revision,
    Scheduled,
    ShowOfHands,
    Summary,
    Topic,
)

from .acting import take_steps
from .asked import ask_people
from .belonging import found_institutions
from .guided import answer_questions
from .mentored import found_mentoring
from .moderated import moderate
from .privately import private_talk, tell_privately
from .reader import signed_in
from .roles import INSIDE, NOBODY, ROLES, STATES, VISIBILITIES, knowers, readers
from .shelved import Shelf, shelve
from .skilled import rate_skills
from .talked import hold_dialogues
from .written import save_searches

TOPICS, POSTS = ("open", "closed", "taken-down"), ("shown", "taken-down")
JOINED_BY = {"public": "open", "listed": "request", "hidden": "invited"}
PASSWORD = "correct horse battery"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass
class Talk:
    """A topic with a post that is shown (2), one that was taken down (3), and their files."""

    topic: Topic
    state: str
    posts: dict[str, Post] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)


@dataclass
class Place:
    """A community and what is in it."""

    community: Community
    talks: list[Talk] = field(default_factory=list)
    request: JoinRequest | None = None
    invitations: dict[str, Invitation] = field(default_factory=dict)
    items: dict = field(default_factory=dict)  # what moderators look at, by what became of it

    @property
    def slug(self) -> str:
        return self.community.slug


class World:
    """Everybody and everything."""

    def __init__(self) -> None:
        self.secrets: dict[str, tuple[str, frozenset[str]]] = {}  # word -> where it stands, who may read it
        self._numbers = count(1)
        self.people: dict[str, User] = {}
        self.places: list[Place] = []
        self.private_files: dict[int, File] = {}  # by the number of their message; 3 is held by none
        self._make_people()
        begin(None)
        for visibility, state in product(VISIBILITIES, STATES):
            self.places.append(self._place(visibility, state))
        self.elsewhere = self._community("public", "operating", "elsewhere")
        self._belongs("elsewhere", self.elsewhere, "leader")
        own = frozenset({"staff"})
        self.proposal = Proposal.objects.create(
            proposer=self.people["asker"], name=self.secret("name of a proposal", own), purpose="New", audience="New",
            lead="New", topics=["A", "B", "C"],
        )  # fmt: skip
        self.purpose = Purpose.objects.create(label="I run camps")
        Community.objects.filter(slug="public-operating").update(
            welcome_topic=self.place("public").talks[0].topic.pk, welcome="Hello", welcome_html="<p>Hello</p>"
        )
        self.talk = private_talk(self)
        only = frozenset({"author"})
        self.scheduled = Scheduled.objects.create(
            person=self.people["author"], community=self.places[1].community, due_at=timezone.now() + dt.timedelta(1),
            title=self.secret("title of what waits", only), body=self.secret("body of what waits", only),
        )  # fmt: skip
        save_searches(self, self.people["author"], only)
        self._tell_everybody()
        moderate(self, [self.place(visibility) for visibility in VISIBILITIES])
        self.shelves: list[Shelf] = [shelve(self, one, readers(one.community.visibility)) for one in self.places[1::2]]
        for fill in (found_institutions, found_mentoring, take_steps, answer_questions, rate_skills, hold_dialogues, ask_people):
            fill(self)
        for place in self.places:
            Community.objects.filter(pk=place.community.pk).update(state=place.slug.partition("-")[2])
            place.community.refresh_from_db()

    def secret(self, where: str, who: frozenset[str]) -> str:
        """A word that only some may read."""
        word = f"zq{next(self._numbers):04d}w"
        self.secrets[word] = (where, who)
        return word

    def place(self, visibility: str, state: str = "operating") -> Place:
        """The community with that visibility and state."""
        return next(place for place in self.places if place.slug == f"{visibility}-{state}")

    def _make_people(self) -> None:
        for role in (*ROLES[1:], "target", "asker"):
            seen = frozenset({role, "staff"})
            person = self._person(role, f"{role.title()} Person", **{
                "pronouns": self.secret(f"field of {role} for everyone", frozenset(ROLES)),
                "role": self.secret(f"field of {role} for members", frozenset(ROLES[3:])),
                "institution": self.secret(f"field of {role} for nobody", seen),
                "place": self.secret(f"place of {role} for everyone", frozenset(ROLES)),
                "can_help_with": self.secret(f"help of {role} for nobody", seen),
            })  # fmt: skip
            person.email = f"{self.secret(f'address of {role}', seen)}@example.org"
            hidden = dict.fromkeys(("institution", "can_help_with"), "nobody")
            person.visibility = {"pronouns": "everyone", "place": "everyone", "role": "members", **hidden}
            person.is_staff = person.is_superuser = role == "staff"
            person.save()
            keep_said(person)
            EmailAddress.objects.create(user=person, email=person.email, verified=role != "unverified", primary=True)
            self.people[role] = person
        now = timezone.now()
        User.objects.filter(handle="unverified").update(claimed_at=None)
        User.objects.filter(handle="suspended").update(suspended_at=now, suspended_because="Spam", is_active=False)
        for visibility in VISIBILITIES:
            name = self.secret(f"name of an author in a {visibility} archive", readers(visibility))
            author = self._person(f"archive-{visibility}", f"Author {name}", claimed_at=None)
            address = self.secret(f"address of an author in a {visibility} archive", frozenset({"staff"}))
            ArchiveAddress.objects.create(person=author, address=f"{address}@example.org")
            self.people[f"archive-{visibility}"] = author
        merged = self._person("merged", "Merged Person", claimed_at=None)
        User.objects.filter(pk=merged.pk).update(merged_into=self.people["target"])
        for name in ("author", "target"):
            UserSession.objects.create(
                user=self.people[name], session_key=signed_in(self.people[name]), ip="127.0.0.1", user_agent=""
            )

    def _person(self, handle: str, name: str, **fields: object) -> User:
        person = User(handle=handle, name=name, **{"claimed_at": timezone.now(), **fields})
        person.set_password(PASSWORD)
        person.save()
        self.people[handle] = person
        return person

    def _belongs(self, who: str, community: Community, role: str = "member") -> None:
        Membership.objects.create(person=self.people[who], community=community, role=role)

    def _community(self, visibility: str, state: str, slug: str) -> Community:
        known = knowers(visibility)
        return Community.objects.create(
            slug=slug, name=f"Community {self.secret(f'name of {slug}', known)}", state=state,
            line=f"Line {self.secret(f'line of {slug}', known)}", visibility=visibility,
            purpose_html=f"<p>{self.secret(f'purpose of {slug}', known)}</p>", join_policy=JOINED_BY[visibility],
            join_question="Where do you work?" if visibility == "listed" else "", member_count=5,
            last_active_at=timezone.now(),
        )  # fmt: skip

    def _place(self, visibility: str, state: str) -> Place:
        place = Place(self._community(visibility, "operating", f"{visibility}-{state}"))
        here = place.community
        for who in (*INSIDE, "target"):
            self._belongs(who, here, who if who in {"leader", "moderator"} else "member")
        leaders = frozenset({"leader", "staff"})
        answer = self.secret(f"answer to {here.slug}", leaders)
        place.request = JoinRequest.objects.create(community=here, person=self.people["asker"], answer=answer)
        Community.objects.filter(pk=here.pk).update(request_count=1)
        for kind in ("open", "answered", "old"):
            address = self.secret(f"address that {here.slug} invited", leaders)
            place.invitations[kind] = Invitation.objects.create(
                community=here, address=f"{address}@example.org", invited_by=self.people["leader"],
                accepted_at=timezone.now() if kind == "answered" else None,
                invited_at=timezone.now() - dt.timedelta(days=60 if kind == "old" else 2),
            )  # fmt: skip
        Draft.objects.create(
            person=self.people["author"], community=here,
            title=self.secret(f"title of a draft in {here.slug}", frozenset({"author"})),
            body=self.secret(f"draft in {here.slug}", frozenset({"author"})),
        )  # fmt: skip
        quiet = state in {"organizing", "dormant"}  # where the same is allowed as while operating
        place.talks = [self._talk(here, which) for which in (TOPICS[:1] if quiet else TOPICS)]
        Community.objects.filter(pk=here.pk).update(topic_count=2, post_count=6, unanswered_count=0)
        return place

    def _talk(self, here: Community, state: str) -> Talk:
        author, now = self.people["author"], timezone.now()
        seen = NOBODY if state == "taken-down" else readers(here.visibility)
        listed = frozenset({"moderator", "leader", "staff"}) if state == "taken-down" else seen
        where = f"{state} topic in {here.slug}"
        topic = Topic.objects.create(
            community=here, author=author, kind="question", title=f"Title {self.secret(f'title of {where}', listed)}",
            excerpt=self.secret(f"excerpt of {where}", listed), last_author=self.people["target"],
            last_number=4, post_count=3, hands_count=2, people_count=2, follower_count=1,
            hidden_at=now if state == "taken-down" else None, closed_at=now if state == "closed" else None,
        )  # fmt: skip
        talk = Talk(topic, state)
        writers = ["author", "author", "author", f"archive-{here.visibility}"]
        for number, who in enumerate(writers, start=1):
            shown = NOBODY if number == 3 else seen
            word = self.secret(f"post {number} of {where}", shown)
            post = Post.objects.create(
                topic=topic, number=number, author=self.people[who], body=word, html=f"<p>{word}</p>", key=uuid.uuid4(),
                hidden_at=now if number == 3 else None,
            )  # fmt: skip
            if number in {2, 3}:
                words = [self.secret(f"{what} of a show of hands in post {number} of {where}", shown) for what in ("question", "option")]
                ShowOfHands.objects.create(post=post, question=words[0], options=[words[1], "No"], counts=[0, 0], is_named=True)
                which = "shown" if number == 2 else "taken-down"
                old = self.secret(f"earlier wording of post {number} of {where}", shown)
                Revision.objects.create(post=post, body=old, html=f"<p>{old}</p>", written_at=now, replaced_by=author)
                Post.objects.filter(pk=post.pk).update(edited_at=now)
                talk.posts[which] = post
                talk.files[which] = self.file(self.secret(f"file of post {number} of {where}", shown | {"author", "staff"}))
                Attachment.objects.create(post=post, file=talk.files[which])
        talk.files["loose"] = self.file(self.secret(f"loose file of {where}", frozenset({"author", "staff"})))
        for which in ("earlier", "present"):
            word = self.secret(f"{which} summary of {where}", seen)
            topic.summary = Summary.objects.create(topic=topic, author=author, body=word, html=f"<p>{word}</p>", upto=4)
        topic.save(update_fields=["summary"])
        Draft.objects.create(
            person=author,
            community=here,
            topic=topic,
            body=self.secret(f"draft of a reply to {where}", frozenset({"author"})),
        )
        Reading.objects.create(person=author, topic=topic, upto=1, follow="watching", has_written=True)
        return talk

    def file(self, word: str, **fields: object) -> File:
        """A picture of the author's, with that word for its name."""
        file = File(
            owner=self.people["author"],
            name=f"{word}.png",
            content_type="image/png", size=len(PIXEL), sha256="0" * 64, width=1, height=1, **fields,
        )  # fmt: skip
        file.content.name = default_storage.save(files.place(file, file.name), ContentFile(PIXEL))
        file.save()
        return file

    def _tell_everybody(self) -> None:
        """Everybody has been told of everything, as if they had been members once."""
        told = [self.people[role] for role in ROLES[3:]]
        tell_privately(self, told)
        for place_ in self.places:
            for talk in place_.talks:
                for post in talk.posts.values():
                    entry = record(
                        self.people["target"],
                        "discussions.replied",
                        post,
                        community=place_.community,
                        facts={"topic": talk.topic.pk},
                    )
                    notify(entry, told, reason="watching", group=talk.topic.group)
            notify(
                record(self.people["target"], "communities.joined", place_.community, community=place_.community),
                told, reason="joined", group=place_.community.group,
            )  # fmt: skip

    def everything(self) -> Iterator[tuple[Place, Talk | None]]:
        """Each community, then each with each of its topics."""
        for place_ in self.places:
            yield place_, None
            for talk in place_.talks:
                yield place_, talk
