"""What list servers and archivers put into a message: footers, notes about scrubbed parts, signing armour."""

from __future__ import annotations

import re
from dataclasses import dataclass

RULE = re.compile(r"\s{0,3}(?:[-_=~*#]{2,200}|(?:-=){4,60}-?|- - - - -[ -]{0,100})\s*$")
STRONG = re.compile(
    r"(?:To unsubscribe(?:,| from| send)|For additional commands, e-?mail|You received this message because you"
    r" are subscribed)",
    re.IGNORECASE,
)
SCRUBBED_HTML = ("\t[[alternative HTML version deleted]]", "[[alternative HTML version deleted]]")
NEXT_PART = re.compile(
    r"^[> \t]{0,40}-{8,} (?:next part|下一部分|nächster Teil|section suivante) -{8,}[ \t]*$", re.I | re.M
)
SCRUBBED = re.compile(
    r"^[> \t]{0,40}(?:An? [^\n]{1,80}?(?:attachment|text|message|part) was(?: also)? scrubbed\.{3}|Skipped"
    r" content of type [^\n]{1,80}"
    r"|Ein Dateianhang[^\n]{0,80}wurde abgetrennt[^\n]{0,20})[ \t]*\n((?:[^\n]{0,600}\n){0,8}?[> \t]{0,40}(?:URL"
    r"|Url|Verfügbar)[^\n]{0,600}$)?",
    re.MULTILINE,
)
DETAIL = re.compile(r"^[> \t]{0,40}(Name|Dateiname|Type|Subject|URL|Url)[ \t]*:[ \t]*([^\n]{1,500})$", re.MULTILINE)
WEB = re.compile(r"https?://[^\s<>\"]{1,500}")
ARMOUR_BEGINS = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]{1,20}:[^\n]{0,200}\n){0,5}\n?", re.MULTILINE
)
ARMOUR = re.compile(
    r"^[> ]{0,20}-----BEGIN PGP SIGNATURE-----[^\n]{0,20}\n(?:[^\n]{0,400}\n){0,80}?[> ]{0,20}-----END PGP"
    r" SIGNATURE-----$",
    re.M,
)
FOOTER_BEGINS = frozenset(
    {"To ", "For", "You", "--", "-- ", "---", "___", "===", "***", "~~~", "###", "-=-", "- -", " --", " __"}
)
HINTS = (
    "mailing list", "listinfo", "unsubscribe", "un-subscribe", "additional commands", "received this message because",
    "groups.io links", "do you yahoo", "off this list", "leave this", "to this list", "list archive", "list info",
    "mailingliste", "your subscription", "liste de diffusion", "lista de correo", "lista de discus", "sponsored by",
    "mailman", "yahoo! groups", "scanned for", "scanned by", "virus-free", "virenfrei",
)  # fmt: skip
LONGEST_FOOTER = 14


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A part that an archiver took out and keeps somewhere else."""

    name: str
    url: str
    content_type: str


def take_scrubbed(text: str) -> tuple[str, list[Scrubbed]]:
    """Text without the archiver's notes about parts that it took out, and those parts that were files."""
    if "scrubbed" not in text and "next part" not in text and "version deleted" not in text and "Skipped" not in text:
        return text, []
    found: list[Scrubbed] = []

    def note(match: re.Match[str]) -> str:
        details = {name.lower(): value.strip() for name, value in DETAIL.findall(match[1] or "")}
        url = WEB.search(details.get("url", ""))
        name = details.get("name") or details.get("dateiname") or details.get("subject") or ""
        if "HTML attachment" not in match[0] and url is not None and not name.endswith((".asc", ".sig", ".p7s")):
            if name in {"", "not available"}:
                name = url[0].rsplit("/", 1)[-1]
            found.append(Scrubbed(name[:120], url[0].rstrip(".,"), details.get("type", "")))
        return ""

    if "scrubbed" in text or "Skipped" in text or "abgetrennt" in text:
        text = SCRUBBED.sub(note, text)
    if "version deleted" in text:
        for note_left in SCRUBBED_HTML:
            text = text.replace(note_left, "")
    return (NEXT_PART.sub("", text) if "-------- " in text else text), found


def without_armour(text: str) -> str:
    """Text without the lines that inline PGP signing adds."""
    if "-----BEGIN PGP SIG" not in text:
        return text
    return re.sub(r"^- (?=-)", "", ARMOUR.sub("", ARMOUR_BEGINS.sub("", text)), flags=re.MULTILINE)


def may_have_footer(text: str) -> bool:
    """A quick look whether it is worth searching for footers."""
    return _speaks_of_lists(text)


def _speaks_of_lists(text: str) -> bool:
    return any(map(text.lower().__contains__, HINTS))


def without_footers(lines: list[str]) -> list[int]:
    """The numbers of the lines that are no footer of a list server, wherever a reply has carried one along."""
    out: list[int] = []
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        if line[:3] in FOOTER_BEGINS and (STRONG.match(line) or _names_list(lines, at)):
            while out and not lines[out[-1]].strip():
                out.pop()
            if out and RULE.match(lines[out[-1]]) and len(lines[out[-1]].strip()) > 8:
                out.pop()
            at = _after_footer(lines, at)
            continue
        out.append(at)
        at += 1
    return out


def _names_list(lines: list[str], at: int) -> bool:
    if RULE.match(lines[at]) is None:
        return False
    long = len(lines[at].strip()) > 8
    near: list[str] = []
    for line in lines[at + 1 : at + 9]:
        if line.strip():
            near.append(line)
        elif near:
            break
    return any(_speaks_of_lists(line[:400]) for line in near[: 6 if long else 2])


def _after_footer(lines: list[str], at: int) -> int:
    end, words_at = min(len(lines), at + LONGEST_FOOTER), at
    for number in range(at, end):
        line = lines[number].strip()
        if _speaks_of_lists(line[:400]) or RULE.match(line):
            words_at = number
        elif not line and number > words_at and any(lines[near].strip() for near in range(at + 1, number)):
            nearby = lines[number + 1 : number + 3]
            if not any(_speaks_of_lists(near[:400]) for near in nearby):
                return number
    return max(end if end == len(lines) else words_at + 1, at + 1)
