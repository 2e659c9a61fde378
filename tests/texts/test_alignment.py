"""Two texts side by side: what stands where in the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts.alignment import Alignment
from tests.texts.odd_texts import texts


def replacement(old: str, new: str, passage: str) -> str:
    """Return the words of the new text that correspond to a passage of the old one."""
    start = old.index(passage)
    first, last = Alignment.of(old, new).map(start, start + len(passage))
    return new[first:last]


@pytest.mark.parametrize(
    ("old", "new", "passage", "words"),
    [
        pytest.param("one two three", "one two three", "two", "two", id="unchanged"),
        pytest.param("one two three", "zero one two three", "two", "two", id="words-before"),
        pytest.param("one two three", "one twu three", "two", "twu", id="a-letter-changed"),
        pytest.param("one two three", "one big two three", "two", "two", id="what-is-put-in-beside-stays-outside"),
        pytest.param("one two three", "one t w o three", "two", "t w o", id="what-is-put-in-within-belongs"),
        pytest.param("one xyz three", "one  three", "xyz", "", id="deleted"),
        pytest.param("one", "", "one", "", id="all-deleted"),
    ],
)
def test_a_passage_is_mapped_to_what_took_its_place(old: str, new: str, passage: str, words: str) -> None:
    assert replacement(old, new, passage) == words


@given(texts, st.data())
def test_in_an_unchanged_text_everything_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        assert Alignment.of(text, text).map(start, end) == (start, end)


@given(texts, texts, st.data())
def test_places_keep_their_order(old: str, new: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(old)), min_size=4, max_size=4)))
    both = Alignment.of(old, new)
    (a, b), (c, d) = both.map(*cuts[:2]), both.map(*cuts[2:])
    assert 0 <= a <= b <= len(new)
    assert 0 <= c <= d <= len(new)
    if cuts[1] < cuts[2]:
        assert b <= d
