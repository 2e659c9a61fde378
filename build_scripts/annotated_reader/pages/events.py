"""A page for each event; of an utterance, the words as best known and each article's version of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from markupsafe import Markup

from annotated_reader.corpus import Corpus, Note
from annotated_reader.exports import event_url
from annotated_reader.formats import EventFile, Kind, Quotation
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.dates_in_text import WrittenDate, find_dates
from annotated_reader.pages.paging import ARTICLES_ON_A_PAGE, FEW, Part, page_of, paged
from annotated_reader.pages.passages import (
    ArticlePassages,
    Passage,
    notes_by_article,
    passage_of,
    passages_by_article,
    without,
)
from annotated_reader.pages.word_diff import DiffRun, compare_words, quoted_words

_ACCOUNT_KINDS = {Kind.QUOTATION, Kind.FACT_CHECK, Kind.WORDING}


@dataclass(frozen=True)
class OtherDate:
    """A passage that dates an event differently."""

    passage: Passage
    written: WrittenDate


def other_dates(corpus: Corpus, event: EventFile) -> Iterator[OtherDate]:
    """Find the passages on an event whose own marked words give another date."""
    for note in corpus.notes_by_event.get(event.id, ()):
        passage = passage_of(corpus, note)
        for date in find_dates(passage.marked):
            if date.differs_from(event.date):
                yield OtherDate(passage, date)


def words_to_compare(quotation: Quotation, language: str) -> str:
    """Return the words to compare an article's version with: the translation if it is in the article's language."""
    if quotation.translation and quotation.language.split("-")[0] != language.split("-")[0]:
        return quotation.translation.text
    return quotation.original


def compare_versions(event: EventFile, accounts: tuple[ArticlePassages, ...]) -> dict[str, tuple[DiffRun, ...]]:
    """Compare each passage with the words spoken, by the note's id; empty if they differ too much to compare."""
    if event.quotation is None:
        return {}
    words = event.quotation
    return {
        passage.note.id: compare_words(
            words_to_compare(words, entry.article.data.language), quoted_words(passage.marked)
        )
        for entry in accounts
        for passage in entry.passages
    }


def event_pages(context: RenderContext) -> Iterator[Page]:
    """Render the page of every event."""
    for entry in context.corpus.events.values():
        yield from _event_page(context, entry.value)


def _is_account(event: EventFile, note: Note) -> bool:
    """Return whether a note is on the article's account of the event, not on a passage that the event concerns."""
    return event.quotation is None or note.data.kind in _ACCOUNT_KINDS


def account_notes(corpus: Corpus, event: EventFile) -> list[Note]:
    """Return the notes on the articles' accounts of an event, in reading order."""
    return [note for note in corpus.notes_by_event.get(event.id, ()) if _is_account(event, note)]


def _event_page(context: RenderContext, event: EventFile) -> Iterator[Page]:
    spoken = "The words as best known, and each article’s version of them."
    description = spoken if event.quotation else "What happened, and the articles’ passages on it."
    notes = context.corpus.notes_by_event.get(event.id, ())
    accounts = notes_by_article(account_notes(context.corpus, event))
    others = notes_by_article(note for note in notes if not _is_account(event, note))
    for part in paged((*accounts, *others), ARTICLES_ON_A_PAGE, event_url(event.id)):
        head = {"og_type": "article", "og_title": part.titled(event.title)}
        yield page_of(part, event.title, description, partial(_event_html, context, event, part), more=head)


def _event_html(context: RenderContext, event: EventFile, part: Part[tuple[Note, ...]]) -> Markup:
    here = list(chain.from_iterable(part.items))
    accounts = passages_by_article(context.corpus, (note for note in here if _is_account(event, note)))
    return context.render(
        "event.html",
        part.url,
        part=part,
        event=event,
        accounts=accounts,
        versions=compare_versions(event, accounts),
        others=passages_by_article(context.corpus, (note for note in here if not _is_account(event, note))),
        silent=without(context.corpus, context.corpus.notes_by_event.get(event.id, ()), FEW),
        other_dates=list(islice(other_dates(context.corpus, event), FEW)),
    )
