"""Archives to bring in, made up: mail, a data dump, topics of a forum; always the same, about 2 kB a post."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

PEOPLE = 400
TOPIC = 5  # posts in a thread, on average
COMMENTS = 3  # one post in so many of a dump is a comment
AT_ONCE = 20  # threads that people write in at the same time
START = datetime(2012, 1, 2, tzinfo=UTC)
SYLLABLES = [first + second for first, second in zip("bcdfglmnprstvwykmrst", "aeiouaeiouaieoaeuaio", strict=True)]


@dataclass(frozen=True, slots=True)
class Made:
    """One post of a thread; `before` are the numbers of those that it follows there."""

    number: int
    at: datetime
    title: str
    before: tuple[int, ...]


class Talk:
    """People who write in some threads at a time."""

    def __init__(self) -> None:
        self.rng = random.Random(7)
        self.words = ["".join(self.rng.choices(SYLLABLES, k=self.rng.randint(1, 3))) for _word in range(3000)]

    def posts(self, count: int) -> Iterator[Made]:
        """So many posts, in the order in which they were written."""
        rng, at = self.rng, START
        threads: list[tuple[str, list[int]]] = []
        for number in range(1, count + 1):
            at += timedelta(minutes=rng.randint(5, 90))
            if not threads or rng.random() < 1 / TOPIC:
                threads = [*threads, (" ".join(rng.choices(self.words, k=6)).capitalize(), [])][-AT_ONCE:]
                title, before = threads[-1]
            else:
                title, before = rng.choice(threads)
            yield Made(number, at, title, tuple(before))
            before.append(number)

    def name(self, who: int) -> str:
        """What somebody is called."""
        return f"{self.words[who].capitalize()} {self.words[who + 500].capitalize()}"

    def line(self) -> str:
        """A sentence."""
        return " ".join(self.rng.choices(self.words, k=self.rng.randint(8, 13))).capitalize() + "."

    def lines(self, least: int, most: int) -> list[str]:
        """Some sentences."""
        return [self.line() for _number in range(self.rng.randint(least, most))]

    def html(self) -> str:
        """Three paragraphs, with a list, a link and code now and then."""
        parts = [f"<p>{' '.join(self.lines(3, 7))}</p>" for _paragraph in range(3)]
        if self.rng.random() < 0.3:
            parts.append(f"<ul>{''.join(f'<li>{line}</li>' for line in self.lines(2, 5))}</ul>")
        if self.rng.random() < 0.3:
            parts.append(f'<p>See <a href="/questions/{self.rng.randint(1, 999)}">this</a> and <b>that</b>.</p>')
        if self.rng.random() < 0.2:
            parts.append(f"<pre><code>{chr(10).join(self.lines(2, 4))}</code></pre>")
        return "\n\n".join(parts)


def mbox(path: Path, count: int) -> None:
    """Plain messages with quotations and signatures."""
    talk = Talk()
    with path.open("w") as file:
        file.writelines(_mail(talk, made) for made in talk.posts(count))


def _mail(talk: Talk, made: Made) -> str:
    who, before = talk.rng.randrange(PEOPLE), [f"<{number}@list.example>" for number in made.before[-10:]]
    name, address = talk.name(who), f"person{who}@museum{who % 40}.example"
    quoted = "".join(f"> {line}\n" for line in talk.lines(2, 6)) if before else ""
    own = "\n".join("".join(f"{line}\n" for line in talk.lines(3, 7)) for _paragraph in range(3))
    thread = f"In-Reply-To: {before[-1]}\nReferences: {' '.join(before)}\n" if before else ""
    return (
        f"From {address} {made.at:%a %b %d %H:%M:%S %Y}\n"
        f"From: {name} <{address}>\nTo: list@list.example\n"
        f"Date: {format_datetime(made.at)}\nSubject: {'Re: ' if before else ''}{made.title}\n"
        f"Message-ID: <{made.number}@list.example>\n"
        f"{thread}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{f'Somebody wrote:{chr(10)}{quoted}{chr(10)}' if quoted else ''}{own}\n"
        f"-- \n{name}\nMuseum of {name.split()[0]}\n\n"
    )


def stackexchange(path: Path, count: int) -> None:
    """The folder of a dump: questions, answers, and comments to both."""
    talk = Talk()
    path.mkdir()
    with (path / "Posts.xml").open("w") as posts, (path / "Comments.xml").open("w") as comments:
        for file, name in ((posts, "posts"), (comments, "comments")):
            file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{name}>\n')
        said: set[int] = set()  # comments, which have none of their own
        for made in talk.posts(count):
            common = {"Id": made.number, "CreationDate": f"{made.at:%Y-%m-%dT%H:%M:%S}.000"}
            if made.before and made.number % COMMENTS == 0:
                said.add(made.number)
                to = next(number for number in reversed(made.before) if number not in said)
                row = {"PostId": to, "Text": " ".join(talk.lines(1, 3)), "UserId": talk.rng.randrange(PEOPLE)}
                comments.write(_row(common | row))
            else:
                kind = {"PostTypeId": 2, "ParentId": made.before[0]} if made.before else {"PostTypeId": 1}
                title = {} if made.before else {"Title": made.title}
                row = {"Body": talk.html(), "OwnerUserId": talk.rng.randrange(PEOPLE)}
                posts.write(_row(common | kind | title | row))
        posts.write("</posts>\n")
        comments.write("</comments>\n")
    users = "".join(_row({"Id": who, "DisplayName": talk.name(who)}) for who in range(PEOPLE))
    (path / "Users.xml").write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<users>\n{users}</users>\n')


def _row(fields: dict[str, object]) -> str:
    return f"  <row {' '.join(f'{name}={quoteattr(str(value))}' for name, value in fields.items())} />\n"


def discourse(path: Path, count: int) -> None:
    """A folder with a file a topic, as saved one by one."""
    talk = Talk()
    path.mkdir()
    topics: dict[int, dict[str, Any]] = {}
    for made in talk.posts(count):
        name = made.before[0] if made.before else made.number
        topic = topics.setdefault(name, {"id": name, "title": made.title, "post_stream": {"posts": [], "stream": []}})
        who = talk.rng.randrange(PEOPLE)
        topic["post_stream"]["stream"].append(made.number)
        topic["post_stream"]["posts"].append(
            {
                "id": made.number, "post_number": len(made.before) + 1, "post_type": 1, "username": f"person{who}",
                "name": talk.name(who), "created_at": made.at.isoformat(), "cooked": talk.html(), "reads": 40,
                "avatar_template": "https://avatars.example/{size}.png", "topic_id": name, "can_edit": False,
            }
        )  # fmt: skip
        if len(topics) > AT_ONCE * 2:
            _save(path, topics.pop(next(iter(topics))))
    for topic in topics.values():
        _save(path, topic)


def _save(path: Path, topic: dict[str, Any]) -> None:
    with (path / f"{topic['id']:09}.json").open("a") as file:
        file.write(json.dumps(topic))


MAKE: dict[str, Callable[[Path, int], None]] = {"mbox": mbox, "stackexchange": stackexchange, "discourse": discourse}
