"""The public library for those who harvest it: OAI-PMH 2.0 at one address.

source: openarchives.org/OAI/2.0/openarchivesprotocol.htm
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from ....core.tags.models import Facet
from ....lib.web.numbers import number_in
from ..carrying.out import page_of
from ..models import Resource
from ..queries.harvest import Asked, earliest, harvested, is_gone, is_set, page, public_sets

NS = "http://www.openarchives.org/OAI/2.0/"
DC, OAI_DC = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
PREFIX, SET = "oai_dc", "community:"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d$"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
_LIST = {"metadataPrefix", "from", "until", "set", "resumptionToken"}
ARGUMENTS: dict[str, set[str]] = {
    "Identify": set(), "ListMetadataFormats": {"identifier"}, "ListSets": {"resumptionToken"},
    "GetRecord": {"identifier", "metadataPrefix"}, "ListIdentifiers": _LIST, "ListRecords": _LIST,
}  # fmt: skip


class Fault(Exception):
    """An error of the protocol: its code, and what is wrong."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


@csrf_exempt  # the protocol asks with POST too, and nothing is written
@login_not_required
@require_http_methods(["GET", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer one of the six questions."""
    asked = request.POST if request.method == "POST" else request.GET
    root = etree.Element(f"{{{NS}}}OAI-PMH", nsmap={None: NS, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{NS} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    _say(root, "responseDate", _moment(timezone.now()))
    echo = _say(root, "request", settings.SITE_URL + reverse("oai"))
    try:
        verb = _checked(asked)
        body = etree.Element(f"{{{NS}}}{verb}")
        ANSWERS[verb](body, asked)
    except Fault as fault:
        if fault.code not in {"badVerb", "badArgument"}:
            _echo(echo, asked)
        _say(root, "error", fault.why).set("code", fault.code)
    else:
        _echo(echo, asked)
        root.append(body)
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    answer = HttpResponse(written, content_type="text/xml; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _checked(asked: QueryDict) -> str:
    """The verb, when it and its arguments are as they should be."""
    verb = asked.get("verb", "")
    if len(asked.getlist("verb")) != 1 or verb not in ARGUMENTS:
        raise Fault("badVerb", "Give one verb: " + ", ".join(ARGUMENTS) + ".")
    names = set(asked) - {"verb"}
    if wrong := names - ARGUMENTS[verb]:
        raise Fault("badArgument", f"{verb} takes no {_clean(sorted(wrong)[0][:50])}.")
    if twice := [name for name in sorted(names) if len(asked.getlist(name)) > 1]:
        raise Fault("badArgument", f"Give {twice[0]} once.")
    if "resumptionToken" in names and len(names) > 1:
        raise Fault("badArgument", "A resumptionToken stands alone.")
    if verb in {"GetRecord", "ListRecords", "ListIdentifiers"} and "resumptionToken" not in names:
        for name in ("identifier", "metadataPrefix") if verb == "GetRecord" else ("metadataPrefix",):
            if not asked.get(name):
                raise Fault("badArgument", f"{verb} needs a {name}.")
        if asked["metadataPrefix"] != PREFIX:
            raise Fault("cannotDisseminateFormat", f"There is one format: {PREFIX}.")
    return verb


def _identify(body: etree._Element, _asked: QueryDict) -> None:
    since = earliest()
    _say(body, "repositoryName", settings.NETWORK_NAME)
    _say(body, "baseURL", settings.SITE_URL + reverse("oai"))
    _say(body, "protocolVersion", "2.0")
    _say(body, "adminEmail", settings.CONTACT_MAIL)
    _say(body, "earliestDatestamp", _moment(since or timezone.now()))
    _say(body, "deletedRecord", "transient")
    _say(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(body: etree._Element, asked: QueryDict) -> None:
    if "identifier" in asked:
        _named(asked.get("identifier", ""))
    one = _say(body, "metadataFormat")
    for name, value in (("metadataPrefix", PREFIX), ("schema", SCHEMA), ("metadataNamespace", OAI_DC)):
        _say(one, name, value)


def _sets(body: etree._Element, asked: QueryDict) -> None:
    if "resumptionToken" in asked:
        raise Fault("badResumptionToken", "All sets are given at once.")
    communities = public_sets()
    if not communities:
        raise Fault("noSetHierarchy", "There is nothing in the library yet.")
    for community in communities:
        one = _say(body, "set")
        _say(one, "setSpec", SET + community.slug)
        _say(one, "setName", community.name)


def _record(body: etree._Element, asked: QueryDict) -> None:
    _describe(body, _named(asked.get("identifier", "")))


def _list(describe: Callable[[etree._Element, Resource], None]) -> Callable[[etree._Element, QueryDict], None]:
    def answer(body: etree._Element, asked: QueryDict) -> None:
        wanted = _wanted(asked)
        rows, total, on = page(wanted)
        if not rows:
            raise Fault("noRecordsMatch", "Nothing changed in that time or set.")
        for one in rows:
            describe(body, one)
        if on or wanted.given:
            token = _say(body, "resumptionToken", on.token() if on else "")
            token.set("completeListSize", str(total))
            token.set("cursor", str(wanted.given))

    return answer


def _wanted(asked: QueryDict) -> Asked:
    if token := asked.get("resumptionToken"):
        try:
            return Asked.of(token)
        except ValueError:
            raise Fault("badResumptionToken", "This token is not ours, or older than a week. Begin again.") from None
    since, until = asked.get("from", ""), asked.get("until", "")
    if since and until and len(since) != len(until):
        raise Fault("badArgument", "from and until are of the same granularity.")
    begin, end = _time("from", since), _time("until", until)
    if begin and end and begin > end:
        raise Fault("badArgument", "from is later than until.")
    if end:  # it is included
        end += dt.timedelta(days=1) if _DAY.match(until) else dt.timedelta(seconds=1)
    named = asked.get("set", "")
    return Asked(begin, end or timezone.now(), named.removeprefix(SET) if named.startswith(SET) else named and "-")


def _time(name: str, said: str) -> dt.datetime | None:
    if not said:
        return None
    if not (_DAY.match(said) or _MOMENT.match(said)):
        _bad_time(name)
    try:
        return dt.datetime.fromisoformat(said.rstrip("Z")).replace(tzinfo=dt.UTC)
    except ValueError:
        _bad_time(name)


def _bad_time(name: str) -> NoReturn:
    raise Fault("badArgument", f"{name} is a time such as 2026-05-31 or 2026-05-31T12:00:00Z.")


def _named(identifier: str) -> Resource:
    begin, _colon, number = identifier.rpartition(":")
    found = harvested().select_related("community").prefetch_related("terms").filter(pk=number_in(number)).first()
    if begin != _prefix() or found is None:
        raise Fault("idDoesNotExist", "There is no such record.")
    return found


def _describe(body: etree._Element, one: Resource) -> None:
    record = _say(body, "record")
    _head(record, one)
    if is_gone(one):
        return
    told = etree.SubElement(_say(record, "metadata"), f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    told.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {SCHEMA}")
    terms = [(term.facet, term) for term in one.terms.all()]
    addresses = [page_of(one), *(address for _words, address in one.links)]
    said: list[tuple[str, str]] = [("title", one.title), ("creator", one.authors)]
    said += [("subject", term.label) for facet, term in terms if facet == Facet.TOPIC]
    said += [("description", one.excerpt), ("description", one.context_note), ("publisher", settings.NETWORK_NAME)]
    said += [("date", str(one.year or ""))]
    said += [("type", term.label) for facet, term in terms if facet == Facet.KIND]
    said += [("identifier", address) for address in addresses]
    said += [("language", term.slug) for facet, term in terms if facet == Facet.LANGUAGE]
    said += [("rights", term.address or term.label) for facet, term in terms if facet == Facet.LICENCE]
    for name, value in said:
        if value:
            etree.SubElement(told, f"{{{DC}}}{name}").text = _clean(value)


def _head(body: etree._Element, one: Resource) -> None:
    header = _say(body, "header")
    if is_gone(one):
        header.set("status", "deleted")
    _say(header, "identifier", f"{_prefix()}:{one.pk}")
    _say(header, "datestamp", _moment(one.changed_at))
    if is_set(one.community):
        _say(header, "setSpec", SET + one.community.slug)


def _prefix() -> str:
    return f"oai:{urlsplit(settings.SITE_URL).hostname}"


def _echo(element: etree._Element, asked: QueryDict) -> None:
    for name in ("verb", *sorted(set(asked) - {"verb"})):
        element.set(name, _clean(asked.get(name, "")))


def _say(parent: etree._Element, name: str, value: str = "") -> etree._Element:
    element: etree._Element = etree.SubElement(parent, f"{{{NS}}}{name}")
    if value:
        element.text = _clean(value)
    return element


def _clean(value: str) -> str:
    return _ILLEGAL.sub("", value)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


ANSWERS: dict[str, Callable[[etree._Element, QueryDict], None]] = {
    "Identify": _identify, "ListMetadataFormats": _formats, "ListSets": _sets, "GetRecord": _record,
    "ListIdentifiers": _list(_head), "ListRecords": _list(_describe),
}  # fmt: skip
