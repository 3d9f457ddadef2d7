"""The words of Convene for those who translate: `make words` gathers them, and compiles each language.

The test of the house imports what stands here, so that the catalogues cannot fall behind the code.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "convene"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("es",)
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**/templates/**", "jinja2")]
JINJA = {"trimmed": "false", "trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
JINJA |= {"silent": "false", "extensions": "jinja2.ext.do"}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    **dict.fromkeys(("_", "now", "gettext", "gettext_lazy")),  # `now` beside a lazy `_`
    "ngettext": (1, 2),
}
HEAD = "# What Convene says, in another language. Written by people; the code's side by `make words`."
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # the same file as long as the words are the same


def gathered() -> Catalog:
    """Every word that the code and the templates say."""
    found = Catalog(creation_date=LONG_AGO)
    rows = extract_from_dir(PACKAGE, METHODS, {"**/templates/**": JINJA}, KEYWORDS, ["Translators:"])
    for path, _line, words, notes, context in rows:
        found.add(words, None, [(path, 0)], auto_comments=notes, context=context)
    return found


def catalogue(language: str) -> Catalog:
    """The words of a language, as they are kept."""
    with source(language).open("rb") as file:
        return read_po(file, locale=language)


def source(language: str) -> Path:
    """What translators write; the compiled file lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compiled(catalog: Catalog) -> bytes:
    """What Django reads."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def main() -> None:
    """Bring each language up to what the code says today; what is new stands there without a translation."""
    words = gathered()
    for language in LANGUAGES:
        kept = catalogue(language) if source(language).exists() else Catalog(locale=language)
        kept.update(words, no_fuzzy_matching=True)
        kept.obsolete.clear()
        kept.project, kept.version, kept.header_comment = "Convene", "", HEAD
        kept.last_translator, kept.language_team, kept.msgid_bugs_address = "", "", ""
        kept.creation_date, kept.revision_date, kept.fuzzy = LONG_AGO, LONG_AGO, False
        source(language).parent.mkdir(parents=True, exist_ok=True)
        with source(language).open("wb") as file:
            write_po(file, kept, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        source(language).with_suffix(".mo").write_bytes(compiled(kept))
        missing = sum(1 for word in kept if word.id and not (word.string and all(word.string)))
        sys.stdout.write(f"{language}: {len(kept)} words, {missing} without a translation\n")


if __name__ == "__main__":
    main()
