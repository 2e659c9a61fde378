"""Two texts side by side: what stands where in the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts import alignment
from annotated_reader.texts.alignment import Alignment
from tests.texts.odd_texts import texts


def carried(old: str, new: str, passage: str) -> str:
    """Carry a passage of the old text over, and give the words that took its place."""
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
def test_a_passage_is_carried_to_what_took_its_place(old: str, new: str, passage: str, words: str) -> None:
    assert carried(old, new, passage) == words


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


SENTENCES = [f"The {number}th sentence of this text says no more than that it is one. " for number in range(40)]


def test_long_texts_are_cut_after_sentences_that_both_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST_CELLS", 200 * 200)
    old, new = "".join(SENTENCES), "A new beginning. " + "".join(SENTENCES[:5] + SENTENCES[20:]).replace("30th", "3oth")
    assert carried(old, new, SENTENCES[25]) == SENTENCES[25]
    assert carried(old, new, SENTENCES[30]) == SENTENCES[30].replace("30th", "3oth")
    assert carried(old, new, SENTENCES[10]) == ""


def test_what_is_too_long_to_align_is_carried_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST_CELLS", 100)
    assert carried("no sentence at all " * 10, "none in this one either " * 10, "sentence") == ""


def test_sentences_that_changed_places_do_not_cross(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST_CELLS", 200 * 200)
    moved = [*SENTENCES[10:], *SENTENCES[:10]]
    assert carried("".join(SENTENCES), "".join(moved), SENTENCES[20]) == SENTENCES[20]
    assert carried("".join(SENTENCES), "".join(moved), SENTENCES[5]) == ""
