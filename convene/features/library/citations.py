"""A resource as a line in somebody's bibliography: BibTeX, RIS and CSL-JSON, and the words of a plain citation.

Touches no database: `Cited` is all there is to know.
source: BibTeX (Patashnik 1988), the RIS format of Research Information Systems, citationstyles.org's CSL-JSON 1.0.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_SPECIAL = re.compile(r"([\\{}&%$#_~^])")
_COMMANDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation names."""

    key: int
    title: str
    authors: str  # as they are written; "and" and ";" part them
    catalogue: str  # the network in whose library it stands
    address: str  # where the thing itself is
    page: str  # where it stands in the library; the same, when it is nowhere else
    doi: str
    excerpt: str
    language: str  # of the resource, "en"
    licence: str
    year: int | None
    accessed: str  # ISO day

    @property
    def publisher(self) -> str:
        """The network, of what is nowhere else; of others' works we do not know it."""
        return self.catalogue if self.page == self.address else ""

    @property
    def found_in(self) -> str:
        """Where we found it, for the notes of whoever cites it."""
        return f"{self.catalogue}: {self.page}" if self.page != self.address else ""

    @property
    def people(self) -> list[str]:
        """Each of the authors."""
        return [one.strip() for one in re.split(r";|\band\b|\by\b|&", self.authors) if one.strip()]


def bibtex(one: Cited) -> str:
    """A `@misc` entry; authors stand in braces, because they are often institutions."""
    fields = {
        "title": "{" + _escaped(one.title) + "}",
        "author": " and ".join("{" + _escaped(each) + "}" for each in one.people),
        "year": str(one.year or ""),
        "howpublished": _escaped(one.publisher),
        "doi": one.doi,
        "url": one.address,
        "urldate": one.accessed,
        "language": one.language,
        "note": _escaped(". ".join(filter(None, (one.licence, one.found_in)))),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{convene{one.key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _COMMANDS.get(found[1], f"\\{found[1]}"), text)


def ris(one: Cited) -> str:
    """A record of type GEN; lines end as the format asks."""
    lines = [("TY", "GEN"), ("TI", one.title), *(("AU", each) for each in one.people)]
    lines += [("PY", str(one.year or "")), ("PB", one.publisher), ("AB", one.excerpt), ("LA", one.language)]
    lines += [("DO", one.doi), ("UR", one.address), ("Y2", one.accessed.replace("-", "/")), ("N1", one.licence)]
    lines += [("DB", one.catalogue), ("N1", one.found_in)]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def csl(one: Cited) -> str:
    """A list of one item."""
    return json.dumps([csl_item(one)], ensure_ascii=False, indent=2)


def csl_item(one: Cited) -> dict[str, object]:
    """An item of CSL-JSON."""
    item: dict[str, object] = {
        "id": f"convene{one.key}", "type": "document", "title": one.title,
        "author": [{"literal": each} for each in one.people], "publisher": one.publisher, "source": one.catalogue,
        "DOI": one.doi, "URL": one.address, "abstract": one.excerpt, "language": one.language,
        "note": "\n".join(filter(None, (one.licence, one.found_in))),
        "accessed": {"date-parts": [[int(part) for part in one.accessed.split("-")]]},
    }  # fmt: skip
    if one.year:
        item["issued"] = {"date-parts": [[one.year]]}
    return {name: value for name, value in item.items() if value}


def plain(one: Cited) -> str:
    """One line that can be read."""
    year = f" ({one.year})" if one.year else ""
    parts = (f"{', '.join(one.people)}{year}", one.title, one.publisher, one.address, one.found_in)
    return ". ".join(part for part in parts if part)
