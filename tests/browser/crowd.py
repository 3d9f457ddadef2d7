"""A town that is made up: people of three opinions, who take part by the pages as a browser without script does."""

from __future__ import annotations

import hashlib
import html
import http.client
import itertools
import random
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

SIZES = (80, 70, 45)
HELD = (  # what each opinion holds and the others do not
    ("Cars need more room downtown.", "Parking must stay free of charge.", "The bypass should be built this year."),
    ("Close the market street to cars.", "Every school needs a safe bike lane.", "Buses should run all night."),
    ("Lower taxes before anything is built.", "Volunteers can run the library.", "Sell the old town hall."),
)
ADDED = ("Fix the potholes in Mill Road first.", "Plant trees where cars park now.", "Let shops stay open on Sundays.")
SHARED = ("The river has to be clean enough to swim in.", "Test the tap water every month.")
REFUSED = "The fire station can be closed."
UNSURE = "The geothermal bond is worth its interest."
ABOUT = "I live near the river."
INSULT = "Everybody from the north side is a fool."
SEEDS = (*itertools.chain(*HELD), *SHARED, REFUSED, UNSURE)
PLANTED = {
    **{text: at for at, texts in enumerate(HELD) for text in texts},
    **{text: at for at, text in enumerate(ADDED)},
}
NOISE = 0.06
STATEMENT = re.compile(r'id="statement"[^>]*>([^<]*)</p>.*?name="statement" value="([0-9]+)"', re.DOTALL)
PUZZLE = re.compile(r'name="puzzle" value="([^"]+)"')
WORDS = {1: "agree", -1: "disagree", 0: "pass"}


def sides(group: int, lots: random.Random) -> dict[str, int]:
    """What somebody of an opinion says of every statement: mostly as the others of it, now and then otherwise."""
    said = {text: 1 if at == group else -1 for text, at in PLANTED.items()}
    said |= {
        **dict.fromkeys(SHARED, 1),
        REFUSED: -1,
        UNSURE: lots.choice((0, 0, 0, 1, -1)),
        ABOUT: lots.choice((1, -1)),
    }
    return {text: lots.choice((1, -1, 0)) if lots.random() < NOISE else side for text, side in said.items()}


@dataclass
class Person:
    """Somebody with an opinion, a phone, and so much patience."""

    port: int
    group: int
    sides: dict[str, int]
    most: int  # votes, until they have had enough
    network: str
    cookies: dict[str, str] = field(default_factory=dict)
    voted: dict[str, int] = field(default_factory=dict)

    def comes(self, path: str) -> None:
        """Read what one should know, begin, and vote for as long as there is something and they like to."""
        page = self.asks("GET", path)
        while "begin/" in page:  # once more, where many others have begun since the page was read
            puzzle = PUZZLE.search(page)
            word = html.unescape(puzzle[1]) if puzzle else ""
            said = {"puzzle": word, "answer": solved(word)} if word else {}
            page = self.asks("POST", f"{path}begin/", said, status=(302, 403)) or self.asks("GET", path)
        while (line := STATEMENT.search(page)) and len(self.voted) < self.most:
            text = html.unescape(line[1])
            self.voted[text] = self.sides[text]
            said = {"statement": line[2], "vote": WORDS[self.sides[text]]}
            page = self.asks("POST", f"{path}vote/", said, "HX-Request", status=200)

    def says(self, path: str, text: str, *, status: int = 302) -> str:
        """Add what is missing."""
        return self.asks("POST", f"{path}say/", {"text": text}, status=status)

    def asks(self, method: str, path: str, said: dict[str, str] | None = None, *heads: str, status: int | tuple[int, ...] = 200) -> str:
        """One request, with what the pages before have left on the device."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=60)
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        head |= {"X-Forwarded-For": self.network, **dict.fromkeys(heads, "true")}
        body = None
        if method == "POST":
            body = urlencode({**(said or {}), "csrfmiddlewaretoken": self.cookies["csrf"]})
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, head)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        assert answer.status in (status if isinstance(status, tuple) else (status,)), (answer.status, path, text[:2000])
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return text


def town(port: int) -> list[Person]:
    """All who come by HTTP, in the order in which they come: most from home, fifty from the museum's own network."""
    lots = random.Random(11)
    groups = [group for group, size in enumerate(SIZES) for _one in range(size)]
    lots.shuffle(groups)
    return [
        Person(
            port, group, sides(group, lots), most=4 if number % 40 == 39 else lots.randint(9, 13),
            network="203.0.113.7" if number < 50 else f"198.51.100.{number}",
        ) for number, group in enumerate(groups)
    ]  # fmt: skip


def solved(puzzle: str) -> str:
    """The sum that a browser does when very many begin at once."""
    bits, nonce = puzzle.split(":")[:2]
    for number in itertools.count():
        digest = hashlib.sha256(f"{nonce}:{number}".encode()).digest()
        if int.from_bytes(digest) >> (256 - int(bits)) == 0:
            return str(number)
    raise AssertionError
