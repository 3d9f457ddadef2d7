"""What newcomers cannot do yet, in words that say when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ....lib.text import Cooked
    from ..kinds import Submission
    from .policy import InForce, Trust


IN_POSTS = {
    "links": lambda n: ngettext(
        "You are new here: a post of yours holds at most %(num)s link for now.",
        "You are new here: a post of yours holds at most %(num)s links for now.",
        n,
    ),
    "mentions": lambda n: ngettext(
        "You are new here: a post of yours mentions at most %(num)s person for now.",
        "You are new here: a post of yours mentions at most %(num)s people for now.",
        n,
    ),
    "files": lambda n: ngettext(
        "You are new here: a post of yours holds at most %(num)s file for now.",
        "You are new here: a post of yours holds at most %(num)s files for now.",
        n,
    ),
}
IN_MESSAGES = {
    "links": lambda n: ngettext(
        "You are new here: a message of yours holds at most %(num)s link for now.",
        "You are new here: a message of yours holds at most %(num)s links for now.",
        n,
    ),
    "files": lambda n: ngettext(
        "You are new here: a message of yours holds at most %(num)s file for now.",
        "You are new here: a message of yours holds at most %(num)s files for now.",
        n,
    ),
}


def too_much_for(trust: Trust, wish: Submission) -> str:
    """Why a newcomer cannot post this, or ""."""
    most = trust.policy.posts_a_day
    if wish.changes is not None or trust.activity.lately < most:
        return _too_much_in(wish.text, trust, IN_POSTS)
    said = ngettext(
        "You are new here and have written %(num)s post within a day, which is the most for now.",
        "You are new here and have written %(num)s posts within a day, which is the most for now.",
        most,
    )
    return f"{said % {'num': most}} {how_it_ends(trust)}"


def too_much_in_private(trust: Trust, text: Cooked) -> str:
    """Why a newcomer cannot send this to a few people, or ""."""
    return _too_much_in(text, trust, IN_MESSAGES)


def _too_much_in(text: Cooked, trust: Trust, sentences: dict[str, Callable[[int], str]]) -> str:
    for what, sentence in sentences.items():
        most = getattr(trust.policy, what)
        if len(getattr(text, what)) > most:
            return f"{sentence(most) % {'num': most}} {how_it_ends(trust)}"
    return ""


def how_it_ends(trust: Trust) -> str:
    """What is still to come until the limits lift, as a sentence."""
    if trust.in_trouble:
        return _("A moderator has refused something of yours lately; the limit ends by itself 30 days after that.")
    words = {
        "days": lambda n: ngettext("%(num)s more day with an account", "%(num)s more days with an account", n),
        "posts": lambda n: ngettext("%(num)s more post", "%(num)s more posts", n),
        "reads": lambda n: ngettext("%(num)s more topic read", "%(num)s more topics read", n),
    }
    parts = [words[name](n) % {"num": n} for name, n in trust.missing.items() if n]
    return _("This ends by itself after: %(parts)s.") % {"parts": ", ".join(parts)}


def how_it_lifts(policy: InForce) -> str:
    """When somebody is a newcomer no more, as a sentence."""
    return _(
        "All of this lifts by itself after %(days)s days with an account, %(posts)s posts and %(reads)s topics "
        "read, if nothing was refused for 30 days."
    ) % {"days": policy.days, "posts": policy.posts, "reads": policy.reads}


def limits_in_words(policy: InForce) -> list[str]:
    """What holds for newcomers, for the page of rules."""
    said = [
        ngettext("at most %(num)s post a day", "at most %(num)s posts a day", policy.posts_a_day)
        % {"num": policy.posts_a_day},
        ngettext("at most %(num)s link in a post", "at most %(num)s links in a post", policy.links)
        % {"num": policy.links},
        ngettext("at most %(num)s mention in a post", "at most %(num)s mentions in a post", policy.mentions)
        % {"num": policy.mentions},
        ngettext("at most %(num)s file in a post", "at most %(num)s files in a post", policy.files)
        % {"num": policy.files},
    ]
    if policy.first_held:
        said.insert(
            0,
            ngettext(
                "a moderator looks at the first post before it appears",
                "a moderator looks at the first %(num)s posts before they appear",
                policy.first_held,
            )
            % {"num": policy.first_held},
        )
    return said
