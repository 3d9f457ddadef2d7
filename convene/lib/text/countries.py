"""Countries by their two letters, and by what people call them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_ALSO = {
    "usa": "US", "unitedstatesofamerica": "US", "eeuu": "US", "estadosunidos": "US", "etatsunis": "US",
    "uk": "GB", "unitedkingdom": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "españa": "ES", "méxico": "MX", "brasil": "BR", "deutschland": "DE", "österreich": "AT", "schweiz": "CH",
    "suisse": "CH", "italia": "IT", "nederland": "NL", "holland": "NL", "thenetherlands": "NL", "belgique": "BE",
    "belgië": "BE", "danmark": "DK", "sverige": "SE", "norge": "NO", "suomi": "FI", "polska": "PL", "perú": "PE",
    "canadá": "CA", "czechrepublic": "CZ", "southkorea": "KR", "northkorea": "KP", "ivorycoast": "CI",
}  # fmt: skip


def country_of(said: str) -> str:
    """The two letters of the country that is meant, or "".

    >>> country_of("fr"), country_of("United States"), country_of("Atlantis")
    ('FR', 'US', '')
    """
    said = said.strip()
    if said.upper() in countries():
        return said.upper()
    return _by_name().get(_bare(said), "")


@cache
def countries() -> dict[str, str]:
    """Two letters -> the usual English name.

    source: iso3166.tab of the time zone database, which is in the public domain.
    """
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: "United Kingdom" if code == "GB" else name for code, name in rows}


@cache
def _by_name() -> dict[str, str]:
    return {_bare(name): code for code, name in countries().items()} | _ALSO


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())
