"""Somebody who has filled in and written everything there is, each with a word that stands nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.communities.models import Community, Membership
from convene.core.contact import actions as contact
from convene.core.drafts import actions as drafts
from convene.core.files import actions as files
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Decision, Item, Report, Standing
from convene.core.outbox.models import Letter
from convene.core.outbox.worker import work_off
from convene.core.people import actions as people
from convene.core.people.models import PROFILE_FIELDS, ArchiveAddress, User
from convene.core.people.personal.mail import _text
from convene.core.tags import actions as tags
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Bookmark, MailHeader, Post, Scheduled, Summary, Topic
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.library.models import Look
from convene.features.messages import actions as messages
from convene.features.messages.models import Conversation, Draft, GroupMessage


class Canaries:
    """Words, and whether each tells who somebody is or is what they said to others."""

    def __init__(self) -> None:
        self.about: dict[str, str] = {}  # word -> where it was written: deleted in any case
        self.name: dict[str, str] = {}  # likewise: stays with whoever keeps their name
        self.said: dict[str, str] = {}  # likewise: goes only with what they wrote
        self._number = count(100)

    def me(self, where: str) -> str:
        return self._new(self.about, where)

    def words(self, where: str) -> str:
        return self._new(self.said, where)

    def called(self, where: str) -> str:
        return self._new(self.name, where)

    def _new(self, kind: dict[str, str], where: str) -> str:
        word = f"zq{next(self._number)}kw"
        kind[word] = where
        return word


class Life:
    """A person with everything, in a network of a leader, a member and staff."""

    def __init__(self, ana: User, cleo: User, dora: User, community: Community, listed: Community) -> None:
        self.ana, self.cleo, self.dora, self.community, self.listed = ana, cleo, dora, community, listed
        self.words = Canaries()
        self.person = self._account()
        self.browser = Client(headers={"user-agent": self.words.me("browser")}, REMOTE_ADDR="203.0.113.77")
        self._sign_in()
        self._profile()
        self._belong()
        self._discuss()
        self._use_the_library()
        self._write_privately()
        self._end()

    def _account(self) -> User:
        me, called = self.words.me, self.words.called
        handle = called("handle")
        person = User.objects.create_user(
            f"{me('address')}@example.org", "correct horse", name=f"{called('name')} Osei", handle=handle
        )
        for address, is_main in ((person.email, True), (f"{me('second address')}@example.org", False)):
            EmailAddress.objects.create(user=person, email=address, verified=True, primary=is_main)
        ArchiveAddress.objects.create(person=person, address=f"{me('archive address')}@example.org")
        known = User.objects.create(name=me("name in an archive"), handle=me("handle in an archive"), merged_into=person)
        ArchiveAddress.objects.create(person=known, address=f"name:{me('archive name')}")
        Authenticator.objects.create(user=person, type="webauthn", data={"name": me("name of a passkey")})
        User.objects.filter(pk=person.pk).update(suspended_because=me("why they were suspended once"))
        user = ContentType.objects.get_for_model(User)
        LogEntry.objects.create(
            user=self.dora, content_type=user, object_id=str(person.pk), object_repr=person.name, action_flag=CHANGE
        )
        return User.objects.get(pk=person.pk)

    def _sign_in(self) -> None:
        self.browser.force_login(self.person)
        UserSession.objects.create(
            user=self.person, session_key=self.browser.session.session_key, ip="203.0.113.77",
            user_agent=next(word for word, where in self.words.about.items() if where == "browser"),
        )  # fmt: skip
        self.words.about["203.0.113.77"] = "ip"

    def _profile(self) -> None:
        said = {field: self.words.me(f"profile: {field}") for field in PROFILE_FIELDS}
        people.edit_profile(self.person, self.person, name=self.person.name, **said)
        people.set_visibility(self.person, self.person, levels={"institution": "everyone"})

    def _belong(self) -> None:
        me, person = self.words.me, self.person
        for one in (person, self.cleo):
            Membership.objects.create(person=one, community=self.community)
        Community.objects.filter(pk=self.community.pk).update(member_count=3)
        communities.ask_to_join(person, self.listed, answer=me("answer to a community"))
        communities.invite(
            person, self.community, addresses=[f"{me('address they invited')}@example.org"], note=me("note to it")
        )
        every = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
        communities.invite(self.ana, self.listed, addresses=every)
        communities.propose(
            person, name=me("name of a proposal"), purpose=me("purpose of it"), audience=me("audience of it"),
            lead=me("who leads it"), topics=[me(f"topic {n} of it") for n in range(3)],
        )  # fmt: skip
        mine = Membership.objects.get(person=self.ana, community=self.community)
        theirs = Membership.objects.get(person=person, community=self.community)
        handover = communities.offer_leadership(self.ana, theirs, note="Would you?")
        communities.accept_leadership(person, handover)
        mine.refresh_from_db()
        back = communities.offer_leadership(person, mine, note=me("note of a handover"))
        communities.accept_leadership(self.ana, back)

    def _discuss(self) -> None:
        say, me, person, here = self.words.words, self.words.me, self.person, self.community
        self.answered = discussions.start(
            person, here, title=say("title"), body=f"{say('first post')} {self._file('file').markdown}", kind="question"
        )
        self.alone = discussions.start(person, here, title=say("title alone"), body=say("post alone"), kind="discussion")
        self.other = discussions.start(self.ana, here, title="Glue", body="Which glue?", kind="question")
        first = Post.objects.get(topic=self.answered)
        discussions.edit(person, first, body=first.body.replace("zq", f"{say('later wording')} zq", 1))
        self.reply = discussions.reply(person, self.other, body=say("reply"))
        discussions.edit(person, self.reply, body=say("reply, edited"))
        discussions.reply(self.cleo, self.answered, body="Try cork.")
        discussions.accept(self.ana, self.reply)
        hands = discussions.add_hands(
            person, self.reply, question=say("hands"), options=[say("option"), say("option 2")]
        )
        discussions.vote(person, hands, choices=[0])
        discussions.vote(self.cleo, hands, choices=[1])
        discussions.react(person, Post.objects.get(topic=self.other, number=1), kind="heart")
        discussions.react(self.cleo, Post.objects.get(topic=self.other, number=1), kind="heart")
        discussions.react(self.cleo, self.reply, kind="thanks")
        drafts.keep(person, "communities.proposal", title=me("title in a form"), body=me("draft in a form"))
        discussions.save_draft(person, here, title=me("title of a draft"), body=me("draft of a topic"))
        discussions.save_draft(person, here, self.other, body=me("draft of a reply"))
        self._at_the_desk(say, me)
        MailHeader.objects.create(post=self.reply, key=b"k" * 16, author=b"AUTHOR-OF-16-BYT", title=say("title of a mail"))
        self.words.about["AUTHOR-OF-16-BYT"] = "digest of an address"

    def _at_the_desk(self, say: Callable[[str], str], me: Callable[[str], str]) -> None:
        """What waits, what moderators saw, and what a leader sums up."""
        person, here = self.person, self.community
        Summary.objects.create(topic=self.other, author=person, body=say("summary"), html="<p></p>", upto=1)
        Scheduled.objects.create(
            person=person, community=here, title=me("scheduled title"), body=me("scheduled"), due_at=timezone.now()
        )
        Bookmark.objects.create(person=person, post=Post.objects.get(topic=self.other, number=1), note=me("bookmark"))
        seen, called = timezone.now(), self.words.called
        uses = [("library.use", called, seen), ("library.use", me, None)]
        for kind, make, published in [("discussions.post", say, seen), ("discussions.post", me, None), *uses]:
            item = Item.objects.create(
                kind=kind, community=here, author=person, cause="held", published_at=published,
                title=make("title at the desk"), body=make("body at the desk"), html="", appeal=make("appeal"),
                values={"body": make("values at the desk")}, state="waiting", place="", address="/",
            )  # fmt: skip
            Decision.objects.create(item=item, did="edited", by=self.ana, before=make("words that were mended"))
            Decision.objects.create(item=item, did="appealed", by=person, reason=make("reason of an appeal"))
        theirs = Item.objects.create(
            kind="discussions.post", community=here, author=self.cleo, cause="reported", report_count=1,
            published_at=timezone.now(), title="Cork", body="Try cork.", html="", place="", address="/",
        )  # fmt: skip
        Report.objects.create(item=theirs, person=person, reason="other", words=me("words of a report"))
        Standing.objects.create(person=person, mode="held", set_by=self.ana)

    def _use_the_library(self) -> None:
        me, called, person, here = self.words.me, self.words.called, self.person, self.community
        told: dict[str, Any] = {"authors": "Delta", "description": "A guide.", "context_note": "It fits."}
        kind = [tags.word(None, facet="kind", labels={"en": "Guide"})]
        library.propose(person, here, Content(
            title=me("title of a resource"), authors=me("whose it is"), description=me("what it is"),
            context_note=me("why it fits"), terms=kind,
        ))  # fmt: skip
        theirs, other = (
            library.publish(self.ana, library.propose(one, here, Content(title="Known", terms=kind, **told)))
            for one in (person, self.ana)
        )
        library.use(self.ana, theirs, institution="Hill", sentence="Well.")
        for place, sentence in (("first place", "first sentence"), ("where they used it", "how it went")):
            self._approved(library.use(person, other, institution=called(place), sentence=called(sentence)))
        library.comment(self.ana, other, body="Who used it?")
        self._approved(library.comment(person, other, body=self.words.words("what they say of a resource")))
        Look.objects.create(resource=other, person=person, found="change", words=called("what should change"))
        library.use(person, theirs, institution=me("where it waits"), sentence=me("how that went"))

    def _approved(self, written: object) -> None:
        assert isinstance(written, Item)
        moderation.approve(self.ana, written)

    def _write_privately(self) -> None:
        say, me, person = self.words.words, self.words.me, self.person
        sent = messages.start(person, [self.cleo], body=f"{say('message')} {self._file('private file').markdown}")
        messages.write(self.cleo, sent.conversation, body="Yes?")
        mine = sent.conversation.participations.get(person=person)
        messages.begin_draft(person, to="", body=me("message begun"))
        Draft.objects.create(person=self.ana, to=person.handle, body="Dear you")
        theirs = messages.write(self.cleo, sent.conversation, body="Hm.")
        messages.report(person, theirs, reason=say("why they reported"))
        last = messages.write(person, sent.conversation, body=say("last message"))
        messages.report(self.cleo, last, reason="Too loud", also=[sent.number])
        messages.save_draft(person, mine, body=me("draft of a message"))
        contact.block(person, self.dora)
        GroupMessage.objects.create(community=self.community, author=person, body=say("message to all members"))

    def _end(self) -> None:
        files.take_in(self.person, SimpleUploadedFile(f"{self.words.me('file adrift')}.txt", b"adrift"))
        people.export(self.person, self.person)
        work_off()
        self.person.refresh_from_db()

    def topics(self) -> list[Topic]:
        """The topics that they had a part in."""
        return list(Topic.objects.filter(pk__in=[self.answered.pk, self.alone.pk, self.other.pk]))

    def cleo_conversations(self) -> list[str]:
        """Where Cleo reads what they wrote to her."""
        return [one.get_absolute_url() for one in Conversation.objects.visible_to(self.cleo)]

    def _file(self, where: str) -> Any:
        name, content = self.words.words(f"name of a {where}"), self.words.words(f"content of a {where}")
        return files.take_in(self.person, SimpleUploadedFile(f"{name}.txt", content.encode()))


def everything(disk: Path) -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, search tables too, and every file: (where, what)."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", _read(value)
    for letter in Letter.objects.all():
        yield "a letter", f"{letter.subject} {_text(letter)}"
    for path in sorted(disk.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(disk)), f"{path.name} {path.read_bytes().decode('latin-1')}"


def _read(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def found(words: dict[str, str], disk: Path) -> dict[str, set[str]]:
    """Where each of these words still is: what it was -> places."""
    places: dict[str, set[str]] = {}
    for where, what in everything(disk):
        for word, name in words.items():
            if word in what:
                places.setdefault(name, set()).add(where)
    return places


def pages(life: Life) -> list[str]:
    """Where one could have met the person."""
    topics = [one.get_absolute_url() for one in Topic.objects.select_related("community")]
    return [
        "/", f"/people/{life.person.handle}/", "/communities/", life.community.get_absolute_url(),
        f"/communities/{life.community.slug}/members/", *topics,
    ]  # fmt: skip


def long_ago() -> None:
    """Nobody waits fourteen days here."""
    User.objects.exclude(leaves_at=None).update(leaves_at=timezone.now())
