"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from annotated_reader.texts.seed import Block, Span

_SENTENCE_END = re.compile(
    r"[.!?…。！？]"  # first of all a character of its own: the search then skips from one to the next
    r"(?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=\s)|(?<=[。！？])[。！？]*[”’」』]*)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:Adm|Art|Arts|Capt|cf|Col|Dr|e\.g|etc|Gen|i\.e|Lt|Mr|Mrs|Ms|No|para|paras|Prof|Rep|Sen|St|v|vs"
    r"|(?:\w\.)*\w)$"
)


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
    """Return the sentences of a block that a span touches, as a span of the seed without outer white space."""
    start, starts = block.span.start, sentence_starts(block.text)
    after = bisect_left(starts, span.end - start)
    first = starts[max(1, bisect_right(starts, span.start - start)) - 1]
    last = starts[after] if after < len(starts) else len(block.text)
    text = block.text[first:last]
    return Span(start + last - len(text.lstrip()), start + first + len(text.rstrip()))
