"""Quotations in a text: words between quotation marks, and where each part of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from annotated_reader.texts.folding import fold
from annotated_reader.texts.markdown_grammar import parse
from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import count_plain_words, has_whole_words

MIN_QUOTED_WORDS = 3
"""Fewer words in quotation marks are mostly terms, not quotations."""

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‚": "‘’", "「": "」", "『": "』"}
_MARKS = re.compile(r"['\"‘’‚‛“”„‟«»‹›「」『』]")
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]|…|\. ?\. ?\.|\.\.\.")
_AROUND = " \t\n.,;:!?–—-'\"‘’‚“”„«»‹›()"


class QuotedPart(NamedTuple):
    """Words of a quotation that stand together, with the offset of each of their characters in the text."""

    words: str
    offsets: tuple[int, ...]


class QuotedText(NamedTuple):
    """The words between quotation marks, and their parts between ellipses and square brackets."""

    words: str
    parts: tuple[QuotedPart, ...]


@lru_cache(maxsize=2**14)  # several rules and pages look at the same note
def quotations_in(text: str, is_markdown: bool = True) -> tuple[QuotedText, ...]:
    """Find the quotations of three words or more in a text, in its order.

    Quotations within a quotation are part of it.

    Args:
        text: what was written.
        is_markdown: whether markup in it is to be read as such.
    """
    if not _MARKS.search(text) and "&" not in text:
        return ()
    blocks = parse(text).words() if is_markdown else [(text, tuple(range(len(text))))]
    return tuple(quoted for shown, offsets in blocks for quoted in _quoted(shown, offsets))


def _quoted(shown: str, offsets: tuple[int, ...]) -> Iterator[QuotedText]:
    position = 0
    while (opening := _MARKS.search(shown, position)) is not None:
        position = opening.end()
        end = _end_of_quotation(shown, opening.start())
        if end is None:
            continue
        words = shown[position:end]
        if count_plain_words(words) >= MIN_QUOTED_WORDS:
            parts = tuple(_parts(shown, offsets, Span(position, end)))
            yield QuotedText(" ".join(words.split()), parts)
            position = end + 1
        elif shown[opening.start()] not in "‘‚":
            position = end + 1


def _end_of_quotation(shown: str, start: int) -> int | None:
    """Return where the mark that closes a quotation stands, if the mark at a position opens one."""
    mark = shown[start]
    inside_word = start > 0 and shown[start - 1].isalnum() and mark not in "“„«「『"
    if mark not in _CLOSING or inside_word or not shown[start + 1 : start + 2].strip():
        return None
    depth = 1
    for position in range(start + 1, len(shown)):
        character = shown[position]
        if character in _CLOSING[mark]:
            if character == "’" and shown[position + 1 : position + 2].isalnum():
                continue  # an apostrophe
            depth -= 1
            if depth == 0:
                return position
        elif character == mark:
            depth += 1
    return None


def _parts(shown: str, offsets: tuple[int, ...], span: Span) -> Iterator[QuotedPart]:
    start = span.start
    for match in (*_LEFT_OUT.finditer(shown, span.start, span.end), None):
        end = match.start() if match else span.end
        left, right = start, end
        while left < right and shown[left] in _AROUND:
            left += 1
        while right > left and shown[right - 1] in _AROUND:
            right -= 1
        if left < right:
            yield QuotedPart(shown[left:right], offsets[left:right])
        start = match.end() if match else end


@lru_cache(maxsize=2**10)
def fold_quoted(text: str) -> str:
    """Fold a text for looking up quotations: as quotes are folded, case aside, and without any quotation marks."""
    return " ".join(fold(_MARKS.sub("", text), case=True).text.replace("'", "").split())


def quoted_spans(text: str, words: str) -> Iterator[Span]:
    """Find each place of a text at which words stand, compared as :func:`holds_words` does."""
    folded = fold(text, case=True)
    kept = [number for number, character in enumerate(folded.text) if character != "'"]
    kept = [n for at, n in enumerate(kept) if folded.text[n] != " " or (at and folded.text[kept[at - 1]] != " ")]
    plain, sought = "".join(folded.text[number] for number in kept), fold_quoted(words)
    start = plain.find(sought) if sought else -1
    while start >= 0:
        end = start + len(sought)
        if has_whole_words(plain, Span(start, end)):
            yield Span(folded.starts[kept[start]], folded.ends[kept[end - 1]])
        start = plain.find(sought, start + 1)


def holds_words(folded: str, words: str) -> bool:
    """Return whether a text, folded by :func:`fold_quoted`, has words as whole words."""
    sought = fold_quoted(words)
    start = folded.find(sought)
    while start >= 0:
        if has_whole_words(folded, Span(start, start + len(sought))):
            return True
        start = folded.find(sought, start + 1)
    return not sought
