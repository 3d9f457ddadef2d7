"""Every request there is to try: an address, the state of what it names, and the least that a form needs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from convene.core.outbox.models import Letter
from convene.features.messages.models import Report

from .acting import STEPS, steps
from .asked import POLLS, asked
from .belonging import INSTITUTIONS, TEAMS, institutions, teams
from .explained import EXPLAINED, explained
from .forms import ABOUT, FORMS, NEXT
from .guided import GUIDED, guided
from .mentored import MENTORING, mentoring
from .moderated import MODERATION, moderation
from .rated import RATED, rated
from .shelved import LIBRARY, library
from .skilled import SKILLS, skills
from .talked import TALKED, talked
from .world import PASSWORD, Place, Talk, World
from .written import WRITTEN, written


@dataclass(frozen=True)
class Cell:
    """A request to try as everybody."""

    route: str
    address: str
    states: frozenset[str] = frozenset()
    data: Mapping[str, Any] = field(default_factory=dict)


def routes(resolver: URLResolver | None = None, names: str = "", path: str = "") -> Iterator[tuple[str, str]]:
    """The name and the pattern of every address; those of the records by their path."""
    for one in (resolver or get_resolver()).url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, names + (f"{one.namespace}:" if one.namespace else ""), here)
        elif isinstance(one, URLPattern):
            yield names + (one.name or here), here


def cells(world: World) -> Iterator[Cell]:
    """All of them."""
    for name, pattern in routes():
        if name.startswith("admin:"):
            if "<" not in pattern and name != "admin:logout" and not pattern.endswith("$"):
                yield Cell("admin", f"/{pattern}", frozenset({"sign-in"} if name == "admin:login" else {}))
        elif pattern.startswith("c/<slug:slug>/t/<int:pk>/"):
            yield from in_topics(world, name, pattern)
        elif "<int:pk>" in pattern and pattern.startswith("communities/<"):
            yield from _kept(world, name)
        elif pattern.startswith(("c/<", "communities/<")):
            yield from _in_communities(world, name, pattern)
        elif pattern.startswith("messages/<int:pk>/"):
            yield from _in_messages(world, name, pattern)
        else:
            yield from SPECIAL.get(name, _alone)(world, name)


def _alone(_world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name), data=FORMS.get(name, {}))


def _states(place: Place, talk: Talk | None = None) -> set[str]:
    found = {place.community.visibility, place.community.state}
    return found | {talk.state} if talk else found


def _in_communities(world: World, name: str, pattern: str) -> Iterator[Cell]:
    for place in world.places:
        words = {"slug": place.slug} | ({"handle": "target"} if "handle" in pattern else {})
        address, states = reverse(name, kwargs=words), frozenset(_states(place))
        data = FORMS.get(name, {})
        if name == "communities:settings":
            data = ABOUT | {"visibility": place.community.visibility, "join_policy": place.community.join_policy}
        elif name == "communities:state":
            data = {"state": NEXT[place.community.state]}
        elif name == "communities:requests":
            assert place.request
            data = {"request": place.request.pk, "answer": "yes"}
            another = next(other.request for other in world.places if other is not place and other.request)
            yield Cell(name, address, states | {"of-another"}, data | {"request": another.pk})
        yield Cell(name, address, states, data)


def in_topics(world: World, name: str, pattern: str) -> Iterator[Cell]:
    for place in world.places:
        for talk in place.talks:
            words: dict[str, Any] = {"slug": place.slug, "pk": talk.topic.pk}
            states = _states(place, talk)
            if "<int:number>" not in pattern:
                data = FORMS.get(name, {})
                if name in {"discussions:merge", "discussions:mark_duplicate"}:
                    into = world.place("public").talks[0].topic
                    data, states = {"into": into.pk}, states | ({"itself"} if into == talk.topic else set())
                yield Cell(name, reverse(name, kwargs=words), frozenset(states), data)
                continue
            for state, post in talk.posts.items():
                address = reverse(name, kwargs=words | {"number": post.number})
                yield Cell(name, address, frozenset(states | {f"post:{state}"}), FORMS.get(name, {}))


def _in_messages(world: World, name: str, pattern: str) -> Iterator[Cell]:
    words, data = {"pk": world.talk.pk}, FORMS.get(name, {})
    if "<int:number>" not in pattern:
        yield Cell(name, reverse(name, kwargs=words), data=data)
        return
    for number, state in enumerate(("early", "shown", "taken-back"), start=1):
        yield Cell(name, reverse(name, kwargs=words | {"number": number}), frozenset({state}), data)


def _report(_world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name, args=[Report.objects.get().pk]), data=FORMS[name])


def _blocked(_world: World, name: str) -> Iterator[Cell]:
    for handle in ("moderator", "unverified"):
        yield Cell(name, reverse(name, args=[handle]), frozenset({handle}))


def _texts(_world: World, name: str) -> Iterator[Cell]:
    for key in ("about", "welcome"):
        yield Cell(name, reverse(name, args=[key]), data=FORMS[name])


def _invitations(world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name, args=["forged:token"]), frozenset({"forged", "yes"}), {"answer": "yes"})
    for place in world.places:
        for state, invitation in place.invitations.items():
            for word in ("yes", "no"):
                yield Cell(
                    name, invitation.get_absolute_url(), frozenset({*_states(place), state, word}), {"answer": word}
                )


def _kept(world: World, name: str) -> Iterator[Cell]:
    for place in world.places:
        invitation = place.invitations["open"]
        yield Cell(name, reverse(name, args=[place.slug, invitation.pk]), frozenset(_states(place)))


def _declined(world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name, args=["forged:token"]), frozenset({"forged"}))
    for place in world.places:
        for state, invitation in place.invitations.items():
            yield Cell(name, invitation.get_decline_url(), frozenset({*_states(place), state}))


def _files(world: World, name: str) -> Iterator[Cell]:
    for place in world.places:
        for talk in place.talks:
            for state, file in talk.files.items():
                words = {"key": file.key, "name": file.name} | ({"width": 1} if name == "files:sized" else {})
                states = _states(place, talk) | {state if state == "loose" else f"post:{state}"}
                yield Cell(name, reverse(name, kwargs=words), frozenset(states))
    for number, state in enumerate(("early", "later", "loose"), start=1):
        file = world.private_files[number]
        words = {"key": file.key, "name": file.name} | ({"width": 1} if name == "files:sized" else {})
        yield Cell(name, reverse(name, kwargs=words), frozenset({"private", state}))


def _bring_in(_world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name), data={"file": SimpleUploadedFile("notes.txt", b"A few words.", "text/plain")})


def _begin(world: World, name: str) -> Iterator[Cell]:
    place = world.place("public")
    data = {
        "begin:purpose": {"purpose": world.purpose.pk},
        "begin:communities": {"others": [place.community.pk], "mail": "weekly"},
        "begin:you": {"name": "New Name", "role": "New"},
        "begin:hello": {"topic": place.talks[0].topic.pk, "body": "Hello", "key": str(uuid.uuid4())},
    }
    yield Cell(name, reverse(name), data=data[name])


def _purpose(world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name, args=[world.purpose.pk]), data=FORMS[name])


def _rule(world: World, name: str) -> Iterator[Cell]:
    here = world.place("public").community
    yield Cell(
        name, reverse(name),
        data={"community": here.pk, "by": "role", "value": "New", "apply": "1", "seen": f"{here.pk}|role||new"},
    )


def _proposal(world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name, args=[world.proposal.pk]), data=FORMS[name])


def _sessions(world: World, name: str) -> Iterator[Cell]:
    for owner in ("author", "target"):
        session = world.people[owner].usersession_set.get()
        state = "of-author" if owner == "author" else "of-another"
        yield Cell(name, reverse(name, args=[session.pk]), frozenset({state}))


def _exports(world: World, name: str) -> Iterator[Cell]:
    for owner, state in (("author", "of-author"), ("target", "of-another")):
        yield Cell(name, reverse(name, args=[world.people[owner].exports.get().pk]), frozenset({state}))


def _closed(_world: World, name: str) -> Iterator[Cell]:
    for handle, state in (("target", "member"), ("staff", "staff")):
        yield Cell(name, reverse(name, args=[handle]), frozenset({state}), {"how": "keep", "handle": handle})


def _people(world: World, name: str) -> Iterator[Cell]:
    kinds = {"target": "member", "suspended": "suspended", "staff": "staff"}
    if name == "people:profile":
        kinds |= {"unverified": "unverified", "merged": "merged"} | {
            f"archive-{one}": f"archive-{one}" for one in ("public", "listed", "hidden")
        }
    for handle, state in kinds.items():
        yield Cell(name, reverse(name, args=[handle]), frozenset({state}), FORMS.get(name, {}))


def _scheduled(world: World, name: str) -> Iterator[Cell]:
    due = f"{timezone.now() + dt.timedelta(days=30):%Y-%m-%dT%H:%M}"
    told = {"kind": "discussion", "title": "New", "body": "New", "due_at": due}
    yield Cell(name, reverse(name, args=[world.scheduled.pk]), data=told)


def _letters(_world: World, name: str) -> Iterator[Cell]:
    letter = Letter.objects.order_by("pk").first()
    assert letter
    yield Cell(name, reverse(name, args=[letter.pk]))


def _login(world: World, name: str) -> Iterator[Cell]:
    yield Cell(name, reverse(name), data={"login": world.people["target"].email, "password": PASSWORD})


def _with(word: str | int) -> Callable[[World, str], Iterator[Cell]]:
    """The address of whatever has this key."""
    return lambda _world, name: iter([Cell(name, reverse(name, args=[word]))])


SPECIAL = {
    **dict.fromkeys(MODERATION, lambda world, name: (Cell(name, *asked) for asked in moderation(world, name))),
    **dict.fromkeys(LIBRARY, lambda world, name: (Cell(name, *asked) for asked in library(world, name))),
    **dict.fromkeys(POLLS, lambda world, name: (Cell(name, *one) for one in asked(world, name))),
    **dict.fromkeys(MENTORING, lambda world, name: (Cell(name, *asked) for asked in mentoring(world, name))),
    **dict.fromkeys(INSTITUTIONS, lambda world, name: (Cell(name, *asked) for asked in institutions(world, name))),
    **dict.fromkeys(STEPS, lambda world, name: (Cell(name, *asked) for asked in steps(world, name))),
    **dict.fromkeys(RATED, lambda world, name: (Cell(name, *asked) for asked in rated(world, name))),
    **dict.fromkeys(SKILLS, lambda world, name: (Cell(name, *asked) for asked in skills(world, name))),
    **dict.fromkeys(TEAMS, lambda world, name: (Cell(name, *asked) for asked in teams(world, name))),
    **dict.fromkeys(TALKED, lambda world, name: (Cell(name, *asked) for asked in talked(world, name))),
    **dict.fromkeys(GUIDED, lambda world, name: (Cell(name, *asked) for asked in guided(world, name))),
    **dict.fromkeys(("begin:purpose", "begin:communities", "begin:you", "begin:hello"), _begin),
    "communities:purpose": _purpose,
    "communities:proposal": _proposal,
    "communities:enrolments": _rule,
    "communities:end_enrolment": _with(1),
    "home:edit": _texts,
    "home:language": _with("es"),
    **dict.fromkeys(EXPLAINED, lambda _world, name: (Cell(name, *asked) for asked in explained(name))),
    "communities:invitation": _invitations,
    "communities:decline": _declined,
    "files:file": _files,
    "files:sized": _files,
    "files:bring_in": _bring_in,
    **dict.fromkeys(WRITTEN, lambda world, name: (Cell(name, *asked) for asked in written(world, name))),
    "messages:report": _report,
    "messages:block": _blocked,
    "messages:unblock": _blocked,
    "people:end_session": _sessions,
    "people:profile": _people,
    "people:suspend": _people,
    "people:fetch_export": _exports,
    "people:remove_export": _exports,
    "people:leave_now": _with("keep"),
    "people:close": _closed,
    "people:keep_open": _closed,
    "people:reinstate": _people,
    **{f"discussions:{name}": _scheduled for name in ("scheduled_one", "stop_scheduled", "remove_scheduled")},
    "outbox:letter": _letters,
    "outbox:letter_html": _letters,
    "ui:sample": _with("404"),
    "old": _with("forum.example.org/t/never/404"),
    "account_login": _login,
    "mfa_remove_webauthn": _with(1),
    "mfa_edit_webauthn": _with(1),
}
