"""`python -m convene.lib.paper SECONDS MEMORY`: drafts as JSON in, the PDF of the first that fits one sheet out."""

from __future__ import annotations

import base64
import json
import resource
import sys
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import URLFetcher

FONTS = Path(__file__).resolve().parents[1] / "ui" / "static" / "fonts"
STYLE = Path(__file__).parent / "content" / "sheet.css"
TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


def main(drafts: list[dict[str, str]]) -> bytes:
    """The first that fits, tagged so that it can be read aloud; empty where none does."""
    nothing_outside, style = URLFetcher(allowed_protocols=["data"]), _style()
    for one in drafts:
        sized = f"<style>{style} @page {{ size: {one['sheet']} }} html {{ font-size: {one['points']}pt }}</style>"
        page = one["html"].replace("</head>", f"{sized}</head>", 1)
        document = HTML(string=page, url_fetcher=nothing_outside).render(**TAGGED)
        if len(document.pages) == 1:
            printed: bytes = document.write_pdf(**TAGGED)
            return printed
    return b""


def _style() -> str:
    """The style of a sheet, with our fonts in it."""
    style = STYLE.read_text(encoding="utf-8")
    for path in FONTS.glob("*.woff2"):
        font = base64.b64encode(path.read_bytes()).decode()
        style = style.replace(f'"font:{path.name}"', f"data:font/woff2;base64,{font}")
    return style


if __name__ == "__main__":
    seconds, memory = map(int, sys.argv[1:])
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))
    sys.stdout.buffer.write(main(json.load(sys.stdin)))
