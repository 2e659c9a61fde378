"""A review is of what a note means: what changes that voids the review, and nothing else does."""

from __future__ import annotations

import pytest

from annotated_reader.formats import (
    NoteFile,
    fresh_reviews,
    meaning_hash,
    parse_yaml,
    read_notes,
    void_reviews,
)

NOTE = """\
- id: one
  kind: fact-check
  title: A title
  quote: a strike could be
  note: |
    The first paragraph, on
    two lines.

    The second.
  references:
    - charter
    - interview: question 4
  claim: {id: strike-is-doctrine, stance: reports}
  contributors: [octocat]
  added: 2026-11-22
"""


def note(text: str = NOTE) -> NoteFile:
    """Read a note as its file has it."""
    (found,) = read_notes(parse_yaml(text.encode(), "notes.yml"))
    return found.value


def reviewed(*reviews: str) -> NoteFile:
    """Return the note with reviews, each written as ``by hash``; ``now`` stands for the note's hash."""
    entries = [
        {"by": by, "date": "2026-12-01", "of": meaning_hash(note()) if of == "now" else of}
        for by, of in map(str.split, reviews)
    ]
    return NoteFile.model_validate({**note().model_dump(), "reviews": entries})


def test_the_hash_is_eight_digits_that_stay_the_same_from_version_to_version() -> None:
    assert meaning_hash(note()) == "c621d1ee"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("quote: a strike could be", "quote: {exact: a strike could be}", id="long-form"),
        pytest.param("quote: a strike could be", "quote: 'a strike could be'", id="quotes"),
        pytest.param(
            "    The first paragraph, on\n    two lines.", "    The first\n    paragraph, on two lines.", id="lines"
        ),
        pytest.param("lines.\n\n", "lines.\n\n\n\n", id="blank-lines"),
        pytest.param(
            "    - charter\n    - interview: question 4\n", "    - interview: question 4\n    - charter\n", id="order"
        ),
        pytest.param("    - charter\n", '    - "charter"\n', id="quoted-id"),
        pytest.param("    - charter\n", "    - {id: charter}\n", id="long-citation"),
        pytest.param(
            "{id: strike-is-doctrine, stance: reports}", "{stance: reports, id: strike-is-doctrine}", id="keys"
        ),
        pytest.param("title: A title", "title: Another title", id="title"),
        pytest.param("added: 2026-11-22", "added: 2026-11-22\n  changed: 2026-11-23", id="date"),
        pytest.param("  contributors: [octocat]\n", "  contributors: [octocat, ann]\n  key: true\n", id="other-keys"),
    ],
)
def test_layout_order_and_other_keys_do_not_void_a_review(old: str, new: str) -> None:
    assert NOTE.count(old) == 1
    assert meaning_hash(note(NOTE.replace(old, new))) == meaning_hash(note())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: fact-check", "kind: context"),
        ("a strike could be", "a strike could"),
        ("quote: a strike could be", "quote: {exact: a strike could be, prefix: that}"),
        ("The second.", "The Second."),
        ("lines.\n\n    The", "lines.\n    The"),
        ("question 4", "question 5"),
        ("    - charter\n", ""),
        ("id: strike-is-doctrine", "id: strike-is-policy"),
        ("stance: reports", "stance: asserts"),
        ("  claim: {id: strike-is-doctrine, stance: reports}\n", ""),
    ],
)
def test_a_change_of_meaning_voids_a_review(old: str, new: str) -> None:
    assert NOTE.count(old) == 1
    assert meaning_hash(note(NOTE.replace(old, new))) != meaning_hash(note())


def test_reviews_of_the_note_as_it_is_are_fresh_and_others_void() -> None:
    found = reviewed("ann now", "bob 00000000")
    assert [review.by for review in fresh_reviews(found)] == ["ann"]
    assert [review.by for review in void_reviews(found)] == ["bob"]


def test_who_has_reviewed_the_note_again_has_no_void_review() -> None:
    found = reviewed("ann 00000000", "Ann now")
    assert [review.by for review in fresh_reviews(found)] == ["Ann"]
    assert void_reviews(found) == ()


def test_a_hash_without_letters_is_read_as_text() -> None:
    found = note(NOTE + "  reviews: [{by: ann, date: 2026-12-01, read: [charter], of: 12345678}]\n")
    assert found.reviews[0].of == "12345678"
