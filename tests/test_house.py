"""The house keeps its own rules: one test a rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "convene"
NOT_OURS = {".venv", "node_modules", "data", "vendor", ".git", "__pycache__", "results", "static"}
APPS = {app.label: Path(app.path) for app in apps.get_app_configs() if app.name.startswith("convene.")}
WRITES = {"create", "save", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
          "record", "insert", "tell"}  # fmt: skip
DO_NOT_ASK = {
    "ledger.record": "the line that every action writes, after it has asked",
    "notifications.notify": "an action tells people, after it has asked",
    "notifications.read_group": "one's own lines, as seen",
    "notifications.read_all": "one's own lines, as seen",
    "notifications.regroup": "part of tidying up, which has asked",
    "notifications.drop": "one's own lines about what can no longer be seen",
    **{f"communities.{name}": "the roll, written by actions that have asked" for name in ("enter", "strike", "assign", "count")},
    **dict.fromkeys([f"library.{name}" for name in ("grow_stale", "note_look", "note_mentions", "note_offers", "relate", "go_round")], "time has asked"),
    **dict.fromkeys(("communities.tell_of_quiet", "dialogues.seal", "introductions.end", "mentoring.remind", "saved.look", "saved.mail"), "time has asked"),
    **dict.fromkeys(("notifications.stop_mail", "saved.stop"), "the link in the mail is the proof"),
    "communities.remind": "asks the rule, and stops where it says no",
    "people.arrive": "the sign-in has proven the address",
    "people.keep_said": "part of changing a profile, which has asked",
    **dict.fromkeys(("dialogues.bring_in", "dialogues.sow", "dialogues.take_code", "library.follow", "people.authors"), "part of writing, or of bringing an archive in, which has asked"),
    "people.claim": "asks the rule, and does nothing where it says no",
    "files.attach": "the feature that holds the files has asked",
    "files.take_in_bytes": "part of bringing an archive in, which has asked",
    "keeping.restore": "whoever runs commands on the machine; fills a site that is empty",
    **dict.fromkeys(("moderation.look", "moderation.add_to"), "the action that is about to publish has asked"),
    **dict.fromkeys([f"moderation.{name}" for name in ("let_stand", "count_held", "answer_reports")], "a decision asked"),
    "demo.fill": "acts through the actions of others, at the command line, while a site is empty",
    **dict.fromkeys(("discussions.discard_draft", "discussions.keeping_draft", "drafts.let_go", "drafts.let_all_go"), "one's own, or of what is gone"),
    "guides.take_in": "part of sharing and drawing, which have asked",
    "discussions.catch_up": "one's own place",
    "discussions.set_topic": "a value that an action sets, which has asked",
    **{f"{app}.attach_files": "part of writing; takes one's own files alone" for app in ("discussions", "private_messages")},
    **dict.fromkeys(("discussions.carry", "discussions.count_gaps", "discussions.place_of"), "part of what has asked"),
    **{f"discussions.{name}": "numbers and places that follow from what an action did, which has asked" for name in (
        "recount", "recount_unanswered", "settle", "count_around", "recount_guests", "follow_topics", "show_alike",
        "share_no_more")},
    "discussions.tell": "tells people, after tidying up has asked",
    **{f"discussions.{name}": "follows from what has asked" for name in ("note_titles", "mark_bookmarks", "note_asked", "note_beside")},
    "discussions.set_hidden": "part of taking down, which has asked",
}


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not NOT_OURS & set(parts[:-1]) and not any(part[0] == "." and part != ".ci" for part in parts)


@cache
def modules(*under: str) -> list[Path]:
    """Our Python files."""
    places = under or ("convene", "tests", "benchmarks", "conftest.py")
    found = sorted(path for place in places for path in _python(ROOT / place))
    assert found
    return found


def _python(place: Path) -> Iterator[Path]:
    if place.suffix == ".py":
        yield place
    yield from (path for path in place.rglob("*.py") if _is_ours(path))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def actions() -> Iterator[tuple[str, Path, ast.Module]]:
    """The modules that may write, with the app that each belongs to."""
    for label, folder in APPS.items():
        for path in [folder / "actions.py", *sorted((folder / "actions").glob("*.py"))]:
            if path.exists() and path.name != "__init__.py":
                yield label, path, tree(path)


def calls(node: ast.AST) -> set[str]:
    """The last word of everything that is called inside."""
    functions = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    return {
        one.attr if isinstance(one, ast.Attribute) else one.id
        for one in functions if isinstance(one, ast.Attribute | ast.Name)
    }


def test_actions_ask_before_they_do() -> None:
    seen, wrong = set(), []
    for label, path, module in actions():
        functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}

        def reach(node: ast.AST, functions: dict[str, ast.FunctionDef] = functions, depth: int = 3) -> set[str]:
            found = calls(node)
            return found.union(
                *(reach(functions[one], functions, depth - 1) for one in found if one in functions and depth)
            )

        for function in functions.values():
            key = f"{label}.{function.name}"
            if function.name.startswith("_") or not WRITES & reach(function):
                continue
            seen.add(key)
            if "require" not in reach(function) and key not in DO_NOT_ASK:
                wrong.append(f"{name(path)}:{function.lineno} {function.name} writes and asks nobody")
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 40
    assert sorted(DO_NOT_ASK.keys() - seen) == [], "these need no excuse any more"


def test_whoever_acts_comes_first() -> None:
    wrong = []
    for label, path, module in actions():
        for function in module.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            words = [argument.arg for argument in function.args.args]
            asks = "require" in calls(function) and f"{label}.{function.name}" not in {"people.merge_people"}
            if ("actor" in words or asks) and words[:1] != ["actor"]:
                wrong.append(f"{name(path)}:{function.lineno} {function.name}({', '.join(words)})")
    assert not wrong, "\n".join(wrong)


def test_nothing_but_actions_writes_to_the_ledger() -> None:
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in modules("convene")
        if not {"actions", "tests", "archives"} & {*path.parts, path.stem}
        and name(path) not in {"convene/core/outbox/jobs.py", "convene/core/files/tasks.py"}  # what the machine does
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
    ]
    assert not wrong, "\n".join(wrong)


def test_every_verb_of_the_ledger_has_words() -> None:
    verbs, models = set(), {model._meta.label_lower for model in apps.get_models()}
    for path in modules("convene"):
        if "tests" not in path.parts:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    label, _dot, verb = node.value.partition(".")
                    if (
                        label in APPS
                        and re.fullmatch(r"[a-z]+(?:_[a-z]+)*", verb)
                        and node.value not in models
                        and _is_recorded(path, node.value)
                    ):
                        verbs.add((label, verb))
    assert len(verbs) > 20
    missing = [f"{label}/activity/{verb}.html" for label, verb in sorted(verbs) if not _words_of(label, verb).exists()]
    assert not missing, "\n".join(missing)


def _is_recorded(path: Path, verb: str) -> bool:
    """Whether this string is what a module writes into the ledger, and no address or label."""
    text = path.read_text(encoding="utf-8")
    return (
        "record(" in text
        and bool(re.search(rf'"{re.escape(verb)}"', text))
        and not re.search(rf'redirect\("{re.escape(verb)}"', text)
    )


def _words_of(label: str, verb: str) -> Path:
    return APPS[label] / "templates" / label / "activity" / f"{verb}.html"


def test_files_stay_small() -> None:
    long = {
        name(path): lines for path in modules() if "migrations" not in path.parts  # those are written by a machine
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long, long


def test_imports_stand_at_the_top() -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        if name(path) not in {"convene/lib/database/driver.py", "benchmarks/sites.py"}  # what may not be installed
        for inside in [[node for node in ast.walk(tree(path)) if isinstance(node, kinds)]]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom) and any(at.lineno <= node.lineno <= at.end_lineno for at in inside)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_module_reads_its_own_hints_late() -> None:
    wrong = [
        name(path)
        for path in modules("convene")
        if any(
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.AnnAssign) for node in ast.walk(tree(path))
        )
        and "migrations" not in path.parts
        and "from __future__ import annotations" not in path.read_text(encoding="utf-8")
    ]
    assert not wrong, "\n".join(wrong)


def test_text_is_called_safe_in_one_place() -> None:
    allowed = {
        "convene/lib/text/sanitise.py": "where it is made safe",
        "convene/lib/ui": "drawings, and our own words",
    }
    found = []
    for path in [*modules("convene"), *PACKAGE.rglob("templates/**/*.html")]:
        if "tests" in path.parts or any(name(path).startswith(place) for place in allowed):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(r"mark_safe|\bMarkup\(|SafeString\(|\|\s*safe\b|autoescape false", line):
                found.append(f"{name(path)}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def test_no_signals_among_our_apps() -> None:
    pattern = re.compile(r"django\.dispatch|models\.signals|@receiver|core\.signals|\bSignal\(")
    found = [
        name(path)
        for path in modules("convene")
        if "tests" not in path.parts and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, found


def test_the_environment_is_read_in_one_place() -> None:
    allowed = {
        "convene/lib/env.py", "convene/__main__.py",
        *(f"convene/config/{name}.py" for name in ("testing", "asgi", "wsgi")),
    }  # fmt: skip
    found = {
        name(path)
        for path in modules("convene")
        if "tests" not in path.parts and re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    assert found - allowed - HELPERS == set()


HELPERS = {
    "convene/lib/text/helper.py",  # starts a process with an environment of its own
    "convene/lib/images/converting.py", "convene/lib/documents/reading.py",  # likewise
    "convene/config/doctor.py",  # looks for variables that nobody reads
}


def test_migrations_are_complete(db) -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_every_app_begins_with_one_migration() -> None:
    several = {
        label: found
        for label, folder in APPS.items()
        if len(found := [path.name for path in sorted((folder / "migrations").glob("0*.py"))]) > 1
    }
    assert not several, several


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for path in modules("convene"):
        if {"tests", "migrations", "management"} & set(path.parts) or not path.read_text(encoding="utf-8").strip():
            continue
        if path.stem not in {"__init__", "apps"} and not ast.get_docstring(tree(path)):
            silent.append(f"{name(path)}: the module")
        silent += [
            f"{name(path)}:{node.lineno} {node.name}" for node in _public(tree(path)) if not ast.get_docstring(node)
        ]
    assert not silent, "\n".join(silent)


def _public(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in module.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not (isinstance(node, ast.ClassDef) and "AppConfig" in {ast.unparse(base) for base in node.bases}):
            yield node
