"""Search: the corpus as records, each leading to its very place.

Pagefind's own crawler knows pages and headings; records know blocks and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from annotated_reader.corpus import Article, Corpus, Note, assess_note, names, note_sentence
from annotated_reader.exports.pinpoints import format_pinpoint
from annotated_reader.exports.urls import block_url, note_url, passage_url
from annotated_reader.texts import Block, plain_text

MAX_RECORDS = 25_000
"""Of one part of the index: each record takes Pagefind longer, and more memory, the more there are before it."""

# Pagefind keeps an index for each language and asks only the page's own: records of all languages share one, so that
# a search finds them all. Words of another language are merely not stemmed.
SITE_LANGUAGE = "en"

# A zero-width space would end a word for Pagefind's index in one way and for a browser in another.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Pagefind finds no value with one of the last two, which JSON escapes; a browser reads all as parts of an address.
_ESCAPED = {ord(character): f"%{ord(character):02X}" for character in '%"\\'}
_WHITE = re.compile(r"\s+")

SEPARATOR = "‖"
"""Marks the beginning and end of a note's words in a passage; Pagefind ends a word at it."""


@dataclass(frozen=True)
class SearchRecord:
    """One thing that can be found.

    ``url`` leads from the site's root to its place. ``content`` and ``title``, which notes have, are plain text and
    searched. ``filters`` are the facets, with ids as values: ``type`` (text, note or source), ``article``, ``kind``,
    ``verdict``, ``reference``, ``person``, ``language``. Where a reader should see a name, it follows the id, escaped
    as in addresses: a list of all names would grow with the corpus, and Pagefind searches whatever is metadata, so that
    a title would find each of its article's blocks. ``passage``, which notes have, is their sentence with
    a ``SEPARATOR`` on either side of their words; it is searched too.
    """

    url: str
    content: str
    title: str = ""
    passage: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def record_parts(corpus: Corpus) -> Iterator[Iterator[SearchRecord]]:
    """Divide the search records among the parts of an index, in reading order, without splitting an article.

    Returns:
        Each part's records, at most ``MAX_RECORDS`` where no article has more; at least one part. The last one has the
        passages of sources too.
    """
    part: list[Article] = []
    size = 0
    for article in corpus.articles:
        own = len(article.seed.blocks) + len(article.notes)
        if part and size + own > MAX_RECORDS:
            yield list_search_records(corpus, part)
            part, size = [], 0
        part.append(article)
        size += own
    yield chain(list_search_records(corpus, part), _passage_records(corpus))


def list_search_records(corpus: Corpus, articles: Iterable[Article] | None = None) -> Iterator[SearchRecord]:
    """List what readers can search, in reading order: an article's blocks, then its notes.

    Page furniture, readers' comments, withdrawn texts and retracted notes are left out.

    Args:
        corpus: the articles with all that they share.
        articles: those of it that are asked for, if not all.
    """
    for article in corpus.articles if articles is None else articles:
        for block in article.seed.blocks if article.data.display == "full" else ():
            if not block.role.folded_away:
                yield _block_record(corpus, article, block)
        for note in article.current_notes:
            yield _note_record(corpus, article, note)


def _passage_records(corpus: Corpus) -> Iterator[SearchRecord]:
    """List the passages of references, which stand under a heading of their own among the articles."""
    for reference in (entry.value for entry in corpus.references.values()):
        for number, passage in enumerate(reference.passages):
            place = f", {format_pinpoint(passage.at)}" if passage.at else ""
            yield SearchRecord(
                url=passage_url(reference, number),
                content=_one_line(passage.text),
                title=_one_line(f"{reference.short}{place}"),
                filters=_facets(
                    type=["source"],
                    article=[_named("references", "The words of sources")],
                    language=[passage.language or reference.language or SITE_LANGUAGE],
                    reference=[_named(reference.id, reference.short)],
                ),
            )


def _block_record(corpus: Corpus, article: Article, block: Block) -> SearchRecord:
    return SearchRecord(
        url=block_url(article.slug, block.number),
        content=_one_line(block.text),
        filters=_facets(
            type=["text"],
            article=[_named(article.slug, article.data.title)],
            language=[article.data.language],
            person=_people(corpus, block.text),
        ),
    )


def _note_record(corpus: Corpus, article: Article, note: Note) -> SearchRecord:
    data, text = note.data, plain_text(note.data.note)
    passage = article.seed.text[note.span.start : note.span.end]
    return SearchRecord(
        url=note_url(note),
        content=_one_line(text),
        title=_one_line(data.title),
        passage=_passage(article, note),
        filters=_facets(
            type=["note"],
            article=[_named(article.slug, article.data.title)],
            language=[data.language or SITE_LANGUAGE],
            kind=[data.kind.value],
            verdict=_verdicts(corpus, note),
            reference=[_reference(corpus, citation.id) for citation in data.references],
            person=_people(corpus, f"{data.title}\n{text}\n{passage}"),
        ),
    )


def _people(corpus: Corpus, text: str) -> list[str]:
    """List the people and organisations that a text names."""
    named = (person.value for person in corpus.people.values() if names(text, person.value))
    return [_named(person.id, person.name) for person in named]


def _reference(corpus: Corpus, reference_id: str) -> str:
    known = corpus.references.get(reference_id)
    return _named(reference_id, known.value.short if known else reference_id)


def _named(entity_id: str, name: str) -> str:
    return f"{entity_id} {_one_line(name).translate(_ESCAPED)}"


def _passage(article: Article, note: Note) -> str:
    """Return a note's sentence with its words between separators; the spaces beside the words stay."""
    words = note_sentence(article, note)
    parts = (words.before, words.marked, words.after)
    return SEPARATOR.join(_WHITE.sub(" ", part.translate(_INVISIBLE).replace(SEPARATOR, " ")) for part in parts)


def _verdicts(corpus: Corpus, note: Note) -> list[str]:
    """Return the verdict of a fact check: an id, by which a browser chooses the sign, and the words.

    The id is the bare verdict only where the article asserts the claim and the verdict is confirmed.
    """
    assessment = assess_note(corpus, note)
    if assessment is None:
        return []
    stance = "" if assessment.sign else f"{assessment.stance.value}-"
    confidence = "" if assessment.is_confirmed else "-unconfirmed"
    return [_named(f"{stance}{assessment.verdict.value}{confidence}", assessment.label)]


def _facets(**values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Leave out facets without a value, and values named twice."""
    return {name: tuple(dict.fromkeys(found)) for name, found in values.items() if found}


def _one_line(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())
