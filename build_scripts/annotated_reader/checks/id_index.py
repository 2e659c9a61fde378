"""The roll of a corpus, or of a part of it: the ids that it gives and those that it uses, and where.

A part is read and checked by itself, in another process perhaps; its roll, which is small, is all that is needed to
check it against the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from annotated_reader.checks.markdown_texts import markdown_texts, place_in_document
from annotated_reader.corpus import Corpus
from annotated_reader.formats import (
    RESERVED_SLUGS,
    Citation,
    Entity,
    Located,
    YamlDocument,
    YamlProblemError,
    parse_yaml,
)
from annotated_reader.formats import Path as ValuePath
from annotated_reader.support import Place
from annotated_reader.texts import link_is_allowed, link_targets


class Where(NamedTuple):
    """An entity in a YAML file: the file, relative to the project, and the way to the entity from its top."""

    file: str
    path: ValuePath

    @classmethod
    def of(cls, entity: Located[Entity]) -> Where:
        """Give where an entity stands."""
        return cls(entity.document.file, entity.path)

    def place(self, root: Path, *below: str | int) -> Place:
        """Find a value's line and column, for which the file is read once more; few are ever asked for."""
        document = _document(root, self.file)
        return document.place((*self.path, *below)) if document else Place(self.file)

    def text_place(self, root: Path, offset: int, *below: str | int) -> Place:
        """Find the place of an offset in a text, as :meth:`place` finds that of a value."""
        document = _document(root, self.file)
        return place_in_document(document, (*self.path, *below), offset) if document else Place(self.file)

    @property
    def article(self) -> str:
        """The slug of the article in whose folder the file lies; the folder's name in any case."""
        return self.file.split("/")[1]


@lru_cache(maxsize=8)  # who asks goes file by file
def _document(root: Path, file: str) -> YamlDocument | None:
    try:
        return parse_yaml((root / file).read_bytes(), file)
    except (OSError, YamlProblemError):  # changed since it was read
        return None


class Use(NamedTuple):
    """An id that is used: of what kind of thing, in words, by which entity, and at which of its keys."""

    kind: str
    id: str
    where: Where
    below: ValuePath


class SiteLink(NamedTuple):
    """A link to a place on this site: the slug of the article whose page shows it, if any, and where it is written."""

    target: str
    article: str | None
    where: Where
    below: ValuePath
    offset: int


@dataclass(frozen=True)
class Roll:
    """The ids of a corpus or of a part of it.

    ``notes`` are the ids that notes bear, each as often as it is given; ``known`` are those of shared entities, by kind
    as in :class:`Use`. ``seeds`` are the texts shown, for all that is known: where an ``article.yml`` has mistakes
    (``in_doubt``) it may show another. ``faulty_ids`` are what they are of a corpus. ``articles`` has the number of
    blocks of each article by its slug.
    """

    root: Path
    notes: tuple[tuple[str, Where], ...]
    known: Mapping[str, Mapping[str, Where]]
    uses: tuple[Use, ...]
    seeds: frozenset[str]
    in_doubt: bool
    faulty_ids: frozenset[str]
    articles: Mapping[str, int]
    site_links: tuple[SiteLink, ...]

    @classmethod
    def of(cls, corpus: Corpus) -> Roll:
        """Call a corpus's roll."""
        return cls(
            root=corpus.root,
            notes=tuple((note.value.id, Where.of(note)) for note in corpus.all_notes),
            known={kind: _given(entities) for kind, entities in _shared(corpus).items()},
            uses=tuple(uses(corpus)),
            seeds=frozenset(article.data.seed for article in corpus.articles),
            in_doubt=any(problem.place.file.endswith("article.yml") for problem in corpus.problems),
            faulty_ids=corpus.faulty_ids,
            articles={article.slug: len(article.seed.blocks) for article in corpus.articles},
            site_links=tuple(site_links(corpus)),
        )

    @classmethod
    def joined(cls, shared: Roll, parts: Iterable[Roll]) -> Roll:
        """Join the roll of the shared entities and those of the articles."""
        rolls = (shared, *parts)
        return cls(
            root=shared.root,
            notes=tuple(chain.from_iterable(roll.notes for roll in rolls)),
            known=shared.known,
            uses=tuple(chain.from_iterable(roll.uses for roll in rolls)),
            seeds=frozenset(chain.from_iterable(roll.seeds for roll in rolls)),
            in_doubt=any(roll.in_doubt for roll in rolls),
            faulty_ids=frozenset(chain.from_iterable(roll.faulty_ids for roll in rolls)),
            articles={slug: blocks for roll in rolls for slug, blocks in roll.articles.items()},
            site_links=tuple(chain.from_iterable(roll.site_links for roll in rolls)),
        )


def _shared(corpus: Corpus) -> Mapping[str, Mapping[str, Located[Entity]]]:
    return {
        "reference": corpus.references,
        "claim": corpus.claims,
        "event": corpus.events,
        "person": corpus.people,
    }


def _given(entities: Mapping[str, Located[Entity]]) -> dict[str, Where]:
    return {entity_id: Where.of(entity) for entity_id, entity in entities.items()}


def site_links(corpus: Corpus) -> Iterator[SiteLink]:
    """List every link to a place on this site."""
    for entity, path, text in markdown_texts(corpus):
        for offset, target in link_targets(text):
            if target[:1] in {"/", "#"} and link_is_allowed(target):
                where = Where.of(entity)
                article = where.article if where.article not in RESERVED_SLUGS else None
                yield SiteLink(target, article, where, path, offset)


def uses(corpus: Corpus) -> list[Use]:
    """List every id that is used."""
    found: list[Use] = []
    for article in corpus.articles:
        found += _cited(Where.of(article.source), article.data.references)
        for note in article.all_notes:
            data, where = note.value, Where.of(note)
            found += _cited(where, data.references)
            if data.claim:
                found.append(Use("claim", data.claim.id, where, ("claim", "id")))
            if data.event:
                found.append(Use("event", data.event, where, ("event",)))
            found += [Use("note", other, where, ("see", index)) for index, other in enumerate(data.see)]
    for claim in corpus.claims.values():
        where = Where.of(claim)
        found += _cited(where, claim.value.references)
        for index, position in enumerate(claim.value.positions):
            found += _cited(where, position.references, "positions", index)
    for event in corpus.events.values():
        where = Where.of(event)
        found += _cited(where, event.value.references)
        if event.value.quotation:
            found.append(Use("person", event.value.quotation.speaker, where, ("quotation", "speaker")))
    for person in corpus.people.values():
        found += _cited(Where.of(person), person.value.references)
    return found


def _cited(where: Where, citations: Iterable[Citation], *below: str | int) -> list[Use]:
    return [
        Use("reference", citation.id, where, (*below, "references", index)) for index, citation in enumerate(citations)
    ]
