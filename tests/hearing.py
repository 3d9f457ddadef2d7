"""What somebody hears of by the searches that they saved."""

from __future__ import annotations

from django.core import mail as post

from convene.core.communities.models import Community
from convene.core.people.models import User
from convene.core.saved import queries
from convene.core.saved.models import Search
from convene.core.saved.schedule import look_for_new, mail_found
from convene.core.search.following import bring_up_to_date
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from convene.features.discussions.models import Topic


def look() -> None:
    """The worker has come by."""
    bring_up_to_date()
    look_for_new.call()


def letters(person: User) -> list[str]:
    """What was mailed to somebody, each with its subject first."""
    mail_found.call()
    return [f"{one.subject}\n{one.body}" for one in post.outbox if one.to == [person.email]]


def found(person: User) -> list[str]:
    """Titles of all that their searches show."""
    reader = reader_of(person)
    searches = Search.objects.visible_to(person).order_by("pk")
    return [result.found.title for one in searches for _find, result in queries.results(reader, one)]


def start(person: User, community: Community, title: str, body: str = "A few words.") -> Topic:
    """Somebody starts a topic."""
    return actions.start(person, community, title=title, body=body, kind="discussion")
