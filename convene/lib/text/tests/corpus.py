"""Hostile and odd input: what the data beside the project holds, and Markdown that once made renderers slow."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FOUND = Callable[[str], Path]


def dompurify(folder: Path) -> Iterator[str]:
    text = (folder / "expect.part1.mjs.txt").read_text(encoding="utf-8")
    for found in re.finditer(r'"payload":\s*("(?:[^"\\]|\\.)*")', text):
        try:
            yield json.loads(found[1])
        except ValueError:
            yield found[1]


def bleach(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("data/*.test")):
        yield path.read_text(encoding="utf-8").split("\n--\n")[0]
    for path in sorted(folder.glob("*.txt")):
        for found in re.finditer(
            r"""(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')""", path.read_text(encoding="utf-8")
        ):
            yield found[1] or found[2] or ""


def basic_payloads(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        yield text
        yield from (line for line in text.splitlines() if line.strip())
        yield from re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    for path in sorted(folder.rglob("*.svg")):
        yield path.read_text(encoding="utf-8")


def naughty_strings(folder: Path) -> Iterator[str]:
    yield from json.loads((folder / "blns.json").read_text(encoding="utf-8"))


def html5lib_tests(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("serializer/*.test")):
        for test in json.loads(path.read_text(encoding="utf-8"))["tests"]:
            yield from test.get("expected", [])
    for path in sorted(folder.rglob("*.dat")):
        for part in path.read_bytes().decode("utf-8", "replace").split("#data\n")[1:]:
            yield part.split("\n#encoding")[0]


SOURCES: dict[str, Callable[[Path], Iterator[str]]] = {
    "dompurify": dompurify,
    "bleach": bleach,
    "payloads-basic": basic_payloads,
    "blns": naughty_strings,
    "html5lib-tests": html5lib_tests,
}


REPEATED = (
    *("a_ ", "_a ", "a]", "[a", "*a_ ", "[ a_", "[ (](", "![[]()", "**x [a*b**c*](d)", "> ", "> a\n", "- "),
    *("- a\n", "- 1. + > ", "1) a\n", "abc\0de\0", "[a](<b", "[a](b", "<!--", "<?", "<![CDATA[", "<!A ", "<"),
    *("<a:", "![", "![a](", "![a](b)", ":::quote\n", ":::quote\n:::signature\n", ":", "```\n", "~~~\n```\n"),
    *("~~a ", "*", "*a", "**a", "*_", "__a*", "***a", "[a]: x 'b\n", "[a]:x\n", "[a](b 'c", "\\", "&amp", "&#x41;"),
    *("&a", "a\n=\n", "# ", "# a #\n", "* * * *\n", "\t", "\n", "mailto:", "a@b.co ", "a@", '"a', "a.b", "a.com"),
    *("http://", "a://", "//", "http://a.com ", "http://a@", "a-", "xn--", "-.", "http://a.b/[", "@a@", "\u2014*a"),
    *("\U0001f600*", "&", "<>", "[a](é)", "[![a](b)](c)", "![](/files/abcdefgh/a)", "`a", "``a`", "> - "),
    *("> - a\n", "> ```\n", "-     a\n", "**a\n\n", ">>>>>>>>>>>>>>>>>>>> a\n", "\\", "a\n", "\x0b", "\xa0"),
    "|a|\n|-|\n",
    "> |a|\n> |-|\n",
    "|**a|b**|\n",
)


def _long(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length]


def hostile(n: int) -> dict[str, str]:
    """Markdown of about `n` characters that has been slow or swollen in one renderer or another."""
    half = n // 2
    root = int((2 * n) ** 0.5)
    cases = {
        "nested strong and emphasis": _long("*a **a ", half) + "b" + _long(" a** a*", half),
        "nested brackets": "[" * half + "a" + "]" * half,
        "nested images": "![" * (n // 4) + "](a)" * (n // 8),
        "closing emphasis of length 3": "a**b" + _long("c* ", n),
        "runs of backticks": "".join("e" + "`" * x for x in range(1, root)),
        "fences that grow": "".join("`" * (3 + x) + "\n" for x in range(root)),
        "containers that grow": "".join(":" * (3 + x) + "quote\n" for x in range(root)),
        "deep lists": "".join(" " * (2 * x) + "* a\n" for x in range(int(n**0.5))),
        "a wide table": "|" + "a|" * (n // 6) + "\n|" + "-|" * (n // 6) + "\n" + "|a|\n" * (n // 12),
        "a table that fills itself": "|" + "a|" * 80 + "\n|" + "-|" * 80 + "\n" + "|a\n" * (n // 3),
        "a long reference, often": "[a]: " + "x" * half + "\n\n" + _long("[a]", half),
        "reference titles": "[a]: x '" + "\n\\" * (half // 2),
        "many references": "".join(f"[{i}]: b\n" for i in range(n // 8)),
        "parentheses": "[a](" + "(" * half + ")" * half,
        "strong opened and closed": _long("**a", half) + _long("a**", half),
        "emphasis in deletion": _long("*~~a ", half) + _long(" a~~*", half),
        "an address of question marks": "http://a.b/" + _long("?(", n),
        "a name before an at": _long("a.", n) + "@b",
        "a space flood": "a" + " " * n + "b",
        "mentions": _long("@a ", n),
        "a heading under it all": _long("a\n", n) + "===",
    }
    return cases | {repr(part): _long(part, n) for part in REPEATED}


PIECES = [
    *"*_`[]()<>!#>-+=~|:@&\\\"'\n\n\n  \t.",
    *("**", "~~", "```\n", "![", "](", "[a]: b\n", "> ", "- ", "1. ", ":::quote\n", ":::\n", "|-|-|\n", "| a | b |\n"),
    *(
        "http://a.b/",
        "https://example.org/x_y_z",
        "www.example.org",
        "a@b.org",
        "@ana",
        "&lt;",
        "&#0;",
        "<b>",
        "</p>",
        "<!--",
    ),
    *(
        "    code\n",
        "\n\n",
        "one",
        "zwei",
        "наука",
        "科学",
        "é",
        "\U0001f52c",
        "\u202e",
        "\u200d",
        "\0",
        "\ud800",
        "\xa0",
    ),
]


def fuzzed(count: int, seed: int) -> Iterator[str]:
    """Posts put together at random from what Markdown is made of."""
    dice = random.Random(seed)
    for _ in range(count):
        few = dice.sample(PIECES, dice.randint(2, 12)) + ["word "]
        yield "".join(dice.choices(few, k=dice.choice((5, 20, 60, 300))))
