"""Quotations in a text: words between quotation marks, and where each part of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from annotated_reader.texts.folding import fold, fold_words
from annotated_reader.texts.markdown_grammar import parse
from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import count_plain_words, has_whole_words

MIN_QUOTED_WORDS = 3
"""Fewer words in quotation marks are mostly terms, not quotations."""

_CLOSING = {
    '"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹",
    "「": "」", "『": "』",
}  # fmt: skip
_MARKS = re.compile(r"['\"‘’‚‛“”„‟«»‹›「」『』]")
_MAY_OPEN = re.compile(r"[“„«‹「『]\S|(?<![^\W_])['\"‘‚»›]\S|&")
"""Whether a text may have a quotation at all; entities, too, may stand for marks."""

_WORD = re.compile(r"\S+")
_LETTERS = r"\[(?!sic\])(?:[^\W\d_]|['’])*+\]"
_LEFT_OUT = re.compile(
    rf"(?<!\w)\w++{_LETTERS}\w*+|{_LETTERS}\w++"  # a word altered by its writer: “[T]he”, “begin[s]”
    r"|\[[^\[\]]*\]|…|\. ?\. ?\.|\.\.\."
)
_AROUND = " \t\n.,;:!?–—-'\"‘’‚“”„«»‹›()"


class QuotedPart(NamedTuple):
    """Words of a quotation that stand together, on one line, and where a reader sees them: in which block and span."""

    words: str
    block: int
    span: Span


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
    if not _MAY_OPEN.search(text):
        return ()
    blocks = parse(text).shown() if is_markdown else [(text, _same)]
    return tuple(quoted for block, (shown, _) in enumerate(blocks) for quoted in _quoted(shown, block))


def word_offsets(text: str, part: QuotedPart, is_markdown: bool = True) -> tuple[int, ...]:
    """Return the offset at which each word of a part is written; mostly nobody asks, so they are not kept.

    Args:
        text: what was written.
        part: of one of its quotations.
        is_markdown: whether markup in it was read as such.
    """
    shown, offset_of = list(parse(text).shown())[part.block] if is_markdown else (text, _same)
    return tuple(offset_of(word.start()) for word in _WORD.finditer(shown, part.span.start, part.span.end))


def _same(position: int) -> int:
    return position


def _quoted(shown: str, block: int) -> Iterator[QuotedText]:
    ends = _ends_of_quotations(shown)
    position = 0
    for start in sorted(ends):
        span = Span(start + 1, ends[start])
        if start < position:
            continue
        if count_plain_words(words := shown[span.start : span.end]) >= MIN_QUOTED_WORDS:
            yield QuotedText(" ".join(words.split()), tuple(_parts(shown, block, span)))
        elif shown[start] in "‘‚'":
            continue  # it may be an apostrophe, so what stands in it may be a quotation
        position = span.end + 1


def _ends_of_quotations(shown: str) -> dict[int, int]:
    """Match quotation marks: where one opens a quotation, and where the mark that closes it stands."""
    ends: dict[int, int] = {}
    for mark in _CLOSING.keys() & set(shown):
        opened: list[int] = []
        for found in _MARKS.finditer(shown):
            position, character = found.start(), found[0]
            if opened and _closes(shown, position, mark):
                ends[opened.pop()] = position
            elif character == mark and _may_open(shown, position):
                opened.append(position)
    return ends


def _closes(shown: str, position: int, mark: str) -> bool:
    is_apostrophe = shown[position] in "’'" and shown[position + 1 : position + 2].isalnum()
    return shown[position] in _CLOSING[mark] and not is_apostrophe


def _may_open(shown: str, position: int) -> bool:
    """Return whether a mark may open a quotation: words follow it, and it stands in no word unless it can only open."""
    inside_word = position > 0 and shown[position - 1].isalnum() and shown[position] not in "“„«‹「『"
    following = shown[position + 1 : position + 2]
    shortens_year = shown[position] == "'" and following.isdigit()
    return not inside_word and not shortens_year and bool(following.strip())


def _parts(shown: str, block: int, span: Span) -> Iterator[QuotedPart]:
    start = span.start
    for match in (*_LEFT_OUT.finditer(shown, span.start, span.end), None):
        end = match.start() if match else span.end
        left, right = start, end
        while left < right and shown[left] in _AROUND:
            left += 1
        while right > left and shown[right - 1] in _AROUND:
            right -= 1
        if left < right:
            yield QuotedPart(" ".join(shown[left:right].split()), block, Span(left, right))
        start = match.end() if match else end


@lru_cache(maxsize=2**8)  # an article's text and the passages that its notes cite are looked through again and again
def fold_quoted(text: str) -> str:
    """Fold a text for looking up quotations: as quotes are folded, case aside, and without any quotation marks."""
    return " ".join(fold_words(_MARKS.sub("", text)).replace("'", "").split())


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
    return holds_folded(folded, fold_quoted(words))


def holds_folded(folded: str, sought: str) -> bool:
    """Return whether a text has words as whole words, both folded by :func:`fold_quoted`."""
    start = folded.find(sought)
    while start >= 0:
        if has_whole_words(folded, Span(start, start + len(sought))):
            return True
        start = folded.find(sought, start + 1)
    return not sought
