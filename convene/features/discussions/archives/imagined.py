"""Where mails would stand after a dry run, which changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .mails import Held, Mail
from .placing import Plan
from .store import Kept


class Imagined:
    """The mails of a community as they would be after what a dry run has read so far."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.held: dict[bytes, tuple[int, bytes | None]] = {}  # name -> topic, key
        self.known: dict[bytes, Mail] = {}  # all that are new or have changed
        self.by_subject: dict[bytes, set[bytes]] = defaultdict(set)
        self.by_topic: dict[int, set[bytes]] = defaultdict(set)
        self.into: dict[int, int] = {}  # topics that were joined to others

    def named(self, names: Iterable[bytes]) -> dict[bytes, Held]:
        """See `Store`."""
        wanted = set(names)
        found = {}
        for name in wanted & self.held.keys():
            topic, key = self.held[name]
            found[name] = Held(topic) if key is None else Held(topic, key)
        found |= self.kept.named(wanted - found.keys())
        for name, held in found.items():
            mail = self.known.get(held.key) if held.key else None
            if mail:
                found[name] = Held(mail.topic, mail.key, mail.date, frozenset(mail.references))
            else:
                found[name] = held._replace(topic=self._now(held.topic))
        return found

    def mails(self, keys: Iterable[bytes]) -> list[Mail]:
        """See `Store`."""
        wanted = set(keys)
        return self._over(self.kept.mails(wanted - self.known.keys()), wanted & self.known.keys())

    def alike(self, subjects: Iterable[bytes]) -> list[Mail]:
        """See `Store`."""
        wanted = set(subjects)
        return self._over(
            self.kept.alike(wanted), {key for subject in wanted for key in self.by_subject.get(subject, ())}
        )

    def members(self, topics: Iterable[int]) -> list[Mail]:
        """See `Store`."""
        wanted = set(topics)
        there = {topic for topic in {*wanted, *self.into} if topic > 0 and self._now(topic) in wanted}
        mails = self._over(self.kept.members(there), {key for topic in wanted for key in self.by_topic.get(topic, ())})
        return [mail for mail in mails if mail.topic in wanted]

    def fixed(self, topics: Iterable[int]) -> set[int]:
        """See `Store`."""
        return self.kept.fixed(topic for topic in topics if topic > 0)

    def keep(self, mail: Mail, topic: int) -> None:
        """Remember a mail that is new or has changed."""
        self.by_topic[mail.topic].discard(mail.key)
        mail.topic = topic
        self.known[mail.key] = mail
        self.by_topic[topic].add(mail.key)
        if mail.subject:
            self.by_subject[mail.subject].add(mail.key)

    def join(self, other: int, into: int) -> None:
        """Remember that a topic went up in another."""
        self.into[other] = into
        for key in self.by_topic.pop(other, set()):
            self.known[key].topic = into
            self.by_topic[into].add(key)

    def apply(self, plan: Plan) -> None:
        """Remember what would have been written."""
        for other, into in plan.joins.items():
            self.join(other, into)
        for mail in [*plan.fresh, *plan.changed.values(), *plan.moving]:
            self.keep(mail, plan.homes.get(mail.key, mail.topic))
        for mail in [*plan.fresh, *plan.moving]:
            self._await(mail.references, mail.topic)
            self.held |= dict.fromkeys(mail.names, (mail.topic, mail.key))
        for copy, mail in plan.copies:
            self._await(copy.references, mail.topic)
            self.held |= dict.fromkeys(copy.names, (mail.topic, mail.key))

    def _await(self, names: Iterable[bytes], topic: int) -> None:
        here = self.named(names)
        self.held |= {name: (topic, None) for name in names if name not in here or here[name].key is None}

    def _now(self, topic: int) -> int:
        while topic in self.into:
            topic = self.into[topic]
        return topic

    def _over(self, read: Iterable[Mail], keys: Iterable[bytes]) -> list[Mail]:
        found = {mail.key: mail for mail in read}
        for mail in found.values():
            mail.topic = self._now(mail.topic)
        found |= {key: self.known[key] for key in found.keys() & self.known.keys()}
        found |= {key: self.known[key] for key in keys}
        return list(found.values())
