"""The bench finds every regular expression of the engine, and tells linear growth from other growth."""

from __future__ import annotations

import re

from bench.patterns import BOUNDED, OUR_OWN, found_patterns, outgrows, patterns, worst_text


def test_patterns_are_found_wherever_they_are_written() -> None:
    names = {name for name, _, _ in found_patterns()}
    assert {"corpus.discovery._ID_LINE", "texts.sentences._SENTENCE_END"} <= names
    assert any(name.startswith("formats.schema.") for name in names)


def test_exceptions_name_patterns_that_exist() -> None:
    assert BOUNDED.keys() | OUR_OWN <= {name for name, _, _ in patterns()}


def test_growth_is_told_by_cost() -> None:
    few, many = "a" * 500, "a" * 2_000
    assert not outgrows(lambda text: float(len(text)), few, many)
    assert outgrows(lambda text: float(len(text) ** 2), few, many)


def test_a_pattern_that_takes_quadratic_time_is_told_with_a_text() -> None:
    pattern = re.compile("a+$")
    assert worst_text(pattern, lambda text: float(len(text))) is None
    assert worst_text(pattern, lambda text: float(len(text) ** 2)) is not None
