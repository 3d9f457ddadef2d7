"""The texts that a site begins with, until its staff write their own."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...lib.text import cook
from .models import Text


def text(key: str) -> Text:
    """The text under a key, as staff wrote it or as it is to begin with. One query."""
    return Text.objects.filter(key=key).first() or _to_begin_with(key, get_language())


@cache
def _to_begin_with(key: str, _language: str | None) -> Text:
    title, body = _texts()[key]
    return Text(key=key, title=title, body=body, html=cook(body).html)


def _texts() -> dict[str, tuple[str, str]]:
    return {
        "welcome": (
            _("Colleagues in other buildings, working on the same questions."),
            _(
                "Science centers and museums share here what they know. Communities of practice meet in writing: "
                "they ask, answer, and tell what failed. Reading is open to everybody; whoever joins can write."
            ),
        ),
        "about": (
            _("About this network"),
            _(
                "This is a network of science centers, museums and their partners. Its communities of practice are "
                "groups of people who do similar work and want to get better at it together."
            ),
        ),
        "guidelines": (
            _("Community guidelines"),
            _(
                "- Write as you would to a colleague whom you respect.\n"
                "- Say what you know, and how you know it.\n"
                "- Disagree with the idea, and leave motives out of it.\n"
                "- Look after people who are not in the room: no names of visitors, patients or children.\n"
                "- What is written in a community that is not public stays there.\n\n"
                "When something goes wrong, write to a leader of the community or to the staff of the network."
            ),
        ),
        "rules": (
            _("How this place is moderated"),
            _(
                "What people write appears at once, unless a community, or the site, lets a moderator look first. "
                "Whoever wrote it sees that it waits, and is told what was decided and why.\n\n"
                "**Report** what hurts, tells something private, or is advertising: the menu of each post has the "
                "word for it. Several reports hide a post until a moderator has looked. The author never learns who "
                "reported it; whoever did is told what was decided.\n\n"
                "**Moderators** are the leaders and moderators of a community, and the staff of the network. Nobody "
                "decides about what they wrote themselves. A refusal always says why, and what was refused before it "
                "appeared can be mended and sent again.\n\n"
                "**You do not agree?** Ask for a second look: somebody else than who decided takes it, and tells you."
            ),
        ),
        "privacy": (
            _("Privacy"),
            _(
                "**Visitors** read public communities and see the names of those who write there. They never see "
                "e-mail addresses.\n\n"
                "**Your profile** has a setting beside each field: everyone, members, or nobody. Your name always "
                "shows.\n\n"
                "**What we keep:** what you write, the files you add, which topics you have read and follow, and for "
                "security the times and devices of your sign-ins. Nothing is sold, nobody else counts your visits.\n\n"
                "**A copy, and leaving:** in your settings, under *Your data*, you get a copy of everything of yours, "
                "and you can leave. You choose whether what you wrote stays with your name, stays without it, or goes."
            ),
        ),
        "accessibility": (
            _("Accessibility"),
            _(
                "Everybody should be able to read and write here. We build to the Web Content Accessibility Guidelines "
                "2.2, level AA. Reading, joining and posting work by keyboard and without JavaScript.\n\n"
                "If something stands in your way, write to the staff of the network and say what you use."
            ),
        ),
    }
