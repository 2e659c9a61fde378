"""Texts folded for comparison: compatibility forms, quotation marks, dashes, ellipses, white space, then case.

Every fold keeps the way back, so that what is found in the folded text is a span of the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from annotated_reader.texts.seed import Span

_SINGLES = {
    **dict.fromkeys('‘’‚‛“”„‟«»‹›′″‵‶ʼ`´\u1ffd＂＇〝〞"', "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
}
# not text, but hints for typesetting and storage: control characters, which a quote in YAML can't hold, soft hyphen,
# zero-width spaces and joints, marks of direction
_INVISIBLE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DROPPED = re.compile(f"[{_INVISIBLE}]+")
_MARKS = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
# words of plain letters, which fold to themselves or to small ones, are taken together: most of most texts
_PLAIN = r"[!#-_a-~]"
ACCENT = rf"[{_INVISIBLE}]*[{_MARKS}]"
"""A pattern: a mark that belongs to the letter before it, however far invisible signs part them."""
_CLUSTER = re.compile(
    rf"(?P<plain>(?:{_PLAIN}+ (?={_PLAIN}))*{_PLAIN}+(?!{ACCENT}))|(?P<space>[\s{_INVISIBLE}]+)"
    rf"|[^{_MARKS}]?(?:{ACCENT})+|.",
    re.DOTALL,
)


class Fold(StrEnum):
    """How far a quote had to be folded to be found."""

    EXACT = "exact"
    TYPOGRAPHY = "typography"
    CASE = "case"


@dataclass(frozen=True)
class FoldedText:
    """A folded text with the way back: folded code point ``i`` came from ``starts[i]`` to ``ends[i]`` of the original.

    ``starts`` has one entry more than the text, the original's end. Positions inside what was one cluster
    (a letter with its accents, a run of white space) share one start, and no match may begin or end there.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def at_boundary(self, position: int) -> bool:
        """Whether a match may begin or end here: not inside a cluster."""
        return position == 0 or self.starts[position] != self.starts[position - 1]

    def back(self, start: int, end: int) -> Span:
        """Turn a match in the folded text into a span of the original."""
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, offset: int) -> int:
        """Turn an offset of the original into a position in the folded text."""
        return bisect_left(self.starts, offset)


def fold(text: str, case: bool = False) -> FoldedText:
    """Fold a text: NFKD by cluster, typography made plain, white space single, soft hyphens and the like dropped.

    Args:
        text: any text.
        case: whether letters are case-folded too.

    Source: Unicode Standard Annex #15 (normalization forms), Unicode section 5.18 (case folding).
    """
    folded: list[str] = []
    starts, ends = array("I"), array("I")  # a tenth of the memory that tuples would take
    for match in _CLUSTER.finditer(text):
        folded.append(piece := _fold_match(match, case))
        if match["plain"]:
            starts.extend(range(match.start(), match.end()))
            ends.extend(range(match.start() + 1, match.end() + 1))
        else:
            starts.extend([match.start()] * len(piece))
            ends.extend([match.end()] * len(piece))
    starts.append(len(text))
    return FoldedText("".join(folded), starts, ends)


def fold_words(text: str) -> str:
    """Fold a text as :func:`fold` does, case too, without the way back."""
    return _CLUSTER.sub(_fold_match, text)


def _fold_match(match: re.Match[str], case: bool = True) -> str:
    cluster = match.group()
    if match["plain"]:
        return cluster.lower() if case else cluster
    if match["space"]:
        return " " if _DROPPED.sub("", cluster) else ""
    return _fold_cluster(cluster, case)


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str, case: bool) -> str:
    if cluster in _SINGLES:
        return _SINGLES[cluster]
    # a spacing accent is a space with an accent
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", cluster)).lstrip(" ")
    plain = "".join(_SINGLES.get(char, char) for char in plain)
    return unicodedata.normalize("NFKD", plain.casefold()) if case else plain


def fold_plain(text: str) -> str:
    """Fold a short text for comparison, without the way back and the space around it."""
    return fold_words(text).strip()


def on_one_line(text: str) -> str:
    """Return a text on one line, without invisible characters."""
    return " ".join(_DROPPED.sub("", text).split())
