"""The sections in the header and the pages in the footer. Those whose route does not exist are left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """A place that a link leads to; `marks` are the namespaces or routes that belong to it."""

    route: str
    label: Promise
    marks: frozenset[str]
    icon: str = ""
    only: str = ""  # "members", whose home is behind the name of the site, or "visitors"
    url: str = ""


MEMBERS, VISITORS = "members", "visitors"
PEOPLE = frozenset({"directory", "people:profile", "institutions", "introductions", "mentoring"})
SCIENCE = frozenset({"guides", "readiness", "skills", "frameworks", "dialogues"})
SECTIONS = (
    Section("home:home", _("Home"), frozenset({"home:home"}), "home", only=VISITORS),
    Section("communities:list", _("Communities"), frozenset({"communities", "discussions"}), "communities"),
    Section("library:browse", _("Library"), frozenset({"library"}), "library"),
    Section("directory:people", _("People"), PEOPLE, "people", only=MEMBERS),
    Section("guides:overview", _("Community science"), SCIENCE, "globe"),
    Section("home:mine", _("My topics"), frozenset({"home:mine"}), "topics", only=MEMBERS),
    Section("messages:inbox", _("Messages"), frozenset({"messages"}), "mail", only=MEMBERS),
)
PAGES = (
    Section("home:about", _("About"), frozenset()),
    Section("directory:people", _("People"), frozenset(), only=VISITORS),
    Section("institutions:directory", _("Institutions"), frozenset()),
    Section("home:guidelines", _("Community guidelines"), frozenset()),
    Section("home:rules", _("How we moderate"), frozenset()),
    Section("home:privacy", _("Privacy"), frozenset()),
    Section("home:accessibility", _("Accessibility"), frozenset()),
)
PLACES = {
    "home": "home:home",
    "search": "search:search",
    "bell": "notifications:list",
    "settings": "people:settings",
    "saved": "saved:list",
    "save": "saved:new",
    "harvest": "library:add",
    "beside": "library:beside",
    "science": "guides:overview",
    "dialogues": "dialogues:list",
    "people": "directory:people",
    "mentoring": "mentoring:board",
    "introductions": "introductions:mine",
    "knowers": "search:people",
    "write": "messages:start",
    "write_settings": "messages:settings",
    "polls": "polls:list",
    "ask": "polls:new",
    "teams": "teams:mine",
    "actions": "steps:mine",
    "sign_in": "account_login",
    "join": "account_signup",
    "sign_out": "account_logout",
    "worker": "offline:worker",
    "offline": "offline:page",
    "manifest": "offline:manifest",
}


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything that the frame of a page links to, resolved once a process."""

    sections: tuple[Section, ...]
    pages: tuple[Section, ...]
    places: dict[str, str]


def navigation() -> Navigation:
    """The links of the frame for the addresses in force."""
    return _resolved(get_urlconf(), get_script_prefix())


def for_reader(sections: tuple[Section, ...], signed_in: bool) -> list[Section]:
    """Those that are for members, or for visitors."""
    return [one for one in sections if one.only in ("", MEMBERS if signed_in else VISITORS)]


def current(namespace: str, route: str) -> str:
    """The route of the section that a page belongs to; the more exact mark wins."""
    for mark in (route, namespace):
        for section in SECTIONS:
            if mark in section.marks:
                return section.route
    return ""


@cache
def _resolved(_urlconf: str | None, _prefix: str) -> Navigation:
    places = {place: _address(route) for place, route in PLACES.items()}
    return Navigation(_existing(SECTIONS), _existing(PAGES), places)


def _existing(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    found = ((section, _address(section.route)) for section in sections)
    return tuple(Section(one.route, one.label, one.marks, one.icon, one.only, url) for one, url in found if url)


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
