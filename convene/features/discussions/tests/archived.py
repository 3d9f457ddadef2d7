"""Mails for archives, and what is there after they were brought in."""

from __future__ import annotations

from convene.core.communities.models import Community
from convene.core.files.models import File
from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions.models import Post, Topic


def mail(
    number: int | str, body: str = "", *, subject: str = "Sensors", who: str = "Ana Lima <ana@old.example>",
    date: str | None = "Mon, 4 Mar 2019 10:00:00 +0000", more: str = "", line: str = "From list@example.org",
) -> str:  # fmt: skip
    head = f"From: {who}\nSubject: {subject}\nMessage-ID: <{number}@list.example>\n"
    head += (f"Date: {date}\n" if date else "") + (f"{more}\n" if more else "")
    return f"{line}\n{head}\n{body or f'What {number} has to say.'}\n\n"


def shown(community: Community) -> list[tuple[object, ...]]:
    """What there is to read, in order."""
    return sorted(
        Post.objects.filter(topic__community=community).values_list(
            "topic__title", "topic__created_at", "number", "author__name", "html"
        ),
        key=repr,
    )


def counts() -> tuple[int, ...]:
    return (
        Topic.objects.count(),
        Post.objects.count(),
        User.objects.count(),
        File.objects.count(),
        ArchiveAddress.objects.count(),
    )
