"""The files that somebody brought in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...files import actions
from ...files.models import File
from ..models import How
from ..parts import Section

if TYPE_CHECKING:
    from ..models import User


def given(person: User) -> Iterator[Section]:
    """The files as they are kept."""
    files = list(File.objects.filter(owner=person).order_by("pk"))
    rows = [
        {"name": one.name, "in_this_archive": _path(one), "kind": one.content_type, "bytes": one.size,
         "brought_in_at": one.created_at, "sha256": one.sha256}
        for one in files
    ]  # fmt: skip
    yield Section("files", _("Files"), rows, {_path(one): str(one.content.name) for one in files})


def _path(file: File) -> str:
    return f"files/{file.pk}-{file.name.replace('/', '-')}"


def forget(person: User, how: How) -> None:
    """Those that nothing holds go, such as those of what never appeared; with what the person wrote, all of them do."""
    files = File.objects.filter(owner=person)
    for file in files if how == How.REMOVE else files.held_by_nothing():
        actions.remove(None, file)
