"""What newcomers cannot do yet, in words that say when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ....lib.text import Cooked
    from ..kinds import Submission
    from .policy import InForce, Trust


def too_much_for(trust: Trust, wish: Submission) -> str:
    """Why a newcomer cannot post this, or ""."""
    policy, text = trust.policy, wish.text
    if wish.changes is None and trust.activity.lately >= policy.posts_a_day:
        said = ngettext(
            "You are new here and have written %(num)s post within a day, which is the most for now.",
            "You are new here and have written %(num)s posts within a day, which is the most for now.",
            policy.posts_a_day,
        ) % {"num": policy.posts_a_day}
    elif len(text.links) > policy.links:
        said = ngettext(
            "You are new here: a post of yours holds at most %(num)s link for now.",
            "You are new here: a post of yours holds at most %(num)s links for now.",
            policy.links,
        ) % {"num": policy.links}
    elif len(text.mentions) > policy.mentions:
        said = ngettext(
            "You are new here: a post of yours mentions at most %(num)s person for now.",
            "You are new here: a post of yours mentions at most %(num)s people for now.",
            policy.mentions,
        ) % {"num": policy.mentions}
    elif len(text.files) > policy.files:
        said = ngettext(
            "You are new here: a post of yours holds at most %(num)s file for now.",
            "You are new here: a post of yours holds at most %(num)s files for now.",
            policy.files,
        ) % {"num": policy.files}
    else:
        return ""
    return f"{said} {how_it_ends(trust)}"


def too_much_in_private(trust: Trust, text: Cooked) -> str:
    """Why a newcomer cannot send this to a few people, or ""."""
    policy = trust.policy
    if len(text.links) > policy.links:
        said = ngettext(
            "You are new here: a message of yours holds at most %(num)s link for now.",
            "You are new here: a message of yours holds at most %(num)s links for now.",
            policy.links,
        ) % {"num": policy.links}
    elif len(text.files) > policy.files:
        said = ngettext(
            "You are new here: a message of yours holds at most %(num)s file for now.",
            "You are new here: a message of yours holds at most %(num)s files for now.",
            policy.files,
        ) % {"num": policy.files}
    else:
        return ""
    return f"{said} {how_it_ends(trust)}"


def how_it_ends(trust: Trust) -> str:
    """What is still to come until the limits lift, as a sentence."""
    if trust.in_trouble:
        return _("A moderator has refused something of yours lately; the limit ends by itself 30 days after that.")
    words = {
        "days": lambda n: ngettext("%(num)s more day with an account", "%(num)s more days with an account", n),
        "posts": lambda n: ngettext("%(num)s more post", "%(num)s more posts", n),
        "reads": lambda n: ngettext("%(num)s more discussion read", "%(num)s more discussions read", n),
    }
    parts = [words[name](n) % {"num": n} for name, n in trust.missing.items() if n]
    return _("This ends by itself after: %(parts)s.") % {"parts": ", ".join(parts)}


def how_it_lifts(policy: InForce) -> str:
    """When somebody is a newcomer no more, as a sentence."""
    return _(
        "All of this lifts by itself after %(days)s days with an account, %(posts)s posts and %(reads)s discussions "
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
