"""Overlapping spans become flat segments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts.overlaps import Segment, flatten
from annotated_reader.texts.seed import Span


def drawn(within: Span, spans: list[Span]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Flatten spans, and give where each segment stands and whose it is."""
    return [(segment.start, segment.end, tuple(segment.notes)) for segment in flatten(within, spans)]


BLOCK = Span(10, 20)


@pytest.mark.parametrize(
    ("spans", "segments"),
    [
        pytest.param([], [(10, 20, ())], id="none"),
        pytest.param([Span(12, 15)], [(10, 12, ()), (12, 15, (0,)), (15, 20, ())], id="one"),
        pytest.param([Span(10, 20)], [(10, 20, (0,))], id="the-whole-block"),
        pytest.param([Span(5, 25)], [(10, 20, (0,))], id="over-several-blocks"),
        pytest.param([Span(5, 12)], [(10, 12, (0,)), (12, 20, ())], id="from-the-block-before"),
        pytest.param([Span(18, 25)], [(10, 18, ()), (18, 20, (0,))], id="into-the-block-after"),
        pytest.param([Span(0, 10), Span(20, 25)], [(10, 20, ())], id="only-beside-it"),
        pytest.param(
            [Span(12, 15), Span(15, 18)], [(10, 12, ()), (12, 15, (0,)), (15, 18, (1,)), (18, 20, ())], id="adjacent"
        ),
        pytest.param(
            [Span(11, 15), Span(13, 18)],
            [(10, 11, ()), (11, 13, (0,)), (13, 15, (0, 1)), (15, 18, (1,)), (18, 20, ())],
            id="overlapping",
        ),
        pytest.param(
            [Span(11, 19), Span(13, 15)],
            [(10, 11, ()), (11, 13, (0,)), (13, 15, (1, 0)), (15, 19, (0,)), (19, 20, ())],
            id="nested",
        ),
        pytest.param([Span(12, 15), Span(12, 15)], [(10, 12, ()), (12, 15, (0, 1)), (15, 20, ())], id="the-same-twice"),
        pytest.param(
            [Span(10, 12), Span(5, 30)], [(10, 12, (0, 1)), (12, 20, (1,))], id="innermost-by-its-whole-length"
        ),
    ],
)
def test_a_block_is_cut_where_any_span_starts_or_ends(
    spans: list[Span], segments: list[tuple[int, int, tuple[int, ...]]]
) -> None:
    assert drawn(BLOCK, spans) == segments


def test_a_segment_says_whose_mark_starts_and_ends_with_it() -> None:
    segments = flatten(BLOCK, [Span(11, 15), Span(13, 15), Span(14, 25)])
    assert [tuple(segment.starts) for segment in segments] == [(), (0,), (1,), (2,), ()]
    assert [tuple(segment.ends) for segment in segments] == [(), (), (), (1, 0), (2,)]


def test_an_empty_block_has_no_segments() -> None:
    assert flatten(Span(3, 3), [Span(0, 9)]) == []


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 40))


@given(spans, st.lists(spans, max_size=12))
def test_segments_joined_give_the_block_back(within: Span, marks: list[Span]) -> None:
    segments = flatten(within, marks)
    assert (segments[0].start, segments[-1].end) == (within.start, within.end)
    assert all(one.end == other.start for one, other in pairwise(segments))
    assert all(segment.end > segment.start for segment in segments)


@given(spans, st.lists(spans, max_size=12))
def test_each_notes_segments_cover_its_span_exactly(within: Span, marks: list[Span]) -> None:
    segments = flatten(within, marks)
    for index, mark in enumerate(marks):
        covered = {
            offset for segment in segments if index in segment.notes for offset in range(segment.start, segment.end)
        }
        assert covered == set(range(mark.start, mark.end)) & set(range(within.start, within.end))


@given(spans, st.lists(spans, max_size=12))
def test_a_note_is_listed_once_a_segment_and_starts_and_ends_once(within: Span, marks: list[Span]) -> None:
    segments = flatten(within, marks)
    assert all(len(set(segment.notes)) == len(segment.notes) for segment in segments)
    for index, mark in enumerate(marks):
        here = mark.clip(within) if mark.touches(within) else None
        assert [s.start for s in segments if index in s.starts] == ([here.start] if here else [])
        assert [s.end for s in segments if index in s.ends] == ([here.end] if here else [])


@given(spans, st.lists(spans, max_size=12))
def test_neighbouring_segments_differ_and_inner_notes_come_first(within: Span, marks: list[Span]) -> None:
    segments = flatten(within, marks)
    for one, other in pairwise(segments):
        assert one.notes != other.notes or one.ends
    for segment in segments:
        lengths = [len(marks[index]) for index in segment.notes]
        assert lengths == sorted(lengths)


@given(st.lists(spans, max_size=8), st.lists(st.integers(0, 80), min_size=2, max_size=6, unique=True).map(sorted))
def test_a_text_cut_into_blocks_shows_the_same_marks(marks: list[Span], cuts: list[int]) -> None:
    def covering(segments: list[Segment]) -> dict[int, frozenset[int]]:
        return {offset: frozenset(s.notes) for s in segments for offset in range(s.start, s.end)}

    whole = covering(flatten(Span(cuts[0], cuts[-1]), marks))
    parts = [segment for start, end in pairwise(cuts) for segment in flatten(Span(start, end), marks)]
    assert covering(parts) == whole
