"""The short way for plain notes gives what the Markdown parser gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.corpus.load import load_corpus
from annotated_reader.texts.markdown import link_is_allowed, parse_note, render_note
from annotated_reader.texts.plain_markdown import render_plain
from tests.conftest import ROOT

PIECES = (
    *"*_`[]()!<>&#:.-+= \n\"'1a9é“”\\|~^{}/@", "\n\n", "\n\n\n", "**", "***", "word", " a ", "*b c*", "**b**", "](",
    "![", "[a](https://a.example.org/x)", "[a b](/x/)", "[a](#b)", "[a](b)", "[a](javascript:x)", "[a]: b",
    "[a](mailto:a@b.example)", "https://", "www.a.example", "1. ", "2) ", "- ", "> ", "# ", "---", "===", "…", "🎯",
    "\u00a0", "\u3000", "\u2028", "\x85", "\u200b", "\\*", "\\[", "\\.", "&amp;", "&lt;", "&nbsp;", "&#60;", "<b>",
    "    ", "\t", "  \n",
)  # fmt: skip
"""What means something in Markdown, and what only looks like it."""


def plain(text: str) -> str | None:
    """Render a text the short way; links stay as they are."""
    return render_plain(text, lambda target: target if link_is_allowed(target) else None)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_whatever_is_written_the_parser_would_render_the_same(text: str) -> None:
    assert render_note(text, "../../") == parse_note(text, "../../")


@pytest.mark.parametrize(
    "text",
    [
        "Words.",
        "One paragraph\nof two lines.\n\nAnother “one”.",
        "A *stressed* word, a **strong** one (*at once*).",
        "See [the record](https://library.example.org/record/1_2) or [a note](#its-id).",
        "Five \\* six \\[sic\\] &amp; more.",
    ],
)
def test_a_plain_note_goes_the_short_way(text: str) -> None:
    assert plain(text) == parse_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "- a list",
        "1. a list",
        "> a quotation",
        "a `code`",
        "a <b>",
        "a  \nbreak",
        "[a][b]",
        "*a **b***",
        "2 * 3",
        "_a_",
    ],
)
def test_whatever_else_is_left_to_the_parser(text: str) -> None:
    assert plain(text) is None


def test_most_of_this_projects_notes_go_the_short_way_and_read_the_same() -> None:
    texts = [note.data.note for note in load_corpus(ROOT).notes]
    short = {text: html for text in texts if (html := plain(text)) is not None}
    assert len(short) > 0.9 * len(texts)
    assert {text: parse_note(text) for text in short} == {text: render_note(text) for text in short}
