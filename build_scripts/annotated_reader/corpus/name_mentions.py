"""Where texts name a person or organisation: by declared names and aliases only, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from annotated_reader.corpus.model import Article
from annotated_reader.formats import PersonFile
from annotated_reader.texts import Block, Span


@dataclass(frozen=True)
class Mention:
    """A name in a block of an article's text; the span is of the seed."""

    block: Block
    span: Span


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the names as whole words, the longest first, with any white space between their parts."""
    longest_first = sorted(names, key=len, reverse=True)
    parts = (r"\s+".join(re.escape(part) for part in name.split()) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def mentions(article: Article, person: PersonFile) -> Iterator[Mention]:
    """Find where an article names a person, in reading order; page furniture and readers' comments are passed over.

    Capitals count: an alias stands as it is declared.
    """
    pattern = _pattern((person.name, *person.aliases))
    for block in article.seed.blocks:
        if block.role.folded_away:
            continue
        for match in pattern.finditer(block.text):
            yield Mention(block, Span(block.span.start + match.start(), block.span.start + match.end()))


@cache
def _first_words(declared: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({name.split()[0]: None for name in declared})


def names(text: str, person: PersonFile) -> bool:
    """Whether a text names a person."""
    declared = (person.name, *person.aliases)
    # most texts hold the first word of none, which is soon seen
    return any(word in text for word in _first_words(declared)) and bool(_pattern(declared).search(text))


def mentioned(articles: Iterable[Article], person: PersonFile) -> dict[str, tuple[Mention, ...]]:
    """Find the articles that name a person, by slug, each with its mentions; a withdrawn text is passed over."""
    found = {a.slug: tuple(mentions(a, person)) for a in articles if a.data.display == "full"}
    return {slug: places for slug, places in found.items() if places}
