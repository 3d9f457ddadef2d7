"""What the project says: its settings, its words on screen, and nothing about anything but itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "convene"
NOT_OURS = {"node_modules", "build", "data", "vendor", "__pycache__", "results", "static"}
READ = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".yaml",
    ".yml",
    ".html",
    ".js",
    ".mjs",
    ".json",
    ".css",
    ".lock",
    ".conf",
    ".service",
    "",
}
PAGES = sorted(
    path
    for path in PACKAGE.rglob("*.html")
    if "templates" in path.parts and "catalogue" not in {path.stem, path.parent.name}
)
SPOKEN = re.compile(
    r"\b(?:alt|aria-label|aria-description|title|placeholder|content|data-(?:says|copied|text-\w+))=\"([^\"]*)\""
)
WORDS = re.compile(r"[^\W\d_]{2,}")
SETTINGS = """
from convene.config import settings
from convene.lib.env import KNOWN
for one in KNOWN.values():
    print(one.name, one.default, one.help, sep="\\t")
"""
NOT_WORDS = {"md", "Esc", "Convene", "https", "noindex", "light", "dark"}


def test_every_setting_is_documented(tmp_path: Path) -> None:
    clean = {word: os.environ[word] for word in ("PATH", "HOME") if word in os.environ} | {
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "x",
    }
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS], env=clean, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    table = "\n".join(
        f"| `{word}` | {f'`{default}`' if default else ''} | {text} |" for word, default, text in sorted(lines)
    )
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    head = "| Variable | Default | What it is for |\n| --- | --- | --- |"
    assert f"{head}\n{table}\n" in page, f"docs/settings.md should have this table:\n\n{head}\n{table}\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_word_on_screen_can_be_translated(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    whole = re.sub(r"{#.*?#}", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    whole = re.sub(
        r"{%-?\s*trans\b.*?endtrans\s*-?%}", lambda found: "\n" * found[0].count("\n"), whole, flags=re.DOTALL
    )
    whole = re.sub(r"{%.*?%}|{{.*?}}", lambda found: "\0" + "\n" * found[0].count("\n"), whole, flags=re.DOTALL)
    spoken = [(found.start(), found[1]) for found in SPOKEN.finditer(whole)]
    between = [(found.start(), found[1]) for found in re.finditer(r">([^<>]+)<", re.sub(r"<!--.*?-->", "", whole))]
    wrong = [
        f"line {whole[:place].count(chr(10)) + 1}: {text.strip()!r}"
        for place, text in spoken + between
        if set(WORDS.findall(re.sub(r"&\w+;|width=device-width.*|[\w.-]+/[\w.+-]+", "", text))) - NOT_WORDS
    ]
    assert not wrong, "\n".join(wrong)


def test_no_path_of_a_machine_is_named() -> None:
    machine = re.compile(r"(?<![\w.:])/(?:root|Users|work)/[\w.-]+")
    kinds = {".py", ".md", ".txt", ".toml", ".yaml", ".html", ".js", ".mjs", ".json", ".css", ".lock", ""}
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in ROOT.rglob("*")
        if path.is_file() and path.suffix in kinds and _is_ours(path)
        for match in machine.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found, "\n".join(found[:40])


def test_locks_name_files_and_hashes_and_no_address() -> None:
    for lock in (ROOT / "uv.lock", *(ROOT / "requirements").glob("*.txt")):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not NOT_OURS & set(parts[:-1]) and not any(part[0] == "." and part != ".ci" for part in parts)
