"""Where words begin and end, in the scripts that set them apart."""

from __future__ import annotations

import re
import unicodedata

from annotated_reader.texts.seed import Span

# Chinese characters, kana, Thai, Lao, Tibetan, Burmese, Khmer and their relatives: no spaces between words.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Hints to whoever sets a text, which end no word: soft hyphen, zero-width space and joints, byte order mark."""


def is_word_boundary(text: str, position: int) -> bool:
    """Return whether a word may begin or end at a position: it lies between two characters of no one word.

    A figure is one word, with the marks in it: 1,250 or 3.5. In scripts without spaces between words, every position is
    a boundary.
    """
    before, after = position - 1, position
    while before >= 0 and text[before] in _INVISIBLE:
        before -= 1
    while after < len(text) and text[after] in _INVISIBLE:
        after += 1
    if before < 0 or after >= len(text):
        return True
    if _is_in_figure(text, before) or _is_in_figure(text, after):
        return False
    return not (_is_of_a_word(text[before]) and _is_of_a_word(text[after]))


def _is_in_figure(text: str, position: int) -> bool:
    """Return whether a point or a comma stands at a position, between two digits."""
    around = text[position - 1 : position + 2 : 2] if position else ""
    return text[position] in ".," and len(around) == 2 and around.isdecimal()


def has_whole_words(text: str, span: Span) -> bool:
    """Return whether a span begins and ends at word boundaries."""
    return is_word_boundary(text, span.start) and is_word_boundary(text, span.end)


def widen_to_words(text: str, span: Span, bounds: Span, most: int = 40) -> Span:
    """Return a span widened to whole words, each end by at most so many characters and not beyond the bounds."""
    start, end = span.start, span.end
    while start > bounds.start and span.start - start < most and not is_word_boundary(text, start):
        start -= 1
    while end < bounds.end and end - span.end < most and not is_word_boundary(text, end):
        end += 1
    return Span(start, end)


def count_plain_words(text: str) -> int:
    """Count the words of a plain text; in scripts without spaces between words, two characters count as one."""
    unspaced = len(_WITHOUT_SPACES.findall(text))
    spaced = sum(any(map(str.isalnum, word)) for word in _WITHOUT_SPACES.sub(" ", text).split())
    return spaced + (unspaced + 1) // 2


def _is_of_a_word(character: str) -> bool:
    if _WITHOUT_SPACES.match(character):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
