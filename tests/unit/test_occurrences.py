"""Every place of a string in a text, whether the text is read or looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import occurrences
from build_scripts.occurrences import Occurrences


def read(text: str, needle: str, start: int, end: int) -> list[int]:
    """Compare at each position."""
    return [at for at in range(start, end - len(needle) + 1) if text[at : at + len(needle)] == needle]


@pytest.fixture
def always_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "_LONG", 0)


few_letters = st.text("ab ", min_size=1, max_size=400)


@pytest.mark.usefixtures("always_looked_up")
@given(few_letters, few_letters, st.data())
def test_all_places_are_found(before: str, words: str, data: st.DataObject) -> None:
    text = before + words + before + words
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Occurrences(text).find(words, start, end) == read(text, words, start, end)


@pytest.mark.usefixtures("always_looked_up")
def test_overlapping_places_are_found_where_a_key_is_everywhere() -> None:
    assert Occurrences("a" * 3_000).find("a" * 100, 0, 3_000) == list(range(2_901))


def test_a_long_text_is_looked_up_with_the_same_result() -> None:
    text = " ".join(f"word number {number}" for number in range(5_000))
    needle = "word number 4711 word number 4712"
    assert Occurrences(text).find(needle, 0, len(text)) == [text.index(needle)]


def test_nothing_is_found_of_nothing() -> None:
    assert Occurrences("text").find("", 0, 4) == []
