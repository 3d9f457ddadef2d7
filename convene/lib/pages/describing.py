"""Put together what a page says of itself, from whichever vocabulary says it best."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import limits
from .decoding import decoded
from .gathering import Gathered, Object, gathered
from .licences import Licence, licence_of
from .linked import types, words, work
from .tidying import address, first, line, of_the_same_site, unique

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d])")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>]{1,200})")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_ABSTRACT = ("citation_abstract", "dcterms.abstract")
_DESCRIPTION = ("og:description", "description", "dc.description", "dcterms.description", "twitter:description")
_IMAGE = ("og:image", "og:image:url", "twitter:image")
_PUBLISHED = ("citation_publication_date", "citation_date", "citation_online_date")
_DATED = (
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "article:published_time",
    "date",
)
_RIGHTS = ("dcterms.license", "dc.rights.license", "dc.rights", "dcterms.rights", "license", "licence", "copyright")
_IDENTIFIER = ("citation_doi", "dc.identifier", "dcterms.identifier")
_SEPARATORS = (" | ", " – ", " — ", " · ", " :: ", " » ", " - ")
_NOBODY = {"admin", "administrator", "webmaster", "editor", "unknown", "anonymous", "author"}


@dataclass(frozen=True, slots=True)
class Description:
    """What a page says of itself; whatever it does not say is empty."""

    url: str  # the address that the page itself prefers, else the one that was asked for
    title: str = ""
    description: str = ""
    language: str = ""  # such as "en" or "pt-BR"
    licence: Licence | None = None
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""  # "2017", "2017-05" or "2017-05-09"
    keywords: tuple[str, ...] = ()
    kind: str = ""  # of schema.org, such as "LearningResource"
    image: str = ""  # address
    file: str = ""  # address of the document itself, where the page is about one
    doi: str = ""


def described(content: bytes, url: str, charset: str = "") -> Description:
    """What a page says of itself. Never raises; addresses in the answer are of the web, texts are on one line.

    sources: Open Graph, Dublin Core, Highwire Press `citation_*`, schema.org in JSON-LD, `rel=license`, HTML itself.
    """
    found = gathered(decoded(content[: limits.MOST_BYTES], charset))
    about = work(found.linked)
    base = address(found.base, url) or url
    publisher = line(
        found.first("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
        or first(words(about.get("publisher"), "name")),
        limits.NAME,
    )
    return Description(
        url=of_the_same_site(address(first(found.links["canonical"]) or found.first("og:url"), base), url),
        title=_title(found, about, publisher),
        description=line(
            found.first(*_ABSTRACT)
            or first(words(about.get("description") or about.get("abstract")))
            or found.first(
                "og:description", "description", "dc.description", "dcterms.description", "twitter:description"
            )
            or found.paragraph,
            limits.DESCRIPTION,
        ),
        language=_language(found, about),
        licence=_licence(found, about),
        authors=_authors(found, about),
        publisher=publisher,
        published=_published(found, about),
        keywords=_keywords(found, about),
        kind=first(types(about)),
        image=address(found.first(*_IMAGE) or first(words(about.get("image"), "url")), base),
        file=address(found.first("citation_pdf_url"), base),
        doi=_doi(found, about),
    )


def _title(found: Gathered, about: Object, publisher: str) -> str:
    given = found.first("citation_title", "dc.title", "dcterms.title", "og:title")
    title = given or first(words(about.get("name") or about.get("headline"))) or found.title or found.heading
    title = line(title, limits.TITLE)
    for separator in _SEPARATORS if publisher else ():
        head, _separator, tail = title.rpartition(separator)
        if head and tail.casefold() == publisher.casefold():
            return head.strip()
    return title


def _language(found: Gathered, about: Object) -> str:
    said = [
        found.first("citation_language", "dc.language", "dcterms.language"),
        *words(about.get("inLanguage"), "alternateName", "name"),
        found.language, found.first("equiv:content-language"), found.first("og:locale"),
    ]  # fmt: skip
    for one in said:
        if _LANGUAGE.fullmatch(one.strip()):
            first, *rest = re.split("[-_]", one.strip())
            return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])
    return ""


def _licence(found: Gathered, about: Object) -> Licence | None:
    said = [
        *found.links["license"], *words(about.get("license"), "url", "@id", "id", "name"),
        *(value for name in _RIGHTS for value in found.all(name)),
    ]  # fmt: skip
    known = next(filter(None, map(licence_of, said)), None)
    linked = {licence_of(address) for address in found.licences} - {None}
    return known or (linked.pop() if len(linked) == 1 else None)


def _authors(found: Gathered, about: Object) -> tuple[str, ...]:
    said = (
        found.all("citation_author", "citation_authors", "dc.creator", "dcterms.creator")
        or words(about.get("author") or about.get("creator"), "name")
        or found.all("author", "article:author", "parsely-author")
    )
    people = (line(one, limits.NAME) for all_of_them in said for one in re.split(r"[;\n]", all_of_them))
    return unique((one for one in people if "://" not in one and one.casefold() not in _NOBODY), limits.MOST_AUTHORS)


def _published(found: Gathered, about: Object) -> str:
    said = [
        found.first(*_PUBLISHED),
        *words(about.get("datePublished") or about.get("dateCreated")),
        found.first(
            "dcterms.issued",
            "dc.date.issued",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "article:published_time",
            "date",
        ),
    ]
    for one in said:
        if date := _DATE.match(one.strip()):
            year, month, day = date.groups()
            if not month or not 1 <= int(month) <= 12:
                return year
            return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")
    return ""


def _keywords(found: Gathered, about: Object) -> tuple[str, ...]:
    said = (
        found.all("citation_keywords")
        or words(about.get("keywords"), "name")
        or found.all("article:tag", "dc.subject", "dcterms.subject", "keywords")
    )
    return unique((line(one, limits.NAME) for some in said for one in re.split(r"[,;\n]", some)), limits.MOST_KEYWORDS)


def _doi(found: Gathered, about: Object) -> str:
    inside = (words(about.get(key), "value") for key in ("identifier", "@id", "sameAs"))
    for one in [found.first(*_IDENTIFIER), *(each for some in inside for each in some)]:
        if doi := _DOI.search(one):
            return line(doi[1], limits.NAME).rstrip(".,;)")
    return ""
