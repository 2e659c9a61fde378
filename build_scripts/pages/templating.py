"""Jinja made faster for our own templates: the same HTML, with fewer calls on the way to it."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: object) -> str:
    """Escape as ``escape`` does, but without a new ``Markup`` for each of the many texts that need nothing escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL.search(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


class _Macro(Macro):
    """A macro that takes what it is called with in order, without Jinja's search for more, where nothing is named."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Give the macro's HTML."""
        left_out = len(self.arguments) - len(arguments)
        if named or left_out < 0:
            return super().__call__(*arguments, **named)
        return Markup(self._func(*arguments, *[missing] * left_out))  # noqa: S704


class _Template(Template):
    """A template whose pieces are escaped by :func:`_escaped`: they are joined to one ``Markup`` in the end."""

    @classmethod
    def from_code(cls, *arguments: Any, **options: Any) -> Template:
        """Load compiled code; in it ``escape`` and ``Macro`` are global names."""
        template = super().from_code(*arguments, **options)
        template.root_render_func.__globals__.update(escape=_escaped, Macro=_Macro)
        return template


class _Compiler(CodeGenerator):
    """Compiles a dot to Python's own, and a call likewise.

    Ours are never keys of a mapping, and what we call asks for none of Jinja's own arguments.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write the call of a function or a macro."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class TemplateEnvironment(Environment):
    """Compiles and escapes as our templates need it."""

    template_class = _Template
    code_generator_class = _Compiler
