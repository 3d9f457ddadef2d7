"""Templates compiled once for each language: what always comes out the same is worked out then, not on each page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf
from django.utils.translation import get_language
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

FIXED = {"_", "gettext", "url", "static", "icon", "icon_again", "drawings", "logo", "state_mark"}


class Environments:
    """A Jinja2 environment for each language and place that pages are drawn in; it stands for the one of now."""

    def __init__(self, make: Callable[[], jinja2.Environment]) -> None:
        self._of = cache(lambda *_language_and_place: make())

    @property
    def now(self) -> jinja2.Environment:
        """The environment for the language that is active."""
        return self._of(get_language(), get_urlconf(), get_script_prefix())

    def get_template(self, name: str) -> jinja2.Template:
        """As of a Jinja2 environment."""
        return self.now.get_template(name)

    def from_string(self, source: str) -> jinja2.Template:
        """As of a Jinja2 environment."""
        return self.now.from_string(source)


class WorkedOut(CodeGenerator):
    """Compiles `{{ icon("bell") }}` to the drawing itself, and `{{ _("Reply") }}` to the word."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 (the visitor's name)
        """The whole template."""
        super().visit_Template(_Working(self.environment, self.name).visit(node), frame)


class _Working(NodeTransformer):
    def __init__(self, environment: jinja2.Environment, name: str | None) -> None:
        self.environment = environment
        self.context = nodes.EvalContext(environment, name)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 (the visitor's name)
        """A call of what is fixed for a language becomes its answer, where all that is given stands there too."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in FIXED:
            return node
        function: Any = self.environment.globals[node.node.name]
        try:
            given = [one.as_const(self.context) for one in node.args]
            named = dict(one.as_const(self.context) for one in node.kwargs)
            if hasattr(function, "jinja_pass_arg"):
                given.insert(0, self.context)
            return nodes.Const(function(*given, **named), lineno=node.lineno)
        except (nodes.Impossible, NoReverseMatch):
            return node
