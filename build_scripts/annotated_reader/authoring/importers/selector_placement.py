"""From a foreign selector to a span of our text: quote first, then position; nothing is guessed.

Source: W3C Web Annotation Data Model, sections 4.2.4 (Text Quote Selector) and 4.2.5 (Text Position Selector).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from annotated_reader.corpus import Article
from annotated_reader.formats import MAX_QUOTE_CHARACTERS
from annotated_reader.texts import Anchored, Fold, Span, TextIndex, fold_plain


@dataclass(frozen=True)
class Selection:
    """What a foreign annotation says of its place; ``span`` counts code points of our text, if that was annotated."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class PlacedQuote:
    """A place found: the words as our text has them, with the context that they need to be found again."""

    article: Article
    span: Span
    quote: dict[str, str]

    @property
    def written(self) -> dict[str, str] | str:
        """The quote as it is written in a note: the words alone, where they need no context."""
        return self.quote if len(self.quote) > 1 else self.quote["exact"]


class NoPlaceError(Exception):
    """A selection that has no place in a text; the message says why."""


@dataclass(frozen=True)
class Placer:
    """Finds places in one article; made once for many annotations."""

    article: Article

    @cached_property
    def index(self) -> TextIndex:
        """The article's text, prepared for quotes."""
        return TextIndex.of(self.article.seed)

    def place(self, selection: Selection) -> PlacedQuote:
        """Find a selection's place.

        Raises:
            NoPlaceError: when it has none, or several.
        """
        span = self._trimmed(self._find(selection))
        if self.article.seed.is_comment(span):
            raise NoPlaceError("it stands on a reader's comment")
        told = self.index.told_apart(span)
        words = self.article.seed.text[span.start : span.end]
        quote = {"exact": words, "prefix": told.prefix, "suffix": told.suffix}
        quote = {key: value for key, value in quote.items() if value}
        found = (
            self.index.resolve(words, told.prefix or None, told.suffix or None)
            if len(words) <= MAX_QUOTE_CHARACTERS
            else None
        )
        if not isinstance(found, Anchored) or found.span != span:
            raise NoPlaceError("its words can't be told from others like them")
        return PlacedQuote(self.article, span, quote)

    def _find(self, selection: Selection) -> Span:
        exact = selection.exact.strip()
        if not exact:
            if selection.span is None:
                raise NoPlaceError("it has no selector that we can read")
            return selection.span
        spans = self.index.occurrences(exact) or self._without_spaces(exact)
        if selection.span in spans:
            return selection.span
        if not spans:
            raise NoPlaceError(f"its words do not stand in the text: “{exact[:80]}”")
        return spans[0] if len(spans) == 1 else self._by_context(spans, selection)

    def _without_spaces(self, exact: str) -> list[Span]:
        """Look for words without regard to spaces: a browser joins two paragraphs without any."""
        folded = self.index.folded(Fold.CASE)
        kept = [i for i, char in enumerate(folded.text) if not char.isspace()]
        text = "".join(folded.text[i] for i in kept)
        needle = _squeezed(exact)
        spans: list[Span] = []
        start = text.find(needle) if len(needle) > 5 else -1
        while start != -1:
            spans.append(folded.back(kept[start], kept[start + len(needle) - 1] + 1))
            start = text.find(needle, start + 1)
        return [span for span in spans if self.index.bounds.start <= span.start and span.end <= self.index.bounds.end]

    def _by_context(self, spans: list[Span], selection: Selection) -> Span:
        """Choose the place whose surroundings are most like prefix and suffix, if one is more so than the others.

        Of two that are alike, one in the text goes before one in repeated page furniture.
        """
        text = self.article.seed.text
        before, after = _squeezed(selection.prefix), _squeezed(selection.suffix)
        room = 2 * (len(selection.prefix) + len(selection.suffix)) + 64

        def likeness(span: Span) -> tuple[int, bool]:
            left = _squeezed(text[max(0, span.start - room) : span.start])
            right = _squeezed(text[span.end : span.end + room])
            in_text = not any(block.role.folded_away for block in self.article.seed.blocks_touching(span))
            return _common(before[::-1], left[::-1]) + _common(after, right), in_text

        ranked = sorted(spans, key=likeness, reverse=True)
        if likeness(ranked[0]) == likeness(ranked[1]):
            raise NoPlaceError(
                f"its words stand {len(spans)} times, and nothing tells which is meant: “{selection.exact[:80]}”"
            )
        return ranked[0]

    def _trimmed(self, span: Span) -> Span:
        """Leave spaces at both ends out."""
        bounds = self.index.bounds
        words = self.article.seed.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end or start < bounds.start or end > bounds.end:
            raise NoPlaceError("its position lies outside the text")
        return Span(start, end)


def _squeezed(text: str) -> str:
    return "".join(fold_plain(text).split())


def _common(left: str, right: str) -> int:
    """Count the characters that two texts have in common from their start."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
