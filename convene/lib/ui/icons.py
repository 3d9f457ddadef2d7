"""Line drawings of 24 × 24; each stands beside a word, or inside something that has a label."""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

DRAWINGS = {
    "bell": "M6 9a6 6 0 1 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8M10 21h4",
    "home": "M4 11l8-7 8 7M6 9.5V20h12V9.5",
    "communities": "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11M3 19.5c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5"
    "M16 10.6a3 3 0 0 0 0-5.8M18 14.4c2 .7 3 2.5 3 5.1",
    "people": "M12 11.5a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2M5 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5",
    "topics": "M4 5h16v11h-8l-4.5 4v-4H4z",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M16 16l4.5 4.5",
    "mail": "M4 6h16v12H4zM4.5 7l7.5 6 7.5-6",
    "more": "M5 11.5a.5.5 0 1 0 .01 0zM12 11.5a.5.5 0 1 0 .01 0zM19 11.5a.5.5 0 1 0 .01 0z",
    "heart": "M12 20s-7.5-4.6-7.5-10.2A4.2 4.2 0 0 1 12 7.2a4.2 4.2 0 0 1 7.5 2.6C19.5 15.4 12 20 12 20z",
    "thanks": "M8 13V6.5a1.5 1.5 0 0 1 3 0V11M11 10V4.5a1.5 1.5 0 0 1 3 0V11M14 6.5a1.5 1.5 0 0 1 3 0V14"
    "c0 4-2 6.5-5.5 6.5-4 0-5-2.5-7.5-6.5-.8-1.3 1-2.5 2-1.5l2 2",
    "idea": "M9 18h6M10 21h4M8.5 15c-1.5-1.2-2.5-3-2.5-5a6 6 0 0 1 12 0c0 2-1 3.8-2.5 5z",
    "reply": "M10 7L5 12l5 5M5.5 12H14c3 0 5 2 5 5v1",
    "bookmark": "M7 4h10v16l-5-4-5 4z",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 12.5l4.5 4.5L19 7",
    "previous": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "library": "M5 4h4v16H5zM9 6h4v14H9zM13.5 6.5l3.6-1 3.9 13.8-3.6 1z",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "globe": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
    "do-bold": "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
    "do-italic": "M10 5h7M7 19h7M14 5l-4 14",
    "do-link": "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
    "do-quote": "M10 7c-3 1-5 3.5-5 6.5V17h5v-5H6.5M19 7c-3 1-5 3.5-5 6.5V17h5v-5h-3.5",
    "do-bullets": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
    "do-numbers": "M10 6h10M10 12h10M10 18h10M4 4.5L5.5 4v4"
    "M4 11.5c.5-1 2.5-1 2.5.3C6.5 13 4 13.5 4 15h2.8M4 17.5h2.5L5 19c1.5 0 2 .5 2 1.3C7 21.5 5 22 4 21",
    "do-code": "M9 7l-5 5 5 5M15 7l5 5-5 5",
    "do-attach": "M19 11.5l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.7a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.1-2.1L14 8",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9"
    "M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
}


@cache
def icon(name: str, size: int = 20) -> SafeString:
    """The drawing of that name; `size` is in CSS pixels."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{1}"/></svg>',
        size,
        DRAWINGS[name],
    )


@cache
def drawings(*names: str) -> SafeString:
    """Drawings that a page shows many times, given once: `icon_again(name)` refers to them."""
    symbols = format_html_join(
        "",
        '<symbol id="i-{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round"'
        ' stroke-linejoin="round"><path d="{}"/></symbol>',
        ((name, DRAWINGS[name]) for name in names),
    )
    return format_html('<svg width="0" height="0" class="visually-hidden" aria-hidden="true">{}</svg>', symbols)


@cache
def icon_again(name: str, *, labelled: bool = False) -> SafeString:
    """The drawing of that name, which `drawings` gave to the page; `labelled` inside a button that has a label.

    It says nothing of its size, which the stylesheet knows: a page may show a hundred.
    """
    hidden = "" if labelled else mark_safe(' aria-hidden="true"')  # noqa: S308 (a label covers what is inside)
    return format_html('<svg class="icon"{}><use href="#i-{}"/></svg>', hidden, name)


@cache
def logo(size: int = 30) -> SafeString:
    """Three discs that meet."""
    return format_html(
        '<svg class="logo" width="{0}" height="{0}" viewBox="0 0 30 30" aria-hidden="true">'
        '<circle cx="10" cy="11" r="8"/><circle cx="20" cy="11" r="8"/><circle cx="15" cy="19.5" r="8"/></svg>',
        size,
    )
