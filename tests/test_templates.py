"""What templates lean on is what they use."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from django.template import engines
from jinja2 import nodes

PACKAGE = Path(__file__).resolve().parent.parent / "convene"


@cache
def templates() -> dict[str, nodes.Template]:
    """Every template of ours, parsed, by the name that others call it by."""
    parse = engines["jinja2"].env.now.parse
    paths = [path for path in PACKAGE.rglob("*.html") if "templates" in path.parts]
    return {str(path).rpartition("/templates/")[2]: parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(template: nodes.Template) -> set[str]:
    """The macros that a template takes from others, by the name that it gives them."""
    taken = (name for one in template.find_all(nodes.FromImport) for name in one.names)
    return {name if isinstance(name, str) else name[1] for name in taken}


def used(template: nodes.Template) -> set[str]:
    """Every name that a template reads."""
    return {name.name for name in template.find_all(nodes.Name) if name.ctx == "load"}


def test_templates_import_only_macros_they_use() -> None:
    children = defaultdict(set)  # a layout imports for those who extend it
    for template in templates().values():
        for layout in template.find_all(nodes.Extends):
            children[layout.template.value] |= used(template)
    unused = {
        name: sorted(left)
        for name, template in templates().items()
        if (left := imported(template) - used(template) - children[name])
    }
    assert not unused, unused
    assert sum(bool(imported(template)) for template in templates().values()) > 100
