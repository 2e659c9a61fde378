"""What an edit did to a passage: kept, deleted or unclear, and never another passage in its place."""

from __future__ import annotations

import pytest

from annotated_reader.texts.seed import Span
from annotated_reader.texts.version_diff import Fate, VersionDiff
from bench.near_twins import edited_lists

TEXT = """\
The keeper

The lamp is lit at dusk. It burns until dawn, and nobody has ever seen it fail.

Three ships were lost that winter: the Ann, the Bell and the Corrin.
"""


def mapped(old: str, new: str, words: str) -> str | Fate:
    """Return the words at which a passage stands in the new text, or what else became of it."""
    start = old.index(words)
    found = VersionDiff(old, new).map(Span(start, start + len(words)))
    return new[found.span.start : found.span.end] if found.span else found.fate


@pytest.mark.parametrize(
    ("was", "now", "words", "becomes"),
    [
        ("winter", "winter", "lamp is lit", "lamp is lit"),
        ("The keeper\n", "A new title\n\nAnd a new paragraph.\n", "lamp is lit", "lamp is lit"),
        ("at dusk", "at dawn", "The lamp is lit", "The lamp is lit"),
        ("at dusk", "at dawn", "lit at dusk", "lit at dawn"),
        ("burns until dawn", "burned until dawn", "It burns until dawn", "It burned until dawn"),
        ("dusk. It", "dusk.\n\nIt", "The lamp is lit at dusk. It burns", "The lamp is lit at dusk.\n\nIt burns"),
        ("It burns", "It  burns", "burns until dawn", "burns until dawn"),
        ("that winter: ", "that winter — ", "Three ships were lost", "Three ships were lost"),
    ],
    ids=[
        "untouched",
        "moved down",
        "beside",
        "inside",
        "another tense",
        "a new paragraph",
        "white space",
        "typography",
    ],
)
def test_a_passage_that_was_kept_is_found(was: str, now: str, words: str, becomes: str) -> None:
    assert mapped(TEXT, TEXT.replace(was, now), words) == becomes


@pytest.mark.parametrize(
    ("gone", "words", "fate"),
    [
        ("The lamp is lit at dusk. ", "lamp is lit", Fate.DELETED),
        ("Three ships were lost that winter: the Ann, the Bell and the Corrin.\n", "the Bell", Fate.DELETED),
        (", the Bell and the Corrin", "the Bell and the Corrin", Fate.UNCLEAR),
        ("The lamp is lit at dusk. ", "lit at dusk. It burns", Fate.UNCLEAR),
        ("is lit at dusk. It burns", "is lit at dusk. It burns", Fate.UNCLEAR),
    ],
    ids=["a sentence", "a paragraph", "a part of a sentence", "a part of the passage", "two halves"],
)
def test_a_passage_that_was_deleted_is_found_nowhere(gone: str, words: str, fate: Fate) -> None:
    assert mapped(TEXT, TEXT.replace(gone, ""), words) == fate


def test_one_of_two_equal_sentences_that_are_now_one_is_not_guessed() -> None:
    twice = "It rained.\nNobody came.\nNobody came.\nIt rained again.\n"
    assert mapped(twice, twice.replace("Nobody came.\n", "", 1), "Nobody came.") == Fate.UNCLEAR


def test_equal_sentences_are_told_apart_by_their_neighbours() -> None:
    twice = "May was wet.\nNobody came.\nJune was dry.\nNobody came.\nJuly was hot.\n"
    new = twice.replace("May was wet.\nNobody came.\n", "")
    start = twice.rindex("Nobody came.")
    found = VersionDiff(twice, new).map(Span(start, start + 12))
    assert found.span == Span(new.index("Nobody came."), new.index("Nobody came.") + 12)


def test_no_item_of_a_list_of_near_twins_is_mapped_to_another() -> None:
    wrong, kept, could_be_kept = [], 0, 0
    for edited in edited_lists(300, seed=1):
        diff = VersionDiff(edited.old, edited.new)
        for item in edited.items:
            span = diff.map(Span(item.start, item.start + len(item.words))).span
            could_be_kept += item.successor is not None
            kept += span is not None
            if span is not None and (span.start, span.end) != item.successor:
                wrong.append((item.words, edited.new[span.start : span.end]))
    assert not wrong
    assert kept > 0.9 * could_be_kept


@pytest.mark.parametrize("new", ["", "\n", "Other words altogether.\n"])
def test_nothing_is_kept_of_a_text_that_is_gone(new: str) -> None:
    assert mapped(TEXT, new, "lamp is lit") == Fate.DELETED
