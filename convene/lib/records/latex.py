r"""Words with LaTeX's accents and signs as plain words: `M{\'e}ndez` is Méndez. Nothing is expanded."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_SIGNS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "i", "j": "j", "th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…",
    "dots": "…", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "texttrademark": "™", "textregistered": "®", "copyright": "©", "pounds": "£", "euro": "€", "S": "§", "times": "×",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ", "pi": "π", "infty": "∞",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(['`^"~=.])|([uvHckrdb])(?![A-Za-z]))\s{0,3}(?:\{\s{0,3}\\?([A-Za-z])\s{0,3}\}|\\?([A-Za-z]))"""
)
_COMMAND = re.compile(r"\\([A-Za-z]{1,30})\*?[ ]?|\\([&%$#_{}~^, \-/@!;:])")
_DASHES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


def plain(value: str) -> str:
    """The words; commands that we do not know are dropped, what they are about stays."""
    if "\\" in value:
        value = _ACCENT.sub(_accented, value)
        value = _COMMAND.sub(_sign, value)
    for signs, meant in _DASHES:
        value = value.replace(signs, meant)
    return value.replace("~", " ").replace("{", "").replace("}", "").replace("$", "").translate(_ASIDE)


_ASIDE = {0xE000: "~", 0xE001: "{", 0xE002: "}", 0xE003: "$"}  # what was escaped, while its plain likeness is dropped
_HIDDEN = {"~": "\ue000", "{": "\ue001", "}": "\ue002", "$": "\ue003"}


def _accented(found: re.Match[str]) -> str:
    letter, mark = found[3] or found[4], _ACCENTS[found[1] or found[2]]
    return unicodedata.normalize("NFC", letter + mark)


def _sign(found: re.Match[str]) -> str:
    if found[1]:
        sign = _SIGNS.get(found[1], "")
        return _HIDDEN.get(sign, sign)
    if found[2] in ",-/@!;: ":
        return " " if found[2] in ", ;:" else ""
    return _HIDDEN.get(found[2], found[2])
