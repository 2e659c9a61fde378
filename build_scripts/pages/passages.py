"""Passages in their sentences, article beside article: what pages of claims, events and references share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from build_scripts.corpus import Article, Corpus, Note
from build_scripts.schema import Stance
from build_scripts.sentences import in_sentence
from build_scripts.urls import mark_url

MAX_ELSEWHERE = 6
"""Articles that a note quotes on its claim, so that no page grows with the corpus."""


class Passage(NamedTuple):
    """The words a note is about, and the rest of their sentence on both sides, as the text has them.

    A line break stands where the words run over blocks.
    """

    article: Article
    note: Note
    before: str
    marked: str
    after: str

    @property
    def place(self) -> str:
        """Where the words stand on the site."""
        return mark_url(self.note)

    @property
    def stance(self) -> Stance | None:
        """What the article does with the claim, where the note is tied to one."""
        return self.note.data.claim.stance if self.note.data.claim else None


class Side(NamedTuple):
    """One article's passages, to stand beside those of others."""

    article: Article
    passages: tuple[Passage, ...]


def article_label(article: Article) -> str:
    """Name an article shortly by who stands for it: its first author, else its publisher, else its title."""
    data = article.data
    return data.authors[0] if data.authors else data.publisher or data.title


def passage_of(corpus: Corpus, note: Note) -> Passage:
    """Cut a note's passage out of its article, or give it as it was cut before.

    Of page furniture, and of a text that has been withdrawn, only the note's own words are given.
    """
    article = corpus.articles_by_slug[note.article]
    passage: Passage | None = article.passages.get(note)
    if passage is None:
        words = in_sentence(article, note)
        passage = article.passages[note] = Passage(article, note, words.before, words.marked, words.after)
    return passage


def by_article(notes: Iterable[Note]) -> tuple[tuple[Note, ...], ...]:
    """Gather notes, which stand in reading order, article by article."""
    return tuple(tuple(run) for _, run in groupby(notes, key=attrgetter("article")))


def sides(corpus: Corpus, notes: Iterable[Note]) -> tuple[Side, ...]:
    """Set notes' passages side by side, one side for each article, in the order of the corpus.

    Args:
        corpus: where the articles stand.
        notes: in reading order, as the corpus gives them.
    """
    return tuple(
        Side(corpus.articles_by_slug[run[0].article], tuple(passage_of(corpus, note) for note in run))
        for run in by_article(notes)
    )


def elsewhere(corpus: Corpus, note: Note) -> tuple[int, tuple[Side, ...]]:
    """Find how other articles put the claim that a note is tied to.

    Returns:
        How many articles do, and what the first ``MAX_ELSEWHERE`` of them say; the claim's own page has them all.
    """
    if note.data.claim is None:
        return 0, ()
    told = by_article(corpus.notes_by_claim.get(note.data.claim.id, ()))
    others = [run for run in told if run[0].article != note.article]
    return len(others), sides(corpus, chain.from_iterable(others[:MAX_ELSEWHERE]))


def without(corpus: Corpus, notes: Iterable[Note]) -> tuple[Article, ...]:
    """Give the articles on which none of the notes stands."""
    slugs = {note.article for note in notes}
    return tuple(article for article in corpus.articles if article.slug not in slugs)
