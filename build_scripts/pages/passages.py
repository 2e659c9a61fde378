"""Passages in their sentences, article beside article: what pages of claims, events and references share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from build_scripts.corpus import Article, Corpus, Note
from build_scripts.schema import Stance
from build_scripts.seed_text import Block, Span
from build_scripts.urls import mark_url

MAX_CONTEXT = 260
MAX_MARKED = 700
MAX_ELSEWHERE = 6
"""Articles that a note quotes on its claim, so that no page grows with the corpus."""

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]+[”’」』]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:Adm|Art|Arts|Capt|cf|Col|Dr|e\.g|etc|Gen|i\.e|Lt|Mr|Mrs|Ms|No|para|paras|Prof|Rep|Sen|St|v|vs"
    r"|(?:\w\.)*\w)$"
)


@dataclass(frozen=True)
class Passage:
    """The words a note is about, and the rest of their sentence on both sides, as the text has them.

    A line break stands where the words run over blocks. ``pinpoints`` are those at which the note cites the reference
    whose page this is for; ``place`` is the address of the words in their article.
    """

    article: Article
    note: Note
    before: str
    marked: str
    after: str
    pinpoints: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the words stand on the site."""
        return mark_url(self.note)

    @property
    def stance(self) -> Stance | None:
        """What the article does with the claim, where the note is tied to one."""
        return self.note.data.claim.stance if self.note.data.claim else None


@dataclass(frozen=True)
class Side:
    """One article's passages, to stand beside those of others."""

    article: Article
    passages: tuple[Passage, ...]


def article_label(article: Article) -> str:
    """Name an article shortly by who stands for it: its first author, else its publisher, else its title."""
    data = article.data
    return data.authors[0] if data.authors else data.publisher or data.title


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
    inside = span.clip(block.span)
    starts = [block.span.start + offset for offset in sentence_starts(block.text)]
    first = max(start for start in starts if start <= inside.start)
    last = min((start for start in starts if start >= inside.end), default=block.span.end)
    text = block.text[first - block.span.start : last - block.span.start]
    return Span(first + len(text) - len(text.lstrip()), last - len(text) + len(text.rstrip()))


def passage_of(corpus: Corpus, note: Note, pinpoints: Sequence[str] = ()) -> Passage:
    """Cut a note's passage out of its article.

    Of page furniture, and of a text that has been withdrawn, only the note's own words are given.
    """
    passage: Passage | None = corpus.passages.get(note)
    if passage is None:
        passage = corpus.passages[note] = _cut(corpus, note)
    return replace(passage, pinpoints=tuple(pinpoints)) if pinpoints else passage


def _cut(corpus: Corpus, note: Note) -> Passage:
    article = corpus.articles_by_slug[note.article]
    text = article.seed.text
    marked = "\n".join(
        " ".join(text[part.start : part.end].split()) for part in (note.span.clip(block.span) for block in note.blocks)
    )
    before, after = "", ""
    if article.data.display == "full" and not any(block.role.folded_away for block in note.blocks):
        before = text[sentence_of(note.blocks[0], note.span).start : note.span.start]
        after = text[note.span.end : max(note.span.end, sentence_of(note.blocks[-1], note.span).end)]
    shown = _end_of(before), _start_of(marked, MAX_MARKED), _start_of(after, MAX_CONTEXT)
    return Passage(article, note, *shown)


def _start_of(text: str, limit: int) -> str:
    """Shorten a text at its end, to a whole word."""
    return text if len(text) <= limit else text[:limit].rsplit(None, 1)[0] + " …"


def _end_of(text: str) -> str:
    """Shorten a text at its start, to a whole word."""
    return text if len(text) <= MAX_CONTEXT else "… " + text[-MAX_CONTEXT:].split(None, 1)[-1]


def sides(corpus: Corpus, notes: Iterable[Note]) -> tuple[Side, ...]:
    """Set notes' passages side by side, one side for each article, in the order of the corpus.

    Args:
        corpus: where the articles stand.
        notes: in reading order, as the corpus gives them.
    """
    return tuple(
        Side(corpus.articles_by_slug[slug], tuple(passage_of(corpus, note) for note in run))
        for slug, run in groupby(notes, key=lambda note: note.article)
    )


def elsewhere(corpus: Corpus, note: Note) -> tuple[int, tuple[Side, ...]]:
    """Find how other articles put the claim that a note is tied to.

    Returns:
        How many articles do, and what the first ``MAX_ELSEWHERE`` of them say; the claim's own page has them all.
    """
    if note.data.claim is None:
        return 0, ()
    told = [other for other in corpus.notes_by_claim.get(note.data.claim.id, ()) if other.article != note.article]
    articles = list(dict.fromkeys(other.article for other in told))
    shown = set(articles[:MAX_ELSEWHERE])
    return len(articles), sides(corpus, (other for other in told if other.article in shown))


def without(corpus: Corpus, told: Iterable[Side]) -> tuple[Article, ...]:
    """Give the articles that are not among the sides."""
    slugs = {side.article.slug for side in told}
    return tuple(article for article in corpus.articles if article.slug not in slugs)
