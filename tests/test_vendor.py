"""The browser code of others is what the lock file says, and ours stays small beside it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "convene" / "lib" / "ui" / "static"
VENDOR = STATIC / "vendor"
ELEMENTS = sorted(path for path in (STATIC / "js").glob("*.js") if path.name != "app.js")

needs_node = pytest.mark.skipif(
    not (shutil.which("node") and (FRONTEND / "node_modules").is_dir()),
    reason="only with Node, after `npm ci` in frontend/; `make check-frontend` has both, and fails without",
)


def bundles() -> list[dict[str, Any]]:
    bundles: list[dict[str, Any]] = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))["bundles"]
    return bundles


def node(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", *words], cwd=FRONTEND, capture_output=True, text=True, timeout=120, check=False)


def test_the_manifest_describes_the_bundles_that_are_there() -> None:
    described = {bundle["file"]: (bundle["sha256"], bundle["size"]) for bundle in bundles()}
    found = {path.name: path.read_bytes() for path in VENDOR.glob("*.js")}
    assert described == {name: (hashlib.sha256(code).hexdigest(), len(code)) for name, code in found.items()}


def test_every_package_in_a_bundle_is_in_the_lock_and_has_its_licence() -> None:
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    for bundle in bundles():
        for package in bundle["packages"]:
            name, version, licence = package["name"], package["version"], package["license"]
            assert locked[f"node_modules/{name}"]["version"] == version
            assert f"{name} {version} ({licence})\n" in licences


def test_the_lock_names_hashes_and_no_place() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 20
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


@needs_node
def test_the_lock_rebuilds_to_the_same_bytes() -> None:
    done = node("build.mjs", "--check")
    assert done.returncode == 0, done.stderr


@needs_node
def test_a_changed_a_missing_and_a_stray_file_are_noticed(tmp_path: Path) -> None:
    folder = shutil.copytree(VENDOR, tmp_path / "vendor")
    assert node("build.mjs", "--check", str(folder)).returncode == 0
    (folder / "htmx.js").write_bytes((VENDOR / "htmx.js").read_bytes() + b"\n")
    (folder / "LICENSES.txt").unlink()
    (folder / "other.js").touch()
    done = node("build.mjs", "--check", str(folder))
    assert done.returncode == 1
    assert all(name in done.stderr for name in ("htmx.js", "LICENSES.txt", "other.js"))


@needs_node
def test_markdown_survives_the_editor() -> None:
    done = node("--test", *(str(path) for path in (FRONTEND / "test").glob("*.test.mjs")))
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("path", ELEMENTS, ids=lambda path: path.name)
def test_a_script_is_one_small_element_that_leans_on_vendored_code_alone(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 170
    assert re.findall(r"customElements\.define\('([\w-]+)'", source) == [f"cv-{path.stem}"]
    assert source.startswith("/**"), "says first how it is used"
    for place in re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]""", source):
        assert re.fullmatch(r"\.\./vendor/[\w-]+\.js", place), place


@pytest.mark.parametrize("path", [*ELEMENTS, STATIC / "js" / "app.js"], ids=lambda path: path.name)
def test_the_storage_of_static_files_finds_every_import(path: Path) -> None:
    """Only what ends in a semicolon gets its hashed name."""
    for line in re.findall(r"^import\b.*$", path.read_text(encoding="utf-8"), re.MULTILINE):
        assert line.endswith(";"), line


def test_every_element_is_loaded_by_the_pages() -> None:
    app = (STATIC / "js" / "app.js").read_text(encoding="utf-8")
    assert {f"./{path.name}" for path in ELEMENTS} == set(re.findall(r"import '(\./[\w-]+\.js)'", app))
