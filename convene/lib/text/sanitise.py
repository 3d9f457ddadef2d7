"""The allow-list: what may stand in HTML that came from people. `Markup` is made here and nowhere else."""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from .addresses import SCHEMES, may_link, own_file


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


TAGS = _words(
    "a abbr b blockquote br caption code dd del details div dl dt em h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp "
    "small strong sub summary sup table tbody td tfoot th thead tr u ul var "
)
GONE_WITH_CONTENT = _words(
    "script style template noscript noembed noframes iframe object embed applet head title svg math textarea select "
    "xmp plaintext audio video canvas "
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # without this line, lang and title would be allowed everywhere
    "a": {"href", "class"},
    "img": {"src", "alt", "loading", "decoding"},
    "code": {"class"},
    "details": {"class"},
    "div": {"class", "tabindex"},
    "ol": {"start"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
}
REL = "nofollow ugc noopener"
CLASSES = {"a": {"mention"}, "details": {"folded"}, "div": {"wide"}} | dict.fromkeys(
    ("td", "th"), {"align-left", "align-center", "align-right"}
)
_LANGUAGE = re.compile(r"language-[A-Za-z0-9_+#.-]{1,30}")
_NUMBER = re.compile(r"[0-9]{1,4}")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The attribute's value when it may stay, otherwise None."""
    match name:
        case "href":
            return value if may_link(value) else None
        case "src":
            return value if own_file(value) else None
        case "class" if tag == "code":
            return value if _LANGUAGE.fullmatch(value) else None
        case "class":
            return value if value in CLASSES.get(tag, ()) else None
        case "start" | "colspan" | "rowspan":
            return value if _NUMBER.fullmatch(value) else None
        case "tabindex":
            return value if value == "0" else None
        case "loading":
            return "lazy"
        case "decoding":
            return "async"
    return value


_OURS = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(GONE_WITH_CONTENT),
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=set(SCHEMES),
    link_rel=REL,
    set_tag_attribute_values={"pre": {"tabindex": "0"}},
)
_TEXT = nh3.Cleaner(tags=set(), clean_content_tags=set(GONE_WITH_CONTENT), attributes={}, link_rel=None)


def sanitise(html: str) -> str:
    """HTML with nothing in it but what the allow-list names."""
    return _OURS.clean(html)


def without_tags(html: str) -> str:
    """The text of HTML, still escaped."""
    return _TEXT.clean(html)


def safe(html: str) -> Markup:
    """Say that HTML may be put on a page as it is: only for what `cook` or `clean_html` gave."""
    return Markup(html)  # noqa: S704
