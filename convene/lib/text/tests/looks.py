"""Read HTML with a parser that has nothing to do with the one that cleaned it, and look for what may not be there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import html5lib

ALLOWED = {
    "a": {"href", "class", "rel"},
    "img": {"src", "alt", "loading", "decoding"},
    "code": {"class"},
    "pre": {"tabindex"},
    "details": {"class"},
    "div": {"class", "tabindex"},
    "ol": {"start"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
}
BARE = re.compile(
    "abbr|b|blockquote|br|caption|colgroup|dd|del|dl|dt|em|h[3-6]|hr|i|ins|kbd|li|p|q|s|samp|small|strong|sub|summary|sup|"
    "table|tbody|tfoot|thead|tr|u|ul|var"
)
CLASSES = re.compile(r"mention|folded|wide|align-(left|center|right)|language-[\w+#.-]+")


_HARMLESS = re.compile(rf"[^<]*(?:</?(?:{BARE.pattern})>[^<]*)*")


def faults(html: str) -> list[str]:
    """Everything in the HTML that is not on the list; empty for HTML that may be shown."""
    if _HARMLESS.fullmatch(html):
        return []
    found: list[str] = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if not isinstance(element.tag, str) or not (element.tag in ALLOWED or BARE.fullmatch(element.tag)):
            found.append(f"<{element.tag}>")
            continue
        for name, value in element.attrib.items():
            if name not in ALLOWED.get(element.tag, ()):
                found.append(f"<{element.tag} {name}>")
            elif name == "href" and urlsplit(value).scheme not in {"", "http", "https", "mailto"}:
                found.append(f"href={value}")
            elif name == "src" and not re.fullmatch(r"/files/[\w-]+/(\d+/)?[^/?#]+", value):
                found.append(f"src={value}")
            elif name == "class" and not CLASSES.fullmatch(value):
                found.append(f"class={value}")
        if element.tag == "a" and element.get("rel") != "nofollow ugc noopener":
            found.append("a link without rel")
    return found
