"""Passages in their sentences, article beside article: what pages of claims, events and references share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from annotated_reader.corpus import Article, Corpus, Note, note_sentence
from annotated_reader.exports import note_url
from annotated_reader.formats import Stance

MAX_ELSEWHERE = 6
"""The most articles that a note quotes on its claim, so that no page grows with the corpus."""


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
        """Where the words stand on the site: the address that shows them with their note open."""
        return note_url(self.note)

    @property
    def stance(self) -> Stance | None:
        """What the article does with the claim, where the note is tied to one."""
        return self.note.data.claim.stance if self.note.data.claim else None


class ArticlePassages(NamedTuple):
    """One article's passages, shown next to those of other articles."""

    article: Article
    passages: tuple[Passage, ...]


def article_label(article: Article) -> str:
    """Return a short name for an article: its first author, else its publisher, else its title."""
    data = article.data
    return data.authors[0] if data.authors else data.publisher or data.title


def passage_of(corpus: Corpus, note: Note) -> Passage:
    """Return a note's words in their sentence.

    Of page furniture, and of a text that has been withdrawn, only the note's own words are returned.
    """
    article = corpus.articles_by_slug[note.article]
    words = note_sentence(article, note)
    return Passage(article, note, words.before, words.marked, words.after)


def notes_by_article(notes: Iterable[Note]) -> tuple[tuple[Note, ...], ...]:
    """Group notes, given in reading order, by article."""
    return tuple(tuple(run) for _, run in groupby(notes, key=attrgetter("article")))


def articles_on_claims(corpus: Corpus, notes: Iterable[Note]) -> Iterator[Article]:
    """List the articles whose notes bear on the claims of these notes, on which the ratings of these claims rest."""
    claims = dict.fromkeys(note.data.claim.id for note in notes if note.data.claim)
    tied = (other for claim in claims for other in corpus.notes_by_claim.get(claim, ()))
    yield from (corpus.articles_by_slug[slug] for slug in dict.fromkeys(note.article for note in tied))


def passages_by_article(corpus: Corpus, notes: Iterable[Note]) -> tuple[ArticlePassages, ...]:
    """Set notes' passages side by side, one side for each article, in the order of the corpus.

    Args:
        corpus: where the articles stand.
        notes: in reading order, as the corpus gives them.
    """
    return tuple(
        ArticlePassages(corpus.articles_by_slug[run[0].article], tuple(passage_of(corpus, note) for note in run))
        for run in notes_by_article(notes)
    )


def without(corpus: Corpus, notes: Iterable[Note], most: int) -> tuple[int, Sequence[Article]]:
    """Find the articles on which none of the notes stands.

    Returns:
        How many there are, and which, if they are no more than ``most``.
    """
    slugs = {note.article for note in notes}
    count = len(corpus.articles) - len(slugs)
    return count, [article for article in corpus.articles if article.slug not in slugs] if count <= most else ()
