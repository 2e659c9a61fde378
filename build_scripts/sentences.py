"""Words of a text in their sentences, for readers who are elsewhere than on the text's own page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from build_scripts.corpus import Article, Note
from build_scripts.seed_text import Block, Span

MAX_CONTEXT = 260
MAX_MARKED = 700

_SENTENCE_END = re.compile(
    r"[.!?…。！？]"  # first of all a character of its own: the search then skips from one to the next
    r"(?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=\s)|(?<=[。！？])[。！？]*[”’」』]*)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:Adm|Art|Arts|Capt|cf|Col|Dr|e\.g|etc|Gen|i\.e|Lt|Mr|Mrs|Ms|No|para|paras|Prof|Rep|Sen|St|v|vs"
    r"|(?:\w\.)*\w)$"
)


class InSentence(NamedTuple):
    """The words a note is about, and the rest of their sentence on both sides, as the text has them.

    A line break stands where the words run over blocks.
    """

    before: str
    marked: str
    after: str


@lru_cache(maxsize=2**14)  # of one block, many passages are shown on many pages
def sentence_starts(text: str) -> tuple[int, ...]:
    """Find where sentences start in a block's text.

    Returns:
        Offsets in code points, the first 0. A full stop after an abbreviation, or before a small letter, ends none.
    """
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        following = text[match.end() :].lstrip()
        abbreviated = match[0] == "." and _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()])
        if following and not following[0].islower() and not abbreviated:
            starts.append(len(text) - len(following))
    return tuple(starts)


def sentence_of(block: Block, span: Span) -> Span:
    """Give the sentence or sentences of a block that a span touches, as a span of the seed, white space trimmed."""
    start, starts = block.span.start, sentence_starts(block.text)
    after = bisect_left(starts, span.end - start)
    first = starts[max(1, bisect_right(starts, span.start - start)) - 1]
    last = starts[after] if after < len(starts) else len(block.text)
    text = block.text[first:last]
    return Span(start + last - len(text.lstrip()), start + first + len(text.rstrip()))


def in_sentence(article: Article, note: Note) -> InSentence:
    """Cut a note's words out of its article; long ones are shortened.

    Of page furniture, and of a text that has been withdrawn, only the note's own words are given.
    """
    text, span = article.seed.text, note.span
    parts = [text[max(span.start, block.span.start) : min(span.end, block.span.end)] for block in note.blocks]
    marked = "\n".join([" ".join(part.split()) for part in parts])
    before, after = "", ""
    if article.data.display == "full" and not any(block.role.folded_away for block in note.blocks):
        first = sentence_of(note.blocks[0], span)
        last = sentence_of(note.blocks[-1], span) if len(parts) > 1 else first
        before = text[first.start : span.start]
        after = text[span.end : max(span.end, last.end)]
    return InSentence(_end_of(before), _start_of(marked, MAX_MARKED), _start_of(after, MAX_CONTEXT))


def _start_of(text: str, limit: int) -> str:
    """Shorten a text at its end, to a whole word."""
    return text if len(text) <= limit else text[:limit].rsplit(None, 1)[0] + " …"


def _end_of(text: str) -> str:
    """Shorten a text at its start, to a whole word."""
    return text if len(text) <= MAX_CONTEXT else "… " + text[-MAX_CONTEXT:].split(None, 1)[-1]
