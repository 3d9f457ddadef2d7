"""A whole site in processes of its own: pages, live process and worker, on SQLite in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from convene.lib.web.tests.ports import free_port
from tests.blank import blank_file
from tests.once import once

ROOT = Path(__file__).resolve().parents[2]
OURS = {"DATABASE_URL", "MAIL_URL", "CACHE_URL", "LIVE_URL", "SITE_URL", "DEBUG", "DEVELOPMENT", "DATA_DIR"}
FURNISH = """
from convene.lib.database import driver
driver.load()
import django
django.setup()
from tests.browser.furnish import main
main()
"""
PASSWORD = "science-center"
LATER = Path(__file__).parent / "later"
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none",
]  # fmt: skip


def find_chromium() -> str:
    """Where Chromium is: what CHROMIUM names, or one on the path; empty without."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), "")


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process of the site."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "DATA_DIR": str(data), "SECRET_KEY": "only for browsers in tests", **more}


def furnished(shared: Path, *words: str) -> Path:
    """A folder with a filled database and `places.json`, made once however many ask at the same time."""
    folder = shared / ("furnished-" + "-".join(words) if words else "furnished")
    with once(folder) as is_first:
        if is_first:
            shutil.copy(blank_file(), folder)
            told = subprocess.run(
                [sys.executable, "-c", FURNISH, *words],
                cwd=ROOT,
                check=True,
                text=True,
                stdout=subprocess.PIPE,
                env=environment(
                    folder,
                    DEVELOPMENT="1",
                    SITE_URL="http://localhost",
                    DJANGO_SETTINGS_MODULE="convene.config.settings",
                ),
            )
            (folder / "places.json").write_text(told.stdout.splitlines()[-1])
    return folder


@dataclass
class Site:
    """A running site; `places` says where things are, `states` keeps who is signed in."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    places: dict[str, Any]
    states: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it answers. A passkey needs a name, so not by number."""
        return f"http://localhost:{self.port}"

    def stop(self) -> None:
        """End all its processes."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)

    def later(self, data: Path, *, days: int) -> Site:
        """Stop, and start a site on what is here whose clocks are so many days ahead."""
        self.stop()
        return start(self.data, data, **self.settings, PYTHONPATH=f"{LATER}{os.pathsep}{ROOT}", DAYS_LATER=str(days))

    def said(self) -> str:
        """What its processes printed."""
        return (self.data / "log").read_text(errors="replace")


def start(source: Path, data: Path, **more: str) -> Site:
    """Start a site on a copy of what is furnished, and wait until it answers."""
    data.mkdir(parents=True, exist_ok=True)
    for name in ("convene.sqlite3", "convene.sqlite3-wal", "places.json"):
        if (source / name).exists():
            shutil.copy(source / name, data / name)
    port = free_port()
    surroundings = environment(data, **{"SITE_URL": f"http://localhost:{port}", "WEB_WORKERS": "1", **more})
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "convene", "run", "--port", str(port)],
            cwd=ROOT,
            env=surroundings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    site = Site(data, port, process, json.loads((source / "places.json").read_text()), settings=more)
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.address}/health/", timeout=5):
                return site
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    site.stop()
    raise RuntimeError(f"the site did not start:\n{site.said()}")
