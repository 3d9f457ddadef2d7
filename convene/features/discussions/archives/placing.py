"""Find the topic of each mail, so that the result depends on which mails there are and not on the order they came in.

Two mails share a topic when one refers to the other, or both to a third, there or not; or when one is joined to the
other by subject, which counts only as long as nothing that it refers to is here. A mail that comes late can therefore
join topics, and it can part them: what hung together by subject alone is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ....lib.mail.threads import Groups, joined_by_subject
from .mails import Copy, Held, Mail
from .store import Store

LAST = (datetime.max.replace(tzinfo=UTC), 0, b"")


@dataclass(slots=True)
class Plan:
    """What is to be written."""

    fresh: Sequence[Mail]
    known: Mapping[bytes, Held]
    homes: dict[bytes, int] = field(default_factory=dict)  # mail -> topic, for those that are new or move
    new: list[int] = field(default_factory=list)  # topics to be made, below 0
    joins: dict[int, int] = field(default_factory=dict)  # topic -> the one that it goes up in
    changed: dict[bytes, Mail] = field(default_factory=dict)  # mails that are here and stand differently now
    moving: list[Mail] = field(default_factory=list)  # mails that leave a topic by themselves
    gone: set[int] = field(default_factory=set)  # topics with nothing left in them
    fixed: set[int] = field(default_factory=set)
    copies: list[tuple[Copy, Mail]] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Mails and whole topics that belong together."""

    fresh: list[Mail] = field(default_factory=list)
    loose: list[Mail] = field(default_factory=list)
    topics: set[int] = field(default_factory=set)


class Placing:
    """Places new mails, and copies that say more than the first one did."""

    def __init__(self, store: Store, fresh: Sequence[Mail], copies: Sequence[Copy], lowest: int = 0) -> None:
        self.store, self.fresh, self.copies, self.lowest = store, fresh, copies, lowest
        self.here: dict[bytes, Mail] = {mail.key: mail for mail in fresh}
        self.before: dict[bytes, tuple[object, ...]] = {}
        names = {name for mail in fresh for name in (*mail.names, *mail.references)}
        names |= {name for copy in copies for name in (*copy.names, *copy.references)}
        self.known = store.named(names)
        self.come: dict[bytes, datetime | None] = {name: held.date for name, held in self.known.items() if held.key}
        for mail in fresh:
            self.come |= dict.fromkeys(mail.names, mail.date)

    def plan(self) -> Plan:
        """Where everything goes."""
        self._complete()
        self._wake()
        self._follow()
        fixed = self.store.fixed({held.topic for held in self.known.values()} | {mail.topic for mail in self._old()})
        loose = {mail.topic for mail in self._old() if self.before[mail.key][0] not in (None, mail.follows)} - fixed
        members = self._look(self.store.members(loose)) if loose else []
        plan = Plan(self.fresh, self.known, fixed=fixed)
        plan.copies = [(copy, self.here[copy.key]) for copy in self.copies if copy.key in self.here]
        self._settle(plan, self._groups(members, loose), loose)
        plan.changed = {mail.key: mail for mail in self._old() if self.before[mail.key] != _state(mail)}
        return plan

    def _look(self, mails: Iterable[Mail]) -> list[Mail]:
        """The mails, each the same object whenever it is met."""
        looked = []
        for mail in mails:
            if mail.key not in self.here:
                self.here[mail.key] = mail
                self.before[mail.key] = _state(mail)
            self.here[mail.key].names |= mail.names
            looked.append(self.here[mail.key])
        return looked

    def _old(self) -> list[Mail]:
        return [self.here[key] for key in self.before]

    def _complete(self) -> None:
        """Take over what copies say."""
        mails = {mail.key: mail for mail in self._look(self.store.mails(copy.key for copy in self.copies))}
        for copy in self.copies:
            mail = mails.get(copy.key) or self.here.get(copy.key)
            if mail is not None:
                mail.names |= copy.names
                mail.references += tuple(
                    name for name in copy.references if name not in {*mail.references, *mail.names}
                )
                self.come |= dict.fromkeys(copy.names, mail.date)

    def _wake(self) -> None:
        """Look at the mails that were waiting for one of these, and say of all whether a parent is here."""
        came = {name for mail in self.fresh for name in mail.names} | {
            name for copy in self.copies for name in copy.names
        }
        waiting = {self.known[name].topic for name in came if name in self.known}
        woken = self._look(self.store.members(waiting)) if waiting else []
        undated = {name for mail in woken if mail.date is None for name in mail.references} - self.come.keys()
        if undated:
            self.come |= {name: held.date for name, held in self.store.named(undated).items() if held.key}
        for mail in [*self.fresh, *woken, *(self.here[copy.key] for copy in self.copies if copy.key in self.here)]:
            there = [name for name in mail.references if name in self.come and name not in mail.names]
            if there and not mail.has_parent:
                mail.has_parent, mail.follows = True, None
            dates = [date for name in there if (date := self.come[name])] if mail.date is None else []
            if dates:
                mail.at = dates[-1] + timedelta(seconds=1)

    def _follow(self) -> None:
        """Join those without a parent to the mail before them with the same subject."""
        subjects: dict[bytes, dict[bytes, Mail]] = defaultdict(dict)
        for mail in [*self.fresh, *self._look(self.store.alike({mail.subject for mail in self.fresh if mail.subject}))]:
            if mail.subject:
                subjects[mail.subject][mail.key] = mail
        for mails in subjects.values():
            if len(mails) == 1:
                continue
            parented = {mail.key.hex() for mail in mails.values() if mail.has_parent}
            found = joined_by_subject((mail.header() for mail in mails.values()), has_parent=parented)
            for mail in mails.values():
                near = found.get(mail.key.hex())
                mail.follows = bytes.fromhex(near) if near else None

    def _groups(self, members: Sequence[Mail], loose: set[int]) -> list[_Group]:
        groups = Groups()
        topics = {held.topic for held in self.known.values()} | {mail.topic for mail in self._old()}
        for name, held in self.known.items():
            if held.topic not in loose:
                groups.join(name.hex(), f"topic {held.topic}")
        for mail in [*self.fresh, *self._old()]:
            whole = mail.topic and mail.topic not in loose
            key = mail.key.hex()
            groups.add(key)
            for name in mail.names:
                groups.join(key, name.hex())
            if whole:
                groups.join(key, f"topic {mail.topic}")
            if not whole or self.before[mail.key] != _state(mail):
                for name in mail.references:
                    groups.join(key, name.hex())
                if mail.follows:
                    groups.join(key, mail.follows.hex())
        found: dict[str, _Group] = defaultdict(_Group)
        for topic in topics - loose:
            groups.add(f"topic {topic}")
            found[groups.root(f"topic {topic}")].topics.add(topic)
        for mail in self.fresh:
            found[groups.root(mail.key.hex())].fresh.append(mail)
        for mail in members:
            found[groups.root(mail.key.hex())].loose.append(mail)
        return list(found.values())

    def _settle(self, plan: Plan, groups: list[_Group], loose: set[int]) -> None:
        """Give each group a topic: one that it has, the oldest; else that of its mails, or a new one."""
        taken: set[int] = set()
        for group in sorted(groups, key=_first):
            home = self._home(group, plan, loose - taken)
            taken.add(home)
            for mail in group.fresh:
                plan.homes[mail.key] = home
            for mail in group.loose:
                if mail.topic != home:
                    plan.homes[mail.key] = home
                    plan.moving.append(mail)
            for other in group.topics - {home} - plan.fixed:
                plan.joins[other] = home
        plan.gone = set(plan.joins) | (loose - taken)

    def _home(self, group: _Group, plan: Plan, free: set[int]) -> int:
        if group.topics:
            # the made ones before the imagined, the older first; one that members know before any other
            return min(group.topics, key=lambda topic: (topic not in plan.fixed, topic < 0, abs(topic)))
        origins = sorted({mail.topic for mail in group.loose} & free, key=lambda topic: (topic < 0, abs(topic)))
        if origins:
            return origins[0]
        self.lowest -= 1
        plan.new.append(self.lowest)
        return self.lowest


def _first(group: _Group) -> tuple[datetime, int, bytes]:
    return min((mail.order for mail in (*group.fresh, *group.loose)), default=LAST)


def _state(mail: Mail) -> tuple[object, ...]:
    return mail.follows, mail.has_parent, mail.at, mail.references
