"""Quotations in notes: all kinds of marks, nested ones, ellipses and brackets, each with its place in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts.markdown_grammar import parse
from annotated_reader.texts.quotations import fold_quoted, holds_words, quotations_in, word_offsets


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He said “a lamp is lit”.", [["a lamp is lit"]]),
        ('He said "a lamp is lit," and "the ships came back".', [["a lamp is lit"], ["the ships came back"]]),
        ("Он сказал «лампа горит ночью».", [["лампа горит ночью"]]),
        ("Er sagte „die Lampe brennt hier“.", [["die Lampe brennt hier"]]),
        ("Er sagte »die Lampe brennt hier«.", [["die Lampe brennt hier"]]),
        ("“she called it ‘a lamp of hope’ then”", [["she called it ‘a lamp of hope’ then"]]),
        ("“one “lamp within” a lamp”", [["one “lamp within” a lamp"]]),
        ("He said ‘the ship’s lamp is lit’ then", [["the ship’s lamp is lit"]]),
        ("“a lamp … is [always] lit ... here”", [["a lamp", "is", "lit", "here"]]),
        ("“[T]he lamp was light[ed] and [a]lways seen”", [["lamp was", "and", "seen"]]),
        ("“the ship[’s] lamp is[sic] lit[1] here”", [["the", "lamp is", "lit", "here"]]),
        ("提督は「灯台の光は毎晩ともされる」と述べた", [["灯台の光は毎晩ともされる"]]),
        ("He wrote 'the ship's lamp is lit' then", [["the ship's lamp is lit"]]),
        (
            "Er sagte ›die Lampe brennt hier‹, elle ‹la lampe est ici›.",
            [["die Lampe brennt hier"], ["la lampe est ici"]],
        ),
        ("in the '90s they didn't light the sailors' lamp", []),
        ("“two words” and ‘a term’", []),
        ("the sailors’ lamp and the ships’ bells don’t ring", []),
        ("“never closed at all", []),
        ('a plank of 5" and a rope of 6" length', []),
        ("“a **lamp** is *lit*”", [["a lamp is lit"]]),
        ("“a [lamp](https://example.org/a) is &lt;lit&gt; \\*now\\*”", [["a lamp is <lit> *now*"]]),
        ("“a lamp\n  is lit”", [["a lamp is lit"]]),
    ],
)
def test_quotations_are_found_with_their_parts(text: str, parts: list[list[str]]) -> None:
    assert [[part.words for part in quoted.parts] for quoted in quotations_in(text)] == parts


@pytest.mark.parametrize(
    "text",
    [
        "A word, “a **lamp** is lit”.",
        "See [a page](https://example.org/lamp-is-lit), which has “the lamp is lit”.",
        "- one\n- “the lamp\n  is lit”",
        "> > “the lamp is lit”",
        "`code` &amp; “the lamp &amp; is lit” \\“",
        "[one][a] “the lamp is lit” [two](</b c>)\n\n[a]: https://example.org/a",
    ],
)
def test_each_word_has_its_place_in_what_was_written(text: str) -> None:
    (quoted,) = quotations_in(text)
    for part in quoted.parts:
        words, offsets = part.words.split(), word_offsets(text, part)
        for word, offset in zip(words, offsets, strict=True):
            assert text.startswith(word, offset) or text[offset] == "&"
        assert text.startswith("lamp", offsets[words.index("lamp")])


@given(st.text(alphabet="ab “”\"'‘’«»„…[]()*_`\\\n>-1.&;<", max_size=60))
def test_any_text_is_read_and_every_offset_lies_in_it(text: str) -> None:
    for shown, offset_of in parse(text).shown():
        offsets = [offset_of(position) for position in range(len(shown))]
        assert offsets == sorted(offsets)
        assert all(0 <= offset < max(len(text), 1) for offset in offsets)
    for quoted in quotations_in(text):
        assert quoted.parts


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("He said: “A lamp is lit”.", "a lamp is lit", True),
        ("the ‘lamp of hope’ is lit", "the “lamp of hope” is", True),
        ("the ship’s lamp — lit", "ship's lamp - lit", True),
        ("the lamps are lit", "the lamp", False),
        ("the 1,250 lamps are lit", "250 lamps are lit", False),
        ("the lamp is lit", "the lamp was lit", False),
        ("the lamp\n  is lit", "lamp is lit", True),
    ],
)
def test_words_are_compared_as_quotes_are_but_case_and_marks_aside(text: str, words: str, found: bool) -> None:
    assert holds_words(fold_quoted(text), words) is found
