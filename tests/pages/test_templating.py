"""Our way of compiling templates escapes as Jinja's own does, and keeps nothing of a page that has been rendered."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest
from markupsafe import Markup, escape

from annotated_reader.formats.schema import Kind
from annotated_reader.pages.context import environment


class _Words(str):
    __slots__ = ()


@dataclass
class _Piece:
    words: str

    def __html__(self) -> str:
        return f"<b>{escape(self.words)}</b>"


@pytest.mark.parametrize(
    "value",
    [
        "a < b & \"c\" 'd'", "plain", Markup("<b>&amp;</b>"), _Words("<i>"), Kind.FACT_CHECK, 7, 2.5, True, None,
        _Piece("<u>"), ["<s>"],
    ],
    ids=repr,
)  # fmt: skip
def test_whatever_a_value_is_it_is_escaped_as_markupsafe_does(value: object) -> None:
    template = environment().from_string(
        "{% macro told(value) %}{{ value }}{% endmacro %}{{ value }} {{ told(value) }}"
    )
    assert template.render(value=value) == f"{escape(value)} {escape(value)}"


def test_what_a_page_was_made_from_is_freed_with_it() -> None:
    template = environment().from_string("{% macro told() %}{{ piece.words }}{% endmacro %}{{ told() }}")
    piece = _Piece("words")
    there = weakref.ref(piece)
    gc.disable()
    try:
        assert template.render(piece=piece) == "words"
        del piece
        assert there() is None
    finally:
        gc.enable()
