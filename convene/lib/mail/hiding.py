"""Mail addresses taken out of text that everybody may read, however they are written."""

from __future__ import annotations

import re

HIDDEN = "…@…"
# What may stand before "at example.org" in plain English without being the front half of an address.
WORDS = (
    "a all also an and any are as available based be begin been begins blog book browse bug by can check click"
    " code course"
    " data demo details directly docs documentation download event example examples file files find for forum"
    " found free"
    " from get group guide have here him home host hosted house i image in info information is issue it item job join"
    " journal just latest lecturer letter library like link links list listed lists live located look looking"
    " lookup manual"
    " material me meet meeting more myself news not notes now of office on one online only or order out over"
    " package page"
    " pages paper papers photo photos posted post poster present professor program project published question"
    " read register"
    " release repo report research schedule section see seminar seen shop show site software source sources start stuff"
    " talk team that the them there these they thing things this time tutorial two up us version video videos"
    " view visit was"
    " we web webpage website were what where wiki work workshop you yours"
)
NO_LOCAL_PART = frozenset(WORDS.split())
LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+%'=-&!#*~…")
HOST = re.compile(r"\[?(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}\]?|\.{3}[\w.-]{0,100}|…[\w.-]{0,100}")
DOTTED_HOST = re.compile(r"((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w/@]|:[\d/])")
SPELT = re.compile(r"\s?(?:\(at\)|\[at\]|<at>|_at_|\(a\)|\{at\})\s?(?=[\w-]+\.)", re.IGNORECASE)
URL_SPOKEN = re.compile(r"(://[^\s<>\"]{1,300}) at ((?:[\w-]{1,63}\.){1,8}[\w-]{2,24}/)")
LONGEST_LOCAL = 128


def hide_addresses(text: str, hidden: str = HIDDEN) -> str:
    """Text without mail addresses, also those written "ana at example.org"; beside a name nothing is left of them."""
    if "(at)" in text or "[at]" in text or "_at_" in text or "(a)" in text or "(AT)" in text or "<at>" in text:
        text = SPELT.sub("@", text)
    if " at " in text and "://" in text:
        text = URL_SPOKEN.sub(r"\1@\2", text)
    if "@" in text:
        text = _hide(text, "@", hidden)
    if " at " in text:
        text = _hide(text, " at ", hidden)
    if "%40" in text:
        text = _hide(text, "%40", hidden)  # in links that name whom they were sent to
    twice = f"{hidden}<{hidden}>"
    if twice in text or f"{hidden} <{hidden}>" in text or f"{hidden}\n<{hidden}>" in text:
        text = text.replace(f"{hidden} <{hidden}>", twice).replace(f"{hidden}\n<{hidden}>", twice)
        text = text.replace(f" <{twice}>", "").replace(twice, hidden)
    return text


def _hide(text: str, sign: str, hidden: str) -> str:
    out: list[str] = []
    done, at = 0, text.find(sign)
    while at >= 0:
        after = at + len(sign)
        span = _span(text, at, after, done) if text[at - 1 : at] in LOCAL else None
        if span is not None:
            start, end = span
            before = text[done:start]
            marked = text[start - 1 : start] + text[end : end + 1] in ("<>", "()", "[]")
            named = marked and before[:-1].rstrip(" \n\"'")[-1:].isalpha() and "\n\n" not in before[-4:]
            if named or (marked and before[:-1].endswith((hidden, f"{hidden} "))):
                out.append(before[:-1].rstrip(" \n"))
                end += 1
                if text[end : end + 1].isalnum():
                    out.append(" ")
            else:
                out += [before, hidden]
            done = after = end
        at = text.find(sign, after)
    if not done:
        return text
    out.append(text[done:])
    return "".join(out)


def _span(text: str, at: int, after: int, done: int) -> tuple[int, int] | None:
    """Where the address around an at-sign begins and ends, when it is one."""
    host = (HOST if after == at + 1 else DOTTED_HOST).match(text, after)
    if host is None:
        return None
    start = at
    least = max(done, at - LONGEST_LOCAL)
    while start > least and text[start - 1] in LOCAL:
        start -= 1
    local = text[start:at]
    if after != at + 1:
        spelt = local.strip("'").lower()
        if spelt in NO_LOCAL_PART or not spelt or text[start - 1 : start] == "/":
            return None
    elif _is_identifier(local):
        return None
    if text[:start].endswith("mailto:"):
        start -= len("mailto:")
    return start, host.end() - (1 if host[0].endswith(("]", ".")) and text[start - 1 : start] == "[" else 0)


def _is_identifier(local: str) -> bool:
    """Message identifiers look like addresses, but nobody can be written to there."""
    return len(local) >= 30 or sum(char.isdigit() for char in local) >= 12
