"""Every id of a corpus, or of a part of it, with its position.

A part is read and checked by itself, in another process perhaps; its index, which is small, is all that is needed to
check its ids against those of the other parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from annotated_reader.checks.markdown_texts import markdown_texts, place_in_text
from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import RESERVED_SLUGS, Citation, Entity, Located, passage_ids
from annotated_reader.formats import Path as ValuePath
from annotated_reader.support import Place
from annotated_reader.texts import link_is_allowed, link_targets

KnownIds = Mapping[str, Set[str]]
"""The ids of the shared entities, by kind: ``reference``, ``claim``, ``event`` and ``person``."""


class IdUse(NamedTuple):
    """An id at a place where it is used: the kind of entity that it should name, and the id."""

    kind: str
    id: str
    place: Place


class FeaturedEvent(NamedTuple):
    """An event with ``feature: true``: its id, the place of that key, and whether the event has a quotation."""

    id: str
    place: Place
    has_words: bool


class DeletedId(NamedTuple):
    """The id of a deleted note, the id of the note that took its place, if any, and the place of its entry's id."""

    id: str
    see: str | None
    place: Place


class SiteLink(NamedTuple):
    """A link into this site: its target, the slug of the article on whose page it stands, if any, and its place."""

    target: str
    article: str | None
    place: Place


@dataclass(frozen=True)
class IdIndex:
    """The ids of a corpus or of a part of it.

    ``notes`` are the ids of notes, each as often as it is given, with its place; ``references`` are those of references
    with theirs. ``featured`` are the events for the home page. ``deleted`` are the ids of deleted notes. ``unresolved``
    are the ids that are used but not known: in a part, those that only another part may know. ``cited`` are the ids of
    references that are used. ``seeds`` are the texts shown, as far as is known: where an ``article.yml`` has mistakes
    (``in_doubt``) it may show another.
    ``faulty_ids`` are those of the corpus. ``articles`` has the number of blocks of each article by its slug,
    ``passages`` the HTML ids of each reference's passages by the reference's.
    """

    root: Path
    known: KnownIds
    notes: tuple[tuple[str, Place], ...]
    references: tuple[tuple[str, Place], ...]
    featured: tuple[FeaturedEvent, ...]
    deleted: tuple[DeletedId, ...]
    unresolved: tuple[IdUse, ...]
    cited: frozenset[str]
    seeds: frozenset[str]
    in_doubt: bool
    faulty_ids: frozenset[str]
    articles: Mapping[str, int]
    site_links: tuple[SiteLink, ...]
    passages: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, corpus: Corpus, known: KnownIds) -> IdIndex:
        """Collect every id of a corpus with its position.

        Args:
            corpus: the whole, or a part.
            known: the ids of the shared entities of the whole.
        """
        uses = list(_uses(corpus))
        here = {**known, "note": {note.value.id for note in corpus.all_notes}}
        return cls(
            root=corpus.root,
            known=known,
            notes=tuple((note.value.id, note.value_place("id")) for note in corpus.all_notes),
            references=tuple((key, reference.value_place("id")) for key, reference in corpus.references.items()),
            featured=tuple(_featured(corpus)),
            deleted=tuple(_deleted(corpus)),
            unresolved=tuple(use.placed() for use in uses if use.id not in here[use.kind] and use.is_written),
            cited=frozenset(use.id for use in uses if use.kind == "reference"),
            seeds=frozenset(article.data.seed for article in corpus.articles),
            in_doubt=any(problem.place.file.endswith("article.yml") for problem in corpus.problems),
            faulty_ids=corpus.faulty_ids,
            articles={article.slug: len(article.seed.blocks) for article in corpus.articles},
            site_links=tuple(_site_links(corpus)),
            passages={key: passage_ids(reference.value) for key, reference in corpus.references.items()},
        )

    @classmethod
    def joined(cls, shared: IdIndex, parts: Iterable[IdIndex]) -> IdIndex:
        """Join the index of the shared entities and those of the articles."""
        every = (shared, *parts)
        notes = tuple(chain.from_iterable(index.notes for index in every))
        note_ids = {note_id for note_id, _ in notes}
        unresolved = chain.from_iterable(index.unresolved for index in every)
        return cls(
            root=shared.root,
            known={**shared.known, "note": note_ids},
            notes=notes,
            references=shared.references,
            featured=shared.featured,
            deleted=tuple(chain.from_iterable(index.deleted for index in every)),
            unresolved=tuple(use for use in unresolved if use.kind != "note" or use.id not in note_ids),
            cited=frozenset(chain.from_iterable(index.cited for index in every)),
            seeds=frozenset(chain.from_iterable(index.seeds for index in every)),
            in_doubt=any(index.in_doubt for index in every),
            faulty_ids=frozenset(chain.from_iterable(index.faulty_ids for index in every)),
            articles={slug: blocks for index in every for slug, blocks in index.articles.items()},
            site_links=tuple(chain.from_iterable(index.site_links for index in every)),
            passages=shared.passages,
        )


def known_ids(corpus: Corpus) -> KnownIds:
    """Return the ids of a corpus's shared entities, by kind."""
    return {
        "reference": set(corpus.references),
        "claim": set(corpus.claims),
        "event": set(corpus.events),
        "person": set(corpus.people),
    }


class _Use(NamedTuple):
    """An id that is used: the kind of entity that it should name, and the entity and key where it is used."""

    kind: str
    id: str
    entity: Located[Entity]
    key: ValuePath

    @property
    def is_written(self) -> bool:
        """Whether the key is in the file; of a misspelt key, which is reported, the place is not known."""
        return self.key[0] in self.entity.written

    def placed(self) -> IdUse:
        return IdUse(self.kind, self.id, self.entity.value_place(*self.key))


def _featured(corpus: Corpus) -> Iterator[FeaturedEvent]:
    for event in corpus.events.values():
        if event.value.feature:
            yield FeaturedEvent(event.value.id, event.value_place("feature"), event.value.quotation is not None)


def _deleted(corpus: Corpus) -> Iterator[DeletedId]:
    for article in corpus.articles:
        for index, note in enumerate(article.data.deleted_notes):
            yield DeletedId(note.id, note.see, article.source.value_place("deleted_notes", index, "id"))


def _site_links(corpus: Corpus) -> Iterator[SiteLink]:
    for text in markdown_texts(corpus):
        for offset, target in link_targets(text.text):
            if target[:1] in {"/", "#"} and link_is_allowed(target):
                folder = text.entity.document.file.split("/")[1]
                article = folder if folder not in RESERVED_SLUGS else None
                yield SiteLink(target, article, place_in_text(text.entity, text.path, offset))


def _uses(corpus: Corpus) -> Iterator[_Use]:
    for article in corpus.articles:
        yield from _cited(article.source, article.data.references)
        yield from _successors(article)
        for note in article.all_notes:
            data = note.value
            yield from _cited(note, data.references)
            if data.claim:
                yield _Use("claim", data.claim.id, note, ("claim", "id"))
            if data.event:
                yield _Use("event", data.event, note, ("event",))
            for index, other in enumerate(data.see):
                yield _Use("note", other, note, ("see", index))
    for claim in corpus.claims.values():
        yield from _cited(claim, claim.value.references)
        for index, position in enumerate(claim.value.positions):
            yield from _cited(claim, position.references, "positions", index)
    for event in corpus.events.values():
        yield from _cited(event, event.value.references)
        if event.value.quotation:
            yield _Use("person", event.value.quotation.speaker, event, ("quotation", "speaker"))
    for person in corpus.people.values():
        yield from _cited(person, person.value.references)


def _successors(article: Article) -> Iterator[_Use]:
    for index, deleted in enumerate(article.data.deleted_notes):
        if deleted.see:
            yield _Use("note", deleted.see, article.source, ("deleted_notes", index, "see"))


def _cited(entity: Located[Entity], citations: Iterable[Citation], *below: str | int) -> Iterator[_Use]:
    for index, citation in enumerate(citations):
        yield _Use("reference", citation.id, entity, (*below, "references", index))
