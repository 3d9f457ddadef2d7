"""What every page of a dialogue begins with."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ....core.people.models import User
from ....lib.ruling import require
from .. import rules
from ..models import Dialogue
from ..queries import find_dialogue


def me(request: HttpRequest) -> User:
    """Who is signed in; the page is for members."""
    return cast(User, request.user)


def to_run(request: HttpRequest, slug: str) -> Dialogue:
    """The dialogue, for those who run it; others are told why not."""
    dialogue = find_dialogue(request.user, slug)
    require(rules.may_run(request.user, dialogue))
    return dialogue


def crumbs(dialogue: Dialogue | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page stands."""
    found = [(_("Dialogues"), reverse("dialogues:list"))]
    if dialogue is not None:
        found.append((dialogue.question, dialogue.get_absolute_url()))
    return [*found, *more]
