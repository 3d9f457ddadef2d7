"""What list servers and archivers put into a message: footers, notes about scrubbed parts, signing armour."""

from __future__ import annotations

import re
from dataclasses import dataclass

RULE = re.compile(r"\s{0,3}(?:[-_=~*#]{2,200}|(?:-=){4,60}-?|- - - - -[ -]{0,100})\s*$")
LIST_WORDS = re.compile(
    r"mailing list|listinfo|un-?subscribe|additional commands|You received this message because|Groups\.io Links|Do You Yahoo"
    r"|get on or off this list|leave this (?:list|group)|To post (?:a message|to this)|List (?:archives?|info)|manage your subscription"
    r"|Mailingliste|liste de diffusion|lista de (?:correo|discus)|sponsored by|_listinfo|/mailman|Yahoo! Groups"
    r"|scanned (?:by|for) (?:virus|MailScanner)|Virus-?free|avast",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"(?:To unsubscribe(?:,| from| send)|For additional commands, e-?mail|You received this message because you are subscribed)",
    re.IGNORECASE,
)
SCRUBBED_HTML = re.compile(r"^[> \t]{0,40}\[\[?(?:alternative HTML version deleted|HTML alternate version deleted)\]\]?[ \t]*$", re.I | re.M)
NEXT_PART = re.compile(r"^[> \t]{0,40}-{8,} (?:next part|下一部分|nächster Teil|section suivante) -{8,}[ \t]*$", re.I | re.M)
SCRUBBED = re.compile(
    r"^[> \t]{0,40}(?:An? [^\n]{1,80}?(?:attachment|text|message|part) was(?: also)? scrubbed\.{3}|Skipped content of type [^\n]{1,80}"
    r"|Ein Dateianhang[^\n]{0,80}wurde abgetrennt[^\n]{0,20})[ \t]*\n((?:[^\n]{0,600}\n){0,8}?[> \t]{0,40}(?:URL|Url|Verfügbar|Desc)[^\n]{0,600}$)?",
    re.MULTILINE,
)
DETAIL = re.compile(r"^[> \t]{0,40}(Name|Dateiname|Type|Subject|URL|Url)[ \t]*:[ \t]*([^\n]{1,500})$", re.MULTILINE)
WEB = re.compile(r"https?://[^\s<>\"]{1,500}")
ARMOUR_BEGINS = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]{1,20}:[^\n]{0,200}\n){0,5}\n?", re.MULTILINE)
ARMOUR = re.compile(r"^[> ]{0,20}-----BEGIN PGP SIGNATURE-----[^\n]{0,20}\n(?:[^\n]{0,400}\n){0,80}?[> ]{0,20}-----END PGP SIGNATURE-----$", re.M)
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

    text = SCRUBBED.sub(note, text)
    return SCRUBBED_HTML.sub("", NEXT_PART.sub("", text)), found


def without_armour(text: str) -> str:
    """Text without the lines that inline PGP signing adds."""
    if "-----BEGIN PGP SIG" not in text:
        return text
    return re.sub(r"^- (?=-)", "", ARMOUR.sub("", ARMOUR_BEGINS.sub("", text)), flags=re.MULTILINE)


def without_footers(lines: list[str]) -> list[str]:
    """Lines without the footers of list servers, wherever a reply has carried one along."""
    out: list[str] = []
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        if STRONG.match(line) or (RULE.match(line) and _names_list(lines, at + 1)):
            while out and not out[-1].strip():
                out.pop()
            if out and RULE.match(out[-1]) and len(out[-1].strip()) > 8:
                out.pop()
            at = _after_footer(lines, at)
            continue
        out.append(line)
        at += 1
    return out


def _names_list(lines: list[str], at: int) -> bool:
    near = [line for line in lines[at : at + 5] if line.strip()][:2]
    return any(LIST_WORDS.search(line[:400]) for line in near)


def _after_footer(lines: list[str], at: int) -> int:
    end, words_at = min(len(lines), at + LONGEST_FOOTER), at
    for number in range(at, end):
        line = lines[number].strip()
        if LIST_WORDS.search(line[:400]) or RULE.match(line):
            words_at = number
        elif not line and number > words_at and any(lines[near].strip() for near in range(at + 1, number)):
            nearby = lines[number + 1 : number + 3]
            if not any(LIST_WORDS.search(near[:400]) for near in nearby):
                return number
    return max(end if end == len(lines) else words_at + 1, at + 1)
