"""Find what the viewer takes part in; what is others' and what is missing look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ....core.people.models import User
from ....lib.errors import NotPossible
from ..actions.writing import check_number
from ..limits import MOST_OTHERS
from ..models import Message
from ..queries import Room, find_room, people_called

if TYPE_CHECKING:
    from collections.abc import Sequence


def member(request: HttpRequest) -> User:
    """The person who is signed in; the middleware has seen to it that there is one."""
    return cast("User", request.user)


def room(request: HttpRequest, pk: int) -> Room:
    """A conversation that the viewer takes part in."""
    return find_room(member(request), pk)


def visible_message(request: HttpRequest, pk: int, number: int) -> Message:
    """A message that the viewer may read."""
    found = Message.objects.visible_to(request.user).select_related("conversation", "author")
    return get_object_or_404(found, conversation_id=pk, number=number)


def person(request: HttpRequest, handle: str) -> User:
    """A member whose page the viewer may open."""
    found = User.objects.visible_to(request.user).exclude(claimed_at=None)
    return get_object_or_404(found, handle=handle)


def named(request: HttpRequest, names: Sequence[str]) -> list[User]:
    """The people of those names. Raises NotPossible with the names that nobody, or more than one, has."""
    if len(names) > 2 * MOST_OTHERS:  # each by name and by handle, at most: more are not even looked for
        check_number(len(names))
    people, unknown, several = people_called(member(request), names)
    if unknown:
        raise NotPossible(
            _("We know nobody called %(names)s. Write the whole name, or the @handle from the person's page.")
            % {"names": ", ".join(unknown)[:200]}
        )
    if several:
        raise NotPossible(
            _("Several people are called %(names)s. Write the @handle, which stands on each person's page.")
            % {"names": ", ".join(several)[:200]}
        )
    if not people:
        raise NotPossible(_("That would go to you alone. Say to whom else you want to write."))
    return people


def page_number(request: HttpRequest) -> int | None:
    """The page that is asked for, if one is."""
    given = request.GET.get("page")
    if given is None:
        return None
    if not given.isascii() or not given.isdigit() or not 0 < len(given) < 7 or int(given) < 1:
        raise Http404
    return int(given)
