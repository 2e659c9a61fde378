"""The utterance that the home page shows: its words as best known, and each article's version of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotated_reader.corpus import Article, Corpus, Note
from annotated_reader.formats import EventFile, Quotation
from annotated_reader.pages.events import account_notes, words_to_compare
from annotated_reader.pages.passages import Passage, notes_by_article, passage_of, without
from annotated_reader.pages.word_diff import DiffRun, compare_words, mark_new_words, quoted_words
from annotated_reader.texts import sentence_starts

MOST_VERSIONS = 4
"""The most articles whose versions stand side by side; the event's page has all of them."""
MOST_SILENT = 6
MOST_WORDS = 60
"""About how many words of the utterance are shown; the event's page has all of them."""


@dataclass(frozen=True)
class Version:
    """One article's version of the utterance.

    ``near`` compares it word by word where it keeps near to the words; ``free`` marks, in a version that does not, the
    words that the utterance does not have. One of the two is empty, or both where nothing can be compared.
    """

    passage: Passage
    near: tuple[DiffRun, ...]
    free: tuple[DiffRun, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the words are the speaker's, without any change."""
        return bool(self.near) and all(run.change == "same" for run in self.near)


@dataclass(frozen=True)
class Featured:
    """An utterance for the home page.

    ``words`` and ``translation`` begin the quotation of the event; ``is_cut`` says whether they omit the rest.
    ``more`` counts the articles whose versions are not shown, ``silent`` are those of the same time without one.
    """

    event: EventFile
    words: str
    translation: str
    is_cut: bool
    versions: tuple[Version, ...]
    more: int
    silent: tuple[Article, ...]


def featured_utterance(corpus: Corpus) -> Featured | None:
    """Return the event marked as featured, else the utterance that most articles tell; None if no article tells one."""
    told = [(entry.value, account_notes(corpus, entry.value)) for entry in corpus.events.values()]
    told = [(event, notes) for event, notes in told if event.quotation and notes]
    if not told:
        return None
    event, notes = max(told, key=lambda entry: (entry[0].feature, len(notes_by_article(entry[1]))))
    return _featured(corpus, event, notes)


def _featured(corpus: Corpus, event: EventFile, notes: Sequence[Note]) -> Featured:
    quotation = event.quotation
    assert quotation
    by_article = notes_by_article(notes)
    words = opening(quotation.original)
    translation = opening(quotation.translation.text) if quotation.translation else ""
    _, silent = without(corpus, notes, MOST_SILENT)
    return Featured(
        event,
        words,
        translation,
        words != quotation.original.strip(),
        tuple(_telling_version(corpus, quotation, told) for told in by_article[:MOST_VERSIONS]),
        max(0, len(by_article) - MOST_VERSIONS),
        tuple(article for article in silent if not _is_earlier(article, event)),
    )


def _is_earlier(article: Article, event: EventFile) -> bool:
    """Return whether an article appeared before the event, so that it could not tell of it."""
    return article.data.published is not None and article.data.published.is_before(event.start)


def opening(text: str) -> str:
    """Return the first sentences of a text, as many as have about ``MOST_WORDS`` words, at least one."""
    text = text.strip()
    ends = [*sentence_starts(text)[1:], len(text)]
    fitting = [end for end in ends if len(text[:end].split()) <= MOST_WORDS]
    return text[: max(fitting, default=ends[0])].rstrip()


def _telling_version(corpus: Corpus, quotation: Quotation, notes: Sequence[Note]) -> Version:
    """Return the version that one article is shown with: that of a key note, and one with other words, if possible."""
    versions = [_version(quotation, passage_of(corpus, note)) for note in notes]
    return min(versions, key=lambda version: (not version.passage.note.data.key, version.is_exact))


def _version(quotation: Quotation, passage: Passage) -> Version:
    words = words_to_compare(quotation, passage.article.data.language)
    near = compare_words(words, quoted_words(passage.marked))
    return Version(passage, near, () if near else mark_new_words(words, passage.marked))
