"""Cells as what they mean: kinds, sizes, coordinates, and names that came in capitals."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..models import Kind, Size, words_in

_CODES = {  # of the IMLS
    "hsc": Kind.HISTORY, "hst": Kind.HISTORY, "gmu": Kind.MUSEUM, "art": Kind.ART, "bot": Kind.GARDEN, "zaw": Kind.ZOO,
    "sci": Kind.SCIENCE, "cmu": Kind.CHILDREN, "nat": Kind.NATURE,
}  # fmt: skip
_WORDS = {  # which of these stands first here says the kind
    Kind.CHILDREN: "children childrens kinder niños infantil enfants",
    Kind.PLANETARIUM: "planetarium planetario observatory observatorio observatoire planétarium sternwarte",
    Kind.ZOO: "zoo zoological aquarium acuario zoologico zoologique safari",
    Kind.GARDEN: "botanic botanical arboretum garden gardens jardin jardín botanischer",
    Kind.NATURE: "natural nature naturelle naturkunde muséum geology paleontology",
    Kind.SCIENCE: "science sciences ciencia ciencias sciencecenter exploratorium technology technik technique tech",
    Kind.UNIVERSITY: "university universidad université universität institute college",
    Kind.SCHOOL: "school escuela école schule", Kind.LIBRARY: "library biblioteca bibliothèque bibliothek",
    Kind.ART: "art arts arte kunst beaux gallery galerie fine",
    Kind.HISTORY: "history historical historic historia histoire heritage geschichte archaeology archéologie",
    Kind.MUSEUM: "museum museums museo musée museu musee écomusée",
    Kind.COMMUNITY: "community comunidad association cbo nonprofit neighborhood",
}  # fmt: skip
_KIND_OF = {folded: kind for kind, words in _WORDS.items() for folded in words_in(words)}
_RANK = {kind: place for place, kind in enumerate(_WORDS)}
_SMALL = {"a", "an", "and", "at", "by", "de", "del", "des", "du", "en", "for", "in", "la", "le", "les", "of", "on",
          "or", "the", "to", "y"}  # fmt: skip
_STAY = {"II", "III", "IV", "VI", "VII", "VIII", "IX", "USS", "US", "USA", "NASA", "YMCA", "YWCA", "LLC", "NW", "NE",
         "SW", "SE", "WWI", "WWII", "VFW", "DAR", "AME", "UCLA", "MIT", "USAF", "USMC", "PT", "TV"}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MONEY_OR_NAME = re.compile(r"^\s*[=+@]")
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,10}[^\W\d_]{2,24}", re.IGNORECASE)


def kind_of(said: str, name: str) -> Kind:
    """What a cell says of its kind; where it says nothing that is known, what the name says."""
    if code := _CODES.get(said.strip().casefold()):
        return code
    if said.strip().casefold() in Kind.values:
        return Kind(said.strip().casefold())
    for text in (said, name):
        kinds = {_KIND_OF[word] for word in words_in(text) if word in _KIND_OF}
        if kinds:
            return min(kinds, key=lambda kind: _RANK[kind])
    return Kind.OTHER


def size_of(said: str) -> str:
    """Small, medium or large, or a number of people; "" for anything else."""
    said = said.strip().casefold()
    if said in Size.values:
        return said
    number = said.replace(",", "").removesuffix(".0")
    if not number.isdecimal() or len(number) > 6:
        return ""
    return Size.SMALL if int(number) <= 10 else Size.MEDIUM if int(number) <= 50 else Size.LARGE


def truth_of(said: str) -> bool:
    """Whether a cell says yes."""
    return said.strip().casefold() in {"1", "true", "yes", "y", "x", "sí", "si", "oui", "ja", "closed"}


def website_of(said: str) -> str | None:
    """A web address with its scheme; None for what is none."""
    said = "".join(said.split())
    address = said if "://" in said[:10] else f"https://{said}"
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.hostname or "") and not parts.username
    except ValueError:
        return None
    return address if fits and len(address) <= 300 else None


def point_of(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Degrees north and east, or None for what is no point on earth; a comma may stand for the point."""
    try:
        north, east = (float(one.strip().replace(",", ".")) for one in (latitude, longitude))
    except ValueError:
        return None
    return (north, east) if -90 <= north <= 90 and -180 <= east <= 180 and (north, east) != (0, 0) else None


def is_formula(name: str) -> bool:
    """Whether a spreadsheet would calculate it."""
    return bool(_MONEY_OR_NAME.match(name))


def in_small_letters(name: str) -> str:
    """A name that is all in capitals as one writes it; any other as it is.

    >>> in_small_letters("FRIENDS OF O'NEIL'S ZOO INC"), in_small_letters("MoMA")
    ("Friends of O'Neil's Zoo Inc", 'MoMA')
    """
    if name != name.upper() or len(name.split()) < 2:
        return name
    return _WORD.sub(lambda found: _cased(found, name), name)


def _cased(found: re.Match[str], name: str) -> str:
    word = found.group()
    before, after = name[: found.start()].rstrip(), name[found.end() : found.end() + 1]
    if word in _STAY or (len(word) == 1 and after == ".") or not re.search("[AEIOUY]", word) and len(word) > 1:
        return word if word not in {"MT", "ST", "DR", "MR", "MRS", "FT", "JR", "SR", "CTR", "ASSN"} else word.title()
    if word.lower() in _SMALL and before and before[-1:] not in ":-–(/":
        return word.lower()
    return "'".join(part.lower() if part in {"S", "T", "LL"} else part.capitalize() for part in word.split("'"))
