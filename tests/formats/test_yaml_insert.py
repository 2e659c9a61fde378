"""New keys and items are put into YAML beside what is there, which stays byte for byte."""

from __future__ import annotations

import pytest

from annotated_reader.formats import Addition, NewItem, NewKey, SpliceError, insert, parse_yaml

KEY = NewKey((0,), "added", "reviews", [{"by": "ann", "of": "1e234567"}])
ITEM = NewItem((0, "reviews"), {"by": "ann"})


def written(text: str, *additions: Addition) -> str:
    """Return a file's text with additions."""
    return insert(parse_yaml(text.encode(), "notes.yml"), additions)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "- id: one # an id\n  added: 2026 # a comment\n  # the end\n",
            '- id: one # an id\n  added: 2026 # a comment\n  reviews:\n    - {by: ann, of: "1e234567"}\n  # the end\n',
            id="comments",
        ),
        pytest.param(
            "- added: 2026\n  id: one",
            '- added: 2026\n  reviews:\n    - {by: ann, of: "1e234567"}\n  id: one',
            id="first-key",
        ),
        pytest.param("- added: 2026", '- added: 2026\n  reviews:\n    - {by: ann, of: "1e234567"}', id="no-line-end"),
        pytest.param(
            "- added: 2026\r\n  id: one\r\n",
            '- added: 2026\r\n  reviews:\r\n    - {by: ann, of: "1e234567"}\r\n  id: one\r\n',
            id="windows",
        ),
        pytest.param(
            "-   added: '2026'\n    id: one\n",
            "-   added: '2026'\n    reviews:\n      - {by: ann, of: \"1e234567\"}\n    id: one\n",
            id="indented",
        ),
        pytest.param(
            "- {added: 2026, id: one}\n",
            '- {added: 2026, reviews: [{by: ann, of: "1e234567"}], id: one}\n',
            id="braces",
        ),
        pytest.param(
            "- added: |\n    2026\n  id: one\n",
            '- added: |\n    2026\n  reviews:\n    - {by: ann, of: "1e234567"}\n  id: one\n',
            id="block",
        ),
    ],
)
def test_a_key_gets_a_line_of_its_own_after_another(before: str, after: str) -> None:
    assert written(before, KEY) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "- reviews:\n    - {by: bob} # by phone\n  id: one\n",
            "- reviews:\n    - {by: bob} # by phone\n    - {by: ann}\n  id: one\n",
        ),
        (
            "- reviews:\n  - by: bob\n    read: [a, b]\n  id: one\n",
            "- reviews:\n  - by: bob\n    read: [a, b]\n  - {by: ann}\n  id: one\n",
        ),
        (
            "- reviews:\n    - {by: bob,\n       read: [a,\n         b]}\n",
            "- reviews:\n    - {by: bob,\n       read: [a,\n         b]}\n    - {by: ann}\n",
        ),
        ("- reviews: [{by: bob}]\n", "- reviews: [{by: bob}, {by: ann}]\n"),
        ("- reviews: [{by: bob, read: [a, b]}] # done\n", "- reviews: [{by: bob, read: [a, b]}, {by: ann}] # done\n"),
        ("- reviews: [ ]\n", "- reviews: [{by: ann}]\n"),
        ("- {reviews: [], id: one}\n", "- {reviews: [{by: ann}], id: one}\n"),
    ],
)
def test_an_item_is_put_at_the_end_of_its_list(before: str, after: str) -> None:
    assert written(before, ITEM) == after


def test_several_additions_to_a_file_are_made_at_once() -> None:
    text = "- added: 2026\n- added: 2027\n  reviews: []\n"
    both = written(text, KEY, NewItem((1, "reviews"), {"by": "ann"}))
    assert both == '- added: 2026\n  reviews:\n    - {by: ann, of: "1e234567"}\n- added: 2027\n  reviews: [{by: ann}]\n'


def test_what_would_not_read_back_as_intended_is_refused() -> None:
    with pytest.raises(SpliceError):
        written("- reviews: [{by: bob, read: []}]\n", ITEM)
