"""Small exports, written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr


def row(**fields: object) -> str:
    return f"<row {' '.join(f'{name}={quoteattr(str(value))}' for name, value in fields.items())} />"


def question(number: int, text: str = "", **more: object) -> str:
    body = text or f"<p>Question {number}</p>"
    fields = {"CreationDate": f"2021-04-27T15:0{number}:00.000", "OwnerUserId": 17, "Title": f"How is {number} made?"}
    return row(**{"Id": number, "PostTypeId": 1, "Body": body, **fields, **more})


def answer(number: int, to: int, text: str = "", **more: object) -> str:
    fields = {
        "CreationDate": f"2021-04-28T15:0{number}:00.000",
        "OwnerUserId": 28,
        "Body": text or f"<p>Like {number}</p>",
    }
    return row(**{"Id": number, "PostTypeId": 2, "ParentId": to, **fields, **more})


def comment(number: int, to: int, text: str = "Thanks!", **more: object) -> str:
    return row(Id=number, PostId=to, Text=text, CreationDate=f"2021-04-29T15:0{number}:00.000", UserId=17, **more)


def dump(folder: Path, posts: str, comments: str = "", users: str = "") -> Path:
    """The folder of a site."""
    folder.mkdir(exist_ok=True)
    users = users or row(Id=17, DisplayName="Ana Lima") + row(Id=28, DisplayName="Ben")
    for name, rows in (("Posts", posts), ("Comments", comments), ("Users", users)):
        word = name.lower()
        head = "\ufeff<?xml version='1.0' encoding='utf-8'?>"
        (folder / f"{name}.xml").write_text(f"{head}\n<{word}>\n{rows}\n</{word}>", encoding="utf-8")
    return folder


def post(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    return {
        "id": 100 + number, "post_number": number, "post_type": 1, "username": f"member{number}", "name": "",
        "created_at": f"2016-01-26T20:0{number}:49.559Z", "cooked": text or f"<p>Post {number}</p>", **more,
    }  # fmt: skip


def topic(*posts: Any, number: int = 7, **more: Any) -> dict[str, Any]:
    stream = [one["id"] for one in posts if isinstance(one, dict) and "id" in one]
    return {"id": number, "title": "Sensors", "post_stream": {"posts": list(posts), "stream": stream}, **more}


def saved(path: Path, *values: Any) -> Path:
    """A file with one value, or with one on each line."""
    path.write_text("\n".join(json.dumps(value) for value in values))
    return path
