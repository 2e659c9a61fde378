"""From a foreign selector to a span of our text: quote first, then position; nothing is guessed.

Source: W3C Web Annotation Data Model, sections 4.2.4 (Text Quote Selector) and 4.2.5 (Text Position Selector).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from annotated_reader.corpus import Article
from annotated_reader.formats import MAX_QUOTE_CHARACTERS
from annotated_reader.texts import (
    Anchored,
    CaseDiffers,
    Fold,
    InsideWords,
    Span,
    TextIndex,
    fold_plain,
    has_whole_words,
    widen_to_words,
)

_TELLING_WORDS = 4
_CHARACTERS_FOR_A_WORD = 2
"""In scripts without spaces between words, so many characters count as a word."""
_TELLING_CONTEXT = 12
_SHORTEST_JOINED = 6


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


class WordsNotFoundError(NoPlaceError):
    """The words of a selection are not in a text."""


@dataclass(frozen=True)
class Placer:
    """Finds places in one article; made once for many annotations."""

    article: Article

    @cached_property
    def index(self) -> TextIndex:
        """The article's text, prepared for quotes."""
        return TextIndex.of(self.article.seed)

    def place(self, selection: Selection) -> PlacedQuote:
        """Find the place of words that a person chose in this article.

        Raises:
            NoPlaceError: when they have none, or several, or begin or end inside a word.
        """
        if not selection.exact.strip():
            return self._placed(_position(selection))
        spans = self.index.occurrences(selection.exact.strip())
        if not spans:
            raise self._not_found(selection.exact.strip())
        return self._placed(self._chosen(spans, selection))

    def place_foreign(self, selection: Selection, source_known: bool) -> PlacedQuote:
        """Find an annotation's place, widened to whole words, where there is evidence that it is about this article.

        Evidence is its source address, a prefix or suffix that agrees, or four words or more that it quotes.

        Args:
            selection: what the annotation says of its place.
            source_known: whether its source address is one of this article's.

        Raises:
            NoPlaceError: when it has no place, or several, or there is no evidence.
        """
        if not selection.exact.strip():
            if not source_known:
                raise NoPlaceError("it only counts positions, and its source is not the address of this article")
            return self._placed(_position(selection))
        span = self._foreign_span(selection, source_known)
        if not (source_known or self._context_agrees(span, selection) or self._count_words(span) >= _TELLING_WORDS):
            few = f"its words are fewer than {_TELLING_WORDS}"
            if widen_to_words(self.article.seed.text, span, self.index.bounds) != span:
                few = "its words stand there only inside longer words"
            raise NoPlaceError(
                f"its source is not the address of this article, no prefix or suffix agrees, and {few}: "
                f"“{selection.exact.strip()[:80]}”"
            )
        return self._placed(span)

    def _placed(self, found: Span) -> PlacedQuote:
        """Return a place widened to whole words, if a note may be there and finds it again by its quote."""
        span = widen_to_words(self.article.seed.text, self._trimmed(found), self.index.bounds)
        if self.article.seed.is_comment(span):
            raise NoPlaceError("it stands on a reader's comment")
        told = self.index.told_apart(span)
        words = self._words(span)
        quote = {"exact": words, "prefix": told.prefix, "suffix": told.suffix}
        quote = {key: value for key, value in quote.items() if value}
        again = (
            self.index.resolve(words, told.prefix or None, told.suffix or None)
            if len(words) <= MAX_QUOTE_CHARACTERS
            else None
        )
        if not isinstance(again, Anchored) or again.span != span:
            raise NoPlaceError("its words can't be told from others like them")
        return PlacedQuote(self.article, span, quote)

    def _words(self, span: Span) -> str:
        return self.article.seed.text[span.start : span.end]

    def _not_found(self, exact: str) -> WordsNotFoundError:
        found = self.index.resolve(exact)
        if isinstance(found, InsideWords):
            reason = f"its words begin or end inside a word: “{exact[:80]}”, of “{self._words(found.whole)[:160]}”"
        elif isinstance(found, CaseDiffers):
            reason = (
                f"its words have other capitals in the text: “{exact[:80]}” is “{self._words(found.span)[:80]}” there"
            )
        else:
            reason = f"its words do not stand in the text: “{exact[:80]}”"
        return WordsNotFoundError(reason)

    def _foreign_span(self, selection: Selection, source_known: bool) -> Span:
        """Find where an annotation's words are; a part of a single word only counts where its context agrees."""
        text, exact = self.article.seed.text, selection.exact.strip()
        spans = self.index.occurrences(exact)
        if not spans:
            loose = list(self._without_spaces(exact))
            spans = [span for span in loose if has_whole_words(text, span)] or loose
        spans = [span for span in spans if self._context_agrees(span, selection)] or [
            span for span in spans if not self._is_part_of_a_word(span)
        ]
        if not spans:
            raise self._not_found(exact)
        return self._chosen(spans, selection if source_known else replace(selection, span=None))

    def _chosen(self, spans: list[Span], selection: Selection) -> Span:
        if selection.span in spans:
            return selection.span
        return spans[0] if len(spans) == 1 else self._by_context(spans, selection)

    def _is_part_of_a_word(self, span: Span) -> bool:
        text = self.article.seed.text
        whole = widen_to_words(text, span, self.index.bounds)
        return whole != span and not any(_is_boundary(text, at) for at in range(span.start + 1, span.end))

    def _count_words(self, span: Span) -> int:
        """Count the whole words of a span; in scripts without spaces, two characters count as one."""
        text, start, end = self.article.seed.text, span.start, span.end
        while start < end and not _is_boundary(text, start):
            start += 1
        while start < end and not _is_boundary(text, end):
            end -= 1
        spaced = unspaced = 0
        for piece in text[start:end].split():
            letters = list(filter(str.isalnum, piece))
            without_spaces = sum(_is_boundary(letter * 2, 1) for letter in letters)
            spaced += without_spaces < len(letters)
            unspaced += without_spaces
        return spaced + unspaced // _CHARACTERS_FOR_A_WORD

    @cached_property
    def _squeezed_text(self) -> tuple[str, list[int]]:
        """The folded text without spaces, and the position of each of its characters in the folded text."""
        folded = self.index.folded(Fold.TYPOGRAPHY).text
        kept = [at for at, char in enumerate(folded) if not char.isspace()]
        return "".join(folded[at] for at in kept), kept

    def _without_spaces(self, exact: str) -> Iterator[Span]:
        """Find words without regard to line breaks, which a browser leaves out, and to the rest of a word cut short."""
        words = TextIndex(exact).folded(Fold.TYPOGRAPHY).text.split()
        needle = "".join(words)
        breaks = {sum(map(len, words[:count])) for count in range(1, len(words))}
        folded = self.index.folded(Fold.TYPOGRAPHY)
        text, kept = self._squeezed_text
        at = text.find(needle) if len(needle) >= _SHORTEST_JOINED else -1
        while at != -1:
            first, last = kept[at], kept[at + len(needle) - 1] + 1
            span = folded.back(first, last)
            inside = self.index.bounds.start <= span.start and span.end <= self.index.bounds.end
            if (
                inside
                and folded.at_boundary(first)
                and folded.at_boundary(last)
                and self._same_words(at, needle, breaks)
            ):
                yield span
            at = text.find(needle, at + 1)

    def _same_words(self, at: int, needle: str, breaks: set[int]) -> bool:
        """Whether words found without regard to spaces are joined, or divided, only where a line ends."""
        folded, (_, kept) = self.index.folded(Fold.TYPOGRAPHY), self._squeezed_text
        for offset in range(1, len(needle)):
            before, after = kept[at + offset - 1], kept[at + offset]
            gap = self.article.seed.text[folded.ends[before] : folded.starts[after]]
            divided = after > before + 1
            if (
                divided != (offset in breaks)
                and "\n" not in gap
                and "\t" not in gap
                and not _is_boundary(needle, offset)
            ):
                return False
        return True

    def _context(self, span: Span, selection: Selection) -> tuple[tuple[int, bool], tuple[int, bool]]:
        """Compare prefix and suffix with what is around a span, as ``_common`` does."""
        text = self.article.seed.text
        room = 2 * (len(selection.prefix) + len(selection.suffix)) + 64
        before, after = text[max(0, span.start - room) : span.start], text[span.end : span.end + room]
        return (
            _common(fold_plain(selection.prefix)[::-1], fold_plain(before)[::-1]),
            _common(fold_plain(selection.suffix), fold_plain(after)),
        )

    def _context_agrees(self, span: Span, selection: Selection) -> bool:
        """Whether prefix and suffix are around a span, or a good part of one of them is."""
        found = self._context(span, selection)
        if any(count >= _TELLING_CONTEXT for count, _ in found):
            return True
        given = [
            (whole, count == len(_squeezed(context)))
            for context, (count, whole) in zip((selection.prefix, selection.suffix), found, strict=True)
            if any(map(str.isalnum, context))
        ]
        return all(complete for _, complete in given) and any(whole for whole, _ in given)

    def _by_context(self, spans: list[Span], selection: Selection) -> Span:
        """Choose the place whose surroundings are most like prefix and suffix, if one is more so than the others.

        Of two that are alike, one in the text goes before one in repeated page furniture.
        """

        def likeness(span: Span) -> tuple[int, bool]:
            in_text = not any(block.role.folded_away for block in self.article.seed.blocks_touching(span))
            return sum(count for count, _ in self._context(span, selection)), in_text

        ranked = sorted(((likeness(span), span) for span in spans), key=lambda pair: pair[0], reverse=True)
        (best, span), (second, _) = ranked[:2]
        if best == second or (best[0] > second[0] and not self._context_agrees(span, selection)):
            raise NoPlaceError(
                f"its words stand {len(spans)} times, and nothing tells which is meant: “{selection.exact[:80]}”"
            )
        return span

    def _trimmed(self, span: Span) -> Span:
        """Leave spaces at both ends out."""
        bounds = self.index.bounds
        words = self._words(span)
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end or start < bounds.start or end > bounds.end:
            raise NoPlaceError("its position lies outside the text")
        return Span(start, end)


def _position(selection: Selection) -> Span:
    if selection.span is None:
        raise NoPlaceError("it has no selector that we can read")
    return selection.span


def _is_boundary(text: str, position: int) -> bool:
    return has_whole_words(text, Span(position, position))


def _squeezed(text: str) -> str:
    return "".join(fold_plain(text).split())


def _common(context: str, around: str) -> tuple[int, bool]:
    """Compare two texts from their start, spaces aside.

    Returns:
        How many characters they have in common, and whether a whole word is among them.
    """
    count = at = 0
    letters = whole = False
    for char in "".join(context.split()):
        following = at
        while following < len(around) and around[following].isspace():
            following += 1
        if following == len(around) or around[following] != char:
            break
        count, at = count + 1, following + 1
        letters = letters or char.isalnum()
        whole = whole or (letters and _is_boundary(around, at))
    return count, whole
