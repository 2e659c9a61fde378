"""Counting the words of a plain text, in scripts with and without spaces."""

from __future__ import annotations

import pytest

from annotated_reader.texts.word_boundaries import count_plain_words


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
