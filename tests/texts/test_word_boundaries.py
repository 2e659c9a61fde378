"""Counting the words of a plain text, in scripts with and without spaces."""

from __future__ import annotations

import pytest

from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import count_plain_words, has_whole_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("All Members shall refrain", 4),
        ("self-defence – as such –", 3),
        ("право на самооборону", 3),
        ("الدفاع عن النفس", 3),
        ("自衛権", 2),
        ("自衛の権利。", 3),
        ("第51条 the words", 4),
    ],
)
def test_words_are_counted_as_readers_would(text: str, words: int) -> None:
    assert count_plain_words(text) == words


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("1,250 ships", True),
        ("250 ships", False),
        ("the 1", False),
        ("3.5", True),
        ("3", False),
        ("5, in", False),
        ("in 1986", True),
        ("1986", True),
        ("51", True),
    ],
)
def test_a_figure_is_one_word_with_the_marks_in_it(words: str, whole: bool) -> None:
    text = "Art. 51, the 1,250 ships at 3.5, in 1986."
    start = text.rindex(words)
    assert has_whole_words(text, Span(start, start + len(words))) is whole
