"""An article's version of an utterance, word by word against the words as best known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from rapidfuzz import fuzz

from annotated_reader.texts import sentence_starts

WordChange = Literal["same", "added", "left-out"]

_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,})[”\"»]")
_GAP = re.compile(r"\[…\]|\[\.\.\.\]|…")
_LEAST_SHARED = 0.5
_LONGEST_OMISSION = 14
_SHORT_START = 3


@dataclass(frozen=True)
class DiffRun:
    """Words that are in both texts, only in the article, or only in the original."""

    change: WordChange
    text: str


def quoted_words(marked: str) -> str:
    """Return the words in quotation marks, joined by ellipses; all words if there are no quotation marks."""
    parts = [part.strip() for part in _QUOTED.findall(marked)]
    return " … ".join(parts) if parts else marked


def compare_words(original: str, version: str) -> tuple[DiffRun, ...]:
    """Compare a version with the stretch of the original that is nearest to it.

    Args:
        original: the words as best known.
        version: the article's.

    Returns:
        Runs of words in order; nothing where the version is so free that a comparison word by word says little. What
        the original has before and after that stretch is not counted as left out.
    """
    words = _words(version)
    source = _words(_nearest(original, version))
    if not words or not source:
        return ()
    matcher = SequenceMatcher(None, [_fold(word) for word in source], [_fold(word) for word in words], autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    if shared < 2 or shared < _LEAST_SHARED * len(words):
        return ()
    return tuple(_runs(source, words, matcher))


def mark_new_words(original: str, version: str) -> tuple[DiffRun, ...]:
    """Tell the words of a free version that the original does not have from those that it has.

    Returns:
        The version's words in runs; nothing where fewer than two are also in the original, as in another language.
    """
    known = {_fold(word) for word in _words(original)}
    words = version.split()
    if len(known.intersection(_fold(word) for word in _words(version))) < 2:
        return ()
    runs = groupby(words, key=lambda word: not _fold(word) or _fold(word) in known)
    return tuple(DiffRun("same" if is_known else "added", " ".join(run)) for is_known, run in runs)


def _words(text: str) -> list[str]:
    return [word.strip("[]") for word in _WORD.findall(_GAP.sub(" ", text)) if _fold(word)]


def _fold(word: str) -> str:
    """Reduce a word to its letters and digits, so that marks and capitals make no difference."""
    return "".join(character for character in word.casefold() if character.isalnum())


def _nearest(original: str, version: str) -> str:
    """Return the segment of the original most similar to the version, widened to whole words and a little more."""
    found = fuzz.partial_ratio_alignment(version.casefold(), original.casefold())
    if found is None or len(version) >= len(original):
        return original
    slack = max(12, len(version) // 6)
    start = original.rfind(" ", 0, max(0, found.dest_start - slack)) + 1
    end = original.find(" ", min(len(original), found.dest_end + slack))
    sentence = max((s for s in sentence_starts(original) if s <= found.dest_start), default=0)
    start = sentence if found.dest_start - sentence <= 2 * slack else start
    return original[start:] if end < 0 else original[start:end]


def _runs(source: Sequence[str], version: Sequence[str], matcher: SequenceMatcher[str]) -> Iterator[DiffRun]:
    steps = matcher.get_opcodes()
    for index, (tag, source_start, source_end, start, end) in enumerate(steps):
        gone, new = source[source_start:source_end], version[start:end]
        if tag == "equal":
            yield DiffRun("same", " ".join(new))
            continue
        if index == 0:
            gone = gone[-len(new) :] if new else _opening(gone, version)
        elif index == len(steps) - 1:
            gone = gone[: len(new)]
        if gone:
            yield DiffRun("left-out", _shortened(gone))
        if new:
            yield DiffRun("added", " ".join(new))


def _opening(gone: Sequence[str], version: Sequence[str]) -> Sequence[str]:
    """Return the few opening words that a version omits if both begin a sentence; else nothing."""
    begins = gone[0][:1].isupper() and version[0].lstrip("“\"‘'«")[:1].isupper()
    return gone if begins and len(gone) <= _SHORT_START and gone[-1][-1:] not in ".!?" else ()


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= _LONGEST_OMISSION:
        return " ".join(words)
    return " ".join([*words[:6], "[…]", *words[-4:]])
