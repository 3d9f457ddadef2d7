"""OAI-PMH answers: records in Dublin Core, those that were deleted, and where the list goes on.

source: The Open Archives Initiative Protocol for Metadata Harvesting 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from .record import Fault, Found, NotRecords, Record, finished

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True}
NOTHING_NEW = "noRecordsMatch"


@dataclass(slots=True)
class Answer:
    """One answer of a repository."""

    records: list[Found] = field(default_factory=list)
    token: str = ""  # where the list goes on; empty at its end
    at: str = ""  # when it was given, by the repository's clock
    error: str = ""  # its code, "badResumptionToken"
    said: str = ""  # the error in the repository's words
    name: str = ""  # of the repository, in answer to Identify
    granularity: str = ""  # likewise


def read_answer(body: bytes) -> Answer:
    """An answer as it came.

    raises: NotRecords for what is not one, and for anything that defines entities.
    """
    root = tree(body)
    if root.tag != f"{OAI}OAI-PMH":
        raise NotRecords(_("This is XML, but not an answer of an OAI-PMH repository."))
    answer = Answer(at=_text(root, f"{OAI}responseDate"))
    if (error := root.find(f"{OAI}error")) is not None:
        answer.error, answer.said = error.get("code", "badVerb"), " ".join("".join(error.itertext()).split())[:300]
    answer.token = _text(root, f".//{OAI}resumptionToken")[:2000]
    answer.name, answer.granularity = _text(root, f".//{OAI}repositoryName"), _text(root, f".//{OAI}granularity")
    answer.records = [_record(one) for one in root.iter(f"{OAI}record")]
    return answer


def read_oai(body: bytes) -> Iterator[Found]:
    """The records of an answer that was saved as a file."""
    answer = read_answer(body)
    if answer.error and answer.error != NOTHING_NEW:
        raise NotRecords(
            _("The repository answered with an error: %(error)s. %(said)s")
            % {"error": answer.error, "said": answer.said}
        )
    yield from answer.records


def tree(body: bytes) -> etree._Element:
    """XML without entities of its own, from nowhere but these bytes. Raises NotRecords."""
    try:
        root = etree.fromstring(body, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as fault:
        raise NotRecords(_("This is not well-formed XML: %(why)s.") % {"why": str(fault.msg)[:160]}) from None
    except ValueError:
        raise NotRecords(_("This is not well-formed XML: %(why)s.") % {"why": "?"}) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRecords(_("This XML brings definitions of its own, which we do not read."))
    return root


def _record(one: etree._Element) -> Found:
    header = one.find(f"{OAI}header")
    if header is None:
        return Fault("", _("A record has no header."))
    name, changed = _text(header, f"{OAI}identifier"), _text(header, f"{OAI}datestamp")
    if header.get("status") == "deleted":
        return Record(place=name, identifier=name, changed=changed, is_deleted=True)
    said = one.find(f"{OAI}metadata/{OAI_DC}")
    if said is None:
        return Fault(name, _("It is not described in Dublin Core (oai_dc)."))

    def all_of(part: str) -> list[str]:
        return [" ".join("".join(each.itertext()).split()) for each in said.findall(f"{DC}{part}")][:200]

    names = all_of("identifier")
    addresses = [each for each in names if each.startswith(("http://", "https://"))]
    return finished(Record(
        place=name, identifier=name, changed=changed, title=_first(all_of("title")), authors=all_of("creator"),
        publisher=_first(all_of("publisher")), abstract=_first(all_of("description")), url=_first(addresses),
        doi=_first([each for each in names if "10." in each]), date=_first(sorted(all_of("date"))),
        licence=_first(sorted(all_of("rights"), key=lambda each: not each.startswith("http"))),
        languages=all_of("language"), subjects=all_of("subject"),
        kinds=[each.rpartition("/")[2].rpartition(":")[2] for each in all_of("type")],
        links=[("", each) for each in addresses[1:]],
    ))  # fmt: skip


def _first(values: list[str]) -> str:
    return next((one for one in values if one), "")


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
