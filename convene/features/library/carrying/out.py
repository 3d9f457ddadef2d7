"""Resources as lists that others read: tables, bibliographies, and JSON-LD after AMB; piece by piece, of any length."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from ....core.tags.models import Facet, Term
from ....lib.late import late
from ....lib.records.identity import doi_in
from ....lib.records.profile import AMB
from ....lib.text.cells import guarded
from .. import citations
from ..models import Resource

openpyxl = late("openpyxl")
COLUMNS = (
    "Title", "Authors", "Why it fits", "Description", "URL", "Links", "DOI", "Year", "Kind", "Topics", "Stage",
    "Approach", "Attribute", "Audience", "Effort", "Language", "Licence", "Cost", "Community", "Used by", "Page",
)  # fmt: skip
_FACETS = {"Kind": Facet.KIND, "Topics": Facet.TOPIC, "Stage": Facet.STAGE, "Approach": Facet.APPROACH,
           "Attribute": Facet.ATTRIBUTE, "Audience": Facet.AUDIENCE, "Effort": Facet.EFFORT,
           "Language": Facet.LANGUAGE, "Licence": Facet.LICENCE, "Cost": Facet.COST}  # fmt: skip
_HCRT = {  # the vocabulary of kinds that the profile asks for
    "template": "worksheet", "workbook": "worksheet", "tool": "application", "case-study": "case_study",
    "curriculum": "lesson_plan", "dataset": "data", "website": "portal",
}  # fmt: skip
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of list."""

    content_type: str
    ending: str
    pieces: Callable[[Iterable[Resource]], Iterator[bytes]]


def _cells(one: Resource) -> list[str]:
    terms = _by_facet(one)
    addresses = [address for _words, address in one.links]
    others = "; ".join(f"{words} {address}".strip() for words, address in one.links[1:])
    said = {
        "Title": one.title, "Authors": one.authors, "Why it fits": one.context_note, "Description": one.description,
        "URL": next(iter(addresses), ""), "Links": others, "DOI": _doi(one), "Year": str(one.year or ""),
        "Community": str(one.community), "Used by": str(one.use_count), "Page": page_of(one),
    }  # fmt: skip
    said |= {name: "; ".join(str(term.labels.get("en") or term.label) for term in terms.get(facet, ()))
             for name, facet in _FACETS.items()}  # fmt: skip
    return [guarded(said[name]) for name in COLUMNS]


def _csv(resources: Iterable[Resource]) -> Iterator[bytes]:
    kept = io.StringIO()
    rows = csv.writer(kept)
    rows.writerow(COLUMNS)
    yield b"\xef\xbb\xbf"  # or else Excel takes it for another encoding
    for one in resources:
        rows.writerow(_cells(one))
        yield kept.getvalue().encode()
        kept.seek(0)
        kept.truncate()
    yield kept.getvalue().encode()


def _xlsx(resources: Iterable[Resource]) -> Iterator[bytes]:
    book, illegal = openpyxl.Workbook(write_only=True), openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE
    sheet = book.create_sheet("Library")
    sheet.append(COLUMNS)
    for one in resources:
        sheet.append([illegal.sub("", cell)[:32_000] for cell in _cells(one)])
    with tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as kept:
        book.save(made)
        _without_times(made, kept)
        kept.seek(0)
        while piece := kept.read(64 * 1024):
            yield piece


def _without_times(made: IO[bytes], kept: IO[bytes]) -> None:
    """The same list is the same file, whenever it is taken."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            timeless = zipfile.ZipInfo(part.filename)
            timeless.compress_type = zipfile.ZIP_DEFLATED
            with old.open(part) as source, new.open(timeless, "w") as target:
                if part.filename == "docProps/core.xml":
                    target.write(_TIMES.sub(b"", source.read()))
                else:
                    shutil.copyfileobj(source, target)


def _each(words: Callable[[citations.Cited], str]) -> Callable[[Iterable[Resource]], Iterator[bytes]]:
    def pieces(resources: Iterable[Resource]) -> Iterator[bytes]:
        for one in resources:
            yield f"{words(cited(one))}\n".encode()

    return pieces


def _json(begin: str, item: Callable[[Resource], Any], end: str) -> Callable[[Iterable[Resource]], Iterator[bytes]]:
    def pieces(resources: Iterable[Resource]) -> Iterator[bytes]:
        before = begin
        for one in resources:
            yield (before + json.dumps(item(one), ensure_ascii=False)).encode()
            before = ",\n"
        yield ((begin if before == begin else "") + end).encode()

    return pieces


def cited(one: Resource, terms: Mapping[str, Sequence[Term]] | None = None) -> citations.Cited:
    """A resource as a bibliography names it: by the address and the DOI of the thing itself, where it has any."""
    terms, doi, page = _by_facet(one) if terms is None else terms, _doi(one), page_of(one)
    elsewhere = (address for _words, address in one.links)
    return citations.Cited(
        key=one.pk, title=one.title, authors=one.authors, catalogue=settings.NETWORK_NAME,
        address=next(elsewhere, page), page=page, doi=doi, excerpt=one.excerpt,
        language=next((term.slug for term in terms.get(Facet.LANGUAGE, ())), ""),
        licence=next((term.label for term in terms.get(Facet.LICENCE, ())), ""), year=one.year,
        accessed=timezone.localdate().isoformat(),
    )  # fmt: skip


def amb(one: Resource) -> dict[str, Any]:
    """A resource as the AMB profile describes it; only what the profile has a place for."""
    terms = _by_facet(one)
    licence = next((term.address for term in terms.get(Facet.LICENCE, ()) if "creativecommons.org" in term.address), "")
    kinds = [(f"https://w3id.org/kim/hcrt/{_HCRT.get(term.slug, 'text')}", term) for term in terms.get(Facet.KIND, ())]
    free = next((term.slug != "paid" for term in terms.get(Facet.COST, ())), None)
    told: dict[str, Any] = {
        "id": page_of(one), "type": ["LearningResource"], "name": one.title, "description": one.excerpt,
        "creator": [{"type": "Organization", "name": one.authors}],
        "publisher": [{"type": "Organization", "name": settings.NETWORK_NAME}],
        "inLanguage": [term.slug for term in terms.get(Facet.LANGUAGE, ())],
        "keywords": [str(term.labels.get("en") or term.label) for term in terms.get(Facet.TOPIC, ())],
        "learningResourceType": [{"type": "Concept", "id": name, "prefLabel": term.labels} for name, term in kinds],
        "license": {"id": licence} if licence else None,
        "datePublished": one.published_at.date().isoformat() if one.published_at else None,
        "dateModified": one.changed_at.date().isoformat(), "isAccessibleForFree": free,
        "sameAs": [address for _words, address in one.links],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def page_of(one: Resource) -> str:
    """Where it stands here."""
    return settings.SITE_URL + one.get_absolute_url()


def _by_facet(one: Resource) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in one.terms.all():
        found.setdefault(term.facet, []).append(term)
    return found


def _doi(one: Resource) -> str:
    return next((doi for _words, address in one.links if "doi.org/" in address and (doi := doi_in(address))), "")


_CONTEXT = json.dumps([AMB, {"@language": settings.LANGUAGE_CODE.partition("-")[0]}])
FORMS = {
    "csv": Form("text/csv; charset=utf-8", "csv", _csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _xlsx),
    "bib": Form("application/x-bibtex; charset=utf-8", "bib", _each(citations.bibtex)),
    "ris": Form("application/x-research-info-systems; charset=utf-8", "ris", _each(citations.ris)),
    "csl": Form(
        "application/vnd.citationstyles.csl+json; charset=utf-8", "json",
        _json("[\n", lambda one: citations.csl_item(cited(one)), "\n]\n"),
    ),
    "jsonld": Form(
        "application/ld+json; charset=utf-8", "jsonld",
        _json(f'{{"@context": {_CONTEXT}, "@graph": [\n', amb, "\n]}\n"),
    ),
}  # fmt: skip
