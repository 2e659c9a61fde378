"""What the notes of a corpus quote, and the places in sources to which they point, compared with the words kept.

Quotations and pinpoints are collected for each part of a corpus, which may be checked in another process, and looked up
when the parts are joined: only then are all references and seeds known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from annotated_reader.checks.markdown_texts import TextPlaces
from annotated_reader.corpus import Corpus
from annotated_reader.formats import Citation, Consulted, Entity, Kind, Located, NoteFile, ReferenceFile, Standing
from annotated_reader.formats import Path as ValuePath
from annotated_reader.support import Place
from annotated_reader.texts import (
    PinpointPlace,
    QuotedPart,
    SeedError,
    count_plain_words,
    covers,
    decode_seed,
    fold_quoted,
    holds_folded,
    holds_words,
    places_named,
    quotations_in,
    word_offsets,
)

K = TypeVar("K")
V = TypeVar("V")


def _known(place_of: Callable[[K], V], keys: Iterable[K]) -> Callable[[K], V]:
    """Look up places beforehand, so that they are known where their file is not."""
    return {key: place_of(key) for key in keys}.__getitem__


@dataclass(frozen=True, eq=False)
class OpenQuotation:
    """A quotation of which parts stand neither in the article's own text nor in the words of its event.

    ``user`` is the id of the note, claim, event or reference that has it, ``article`` its article's slug, if any.
    ``first`` is the part with which it begins, ``parts`` are the open ones; ``places_of`` tells where the words of a
    part are written. ``texts`` are the event's words, for the message; ``cited`` are the ids of the references cited.
    """

    user: str
    article: str | None
    words: str
    first: QuotedPart
    parts: tuple[QuotedPart, ...]
    places_of: Callable[[QuotedPart], tuple[Place, ...]]
    cited: tuple[str, ...]
    texts: tuple[str, ...]
    is_confirmed: bool

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.places_of(self.first)[0]

    def with_known_places(self) -> OpenQuotation:
        """Return it without the file in which places are looked up."""
        return replace(self, places_of=_known(self.places_of, {self.first, *self.parts}))


@dataclass(frozen=True)
class NoteSources:
    """What a note cites; ``place_of`` tells where a value of the note is written."""

    id: str
    article: str
    kind: Kind
    is_confirmed: bool
    citations: tuple[Citation, ...]
    place_of: Callable[[ValuePath], Place]

    def with_known_places(self) -> NoteSources:
        """Return it without the file in which places are looked up."""
        paths = [("confidence",), *(("references", number) for number in range(len(self.citations)))]
        return replace(self, place_of=_known(self.place_of, paths))


class Pinpointed(NamedTuple):
    """A place in a work to which a note points, as the note names the whole pinpoint."""

    note: NoteSources
    reference: ReferenceFile
    pinpoint: str | None
    path: ValuePath
    has_passage: bool


@dataclass(frozen=True)
class SourceIndex:
    """The quotations and citations of a corpus or a part of it; ``found`` counts quotations found in the part itself.

    ``seeds`` are the file names of the texts shown.
    """

    root: Path
    references: Mapping[str, Located[ReferenceFile]]
    seeds: frozenset[str]
    found: int
    quotations: tuple[OpenQuotation, ...]
    notes: tuple[NoteSources, ...]

    @classmethod
    def of(cls, corpus: Corpus, with_shared: bool = True) -> SourceIndex:
        """Collect the quotations and citations of a corpus, or of a part of it.

        Args:
            corpus: the whole, or a part.
            with_shared: whether claims, events and references are looked through as well as notes; those in an
                article's part are there to be looked up.
        """
        shared = _shared_quotations(corpus) if with_shared else ()
        every = [*_quotations_in_notes(corpus), *shared]
        return cls(
            root=corpus.root,
            references=corpus.references,
            seeds=frozenset(article.data.seed for article in corpus.articles),
            found=sum(quotation is None for quotation in every),
            quotations=tuple(quotation for quotation in every if quotation is not None),
            notes=tuple(_note_sources(corpus)),
        )

    @classmethod
    def joined(cls, shared: SourceIndex, parts: Iterable[SourceIndex]) -> SourceIndex:
        """Join the index of the shared entities and those of the articles."""
        every = (shared, *parts)
        return cls(
            root=shared.root,
            references=shared.references,
            seeds=frozenset(chain.from_iterable(index.seeds for index in every)),
            found=sum(index.found for index in every),
            quotations=tuple(chain.from_iterable(index.quotations for index in every)),
            notes=tuple(chain.from_iterable(index.notes for index in every)),
        )

    def with_known_places(self) -> SourceIndex:
        """Return it without the files in which places are looked up, to be sent to another process."""
        return replace(
            self,
            quotations=tuple(each.with_known_places() for each in self.quotations),
            notes=tuple(each.with_known_places() for each in self.notes),
        )

    @cached_property
    def missing(self) -> tuple[tuple[OpenQuotation, tuple[QuotedPart, ...]], ...]:
        """The quotations that stand in no source, each with the parts that were not found."""
        parts = [(each, part) for each in self.quotations if self.knows(each.cited) for part in self._unfound(each)]
        sought = {fold_quoted(part.words) for _, part in parts}
        for text in self.seed_texts() if parts else ():
            folded = fold_quoted(text)
            sought = {words for words in sought if not holds_folded(folded, words)}
        found: dict[OpenQuotation, list[QuotedPart]] = {}
        for each, part in parts:
            if fold_quoted(part.words) in sought:
                found.setdefault(each, []).append(part)
        return tuple((each, tuple(unfound)) for each, unfound in found.items())

    def _unfound(self, quotation: OpenQuotation) -> Iterator[QuotedPart]:
        """List the parts of a quotation that stand in no passage and no title of a reference cited."""
        texts = [fold_quoted(text) for text in self.texts_of(quotation.cited)]
        return (part for part in quotation.parts if not any(holds_words(text, part.words) for text in texts))

    def knows(self, cited: Iterable[str]) -> bool:
        """Return whether all references cited could be read; of others it is not known what words they have."""
        return all(each in self.references for each in cited)

    def texts_of(self, cited: Iterable[str]) -> Iterator[str]:
        """List the words kept of references, by id: their passages and titles."""
        for reference in (self.references[each].value for each in cited if each in self.references):
            yield from (passage.text for passage in reference.passages)
            yield reference.title

    def seed_texts(self) -> Iterator[str]:
        """List the texts of all articles, reading one after the other; one that can't be read is reported elsewhere."""
        for name in sorted(self.seeds):
            if text := _seed_text(self.root / "seeds" / name):
                yield text

    @cached_property
    def pinpoints(self) -> tuple[Pinpointed, ...]:
        """All places to which notes point, with those that citing a single article names."""
        return tuple(pinpoint for note in self.notes for pinpoint in self.pinpoints_of(note))

    @cached_property
    def pinpoints_without_passage(self) -> Mapping[str, tuple[Pinpointed, ...]]:
        """By article, the places to which its notes point and of which no words are kept."""
        bare = (pinpoint for pinpoint in self.pinpoints if not pinpoint.has_passage)
        return _by_article((pinpoint.note.article, pinpoint) for pinpoint in bare)

    @cached_property
    def not_found(self) -> Mapping[str | None, tuple[OpenQuotation, ...]]:
        """The quotations that stand in no source, by article; None has those in what articles share."""
        return _by_article((quotation.article, quotation) for quotation, _ in self.missing)

    def pinpoints_of(self, note: NoteSources) -> Iterator[Pinpointed]:
        """List the places to which a note points."""
        for number, citation in enumerate(note.citations):
            path = ("references", number)
            if (entry := self.references.get(citation.id)) is None:
                continue
            reference = entry.value
            if citation.pinpoint:
                found = all(has_passage(reference, each) for each in places_named(citation.pinpoint))
                yield Pinpointed(note, reference, citation.pinpoint, path, found)
            elif reference.is_single_article:
                yield Pinpointed(note, reference, None, path, bool(reference.passages))

    def rests_on_independent_works(self, note: NoteSources) -> bool:
        """Return whether a note cites two works that were read and share no author, publisher or container."""
        cited = {citation.id for citation in note.citations}
        read = [
            _makers(entry.value)
            for each in sorted(cited)
            if (entry := self.references.get(each)) and entry.value.consulted is not Consulted.NOT_READ
        ]
        return any(one and two and not one & two for index, one in enumerate(read) for two in read[index + 1 :])


@dataclass(frozen=True)
class Comparison:
    """How many quotations stand in a source and how many do not, and pinpoints with and without a passage."""

    found: int
    not_found: int
    with_passage: int
    without_passage: int

    @classmethod
    def of(cls, index: SourceIndex) -> Comparison:
        """Count what an index of the whole corpus has."""
        missing, passages = len(index.missing), sum(each.has_passage for each in index.pinpoints)
        found = index.found + len(index.quotations) - missing
        return cls(found, missing, passages, len(index.pinpoints) - passages)

    def __str__(self) -> str:
        return (
            f"Quotations: {self.found} found, {self.not_found} not found. "
            f"Pinpoints: {self.with_passage} with a passage, {self.without_passage} without."
        )


def _by_article(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for article, value in pairs:
        found.setdefault(article, []).append(value)
    return {article: tuple(values) for article, values in found.items()}


def has_passage(reference: ReferenceFile, place: PinpointPlace) -> bool:
    """Return whether one of a reference's passages has the words of a place."""
    return any(passage.at is not None and covers(passage.at, place) for passage in reference.passages)


def is_primary(pinpoint: Pinpointed) -> bool:
    """Return whether a pinpoint leads into a primary source."""
    return pinpoint.reference.standing is Standing.PRIMARY


def _makers(reference: ReferenceFile) -> frozenset[str]:
    """Return the names of those who made a work, for telling whether another is independent of it."""
    people = (name.literal or f"{name.given or ''} {name.family}" for name in (*reference.author, *reference.editor))
    bodies = (reference.publisher, reference.authority, reference.container_title)
    return frozenset(" ".join(name.casefold().split()) for name in (*people, *bodies) if name)


def _seed_text(path: Path) -> str:
    try:
        return decode_seed(path.read_bytes())
    except (OSError, SeedError):
        return ""


def _note_sources(corpus: Corpus) -> Iterator[NoteSources]:
    for article in corpus.articles:
        for note in article.all_notes:
            data = note.value
            if data.status == "retracted":
                continue
            yield NoteSources(
                data.id, article.slug, data.kind, data.confidence == "confirmed", tuple(data.references), _places(note)
            )


def _places(entity: Located[NoteFile]) -> Callable[[ValuePath], Place]:
    return lambda path: entity.value_place(*path)


class _Source(NamedTuple):
    """A text that may have quotations, and the words with which they are first compared."""

    entity: Located[Entity]
    path: ValuePath
    text: str
    is_markdown: bool
    cited: tuple[str, ...]
    own_texts: tuple[str, ...]


def _quotations_in_notes(corpus: Corpus) -> Iterator[OpenQuotation | None]:
    """List the quotations in notes; None stands for one that is found in its article or event."""
    for article in corpus.articles:
        for note in article.all_notes:
            event = note.value.event
            if note.value.status != "retracted" and (event is None or event in corpus.events):
                for source in _texts_of_note(corpus, note):
                    yield from _compared(source, note, article.slug, article.seed.text)


def _shared_quotations(corpus: Corpus) -> Iterator[OpenQuotation | None]:
    """List the quotations in claims, events and references, which have no article's text to be compared with."""
    for source in chain(_texts_of_claims(corpus), _texts_of_events(corpus), _texts_of_references(corpus)):
        yield from _compared(source, None, None, "")


def _texts_of_note(corpus: Corpus, note: Located[NoteFile]) -> Iterator[_Source]:
    data = note.value
    event = corpus.events.get(data.event or "")
    words = event.value.quotation if event else None
    own = (words.original, *([words.translation.text] if words.translation else [])) if words else ()
    cited = tuple(citation.id for citation in data.references)
    yield _Source(note, ("note",), data.note, True, cited, own)
    yield _Source(note, ("title",), data.title, False, cited, own)


def _texts_of_claims(corpus: Corpus) -> Iterator[_Source]:
    for claim in corpus.claims.values():
        data = claim.value
        cited = tuple(each.id for each in chain(data.references, *(held.references for held in data.positions)))
        yield _Source(claim, ("finding",), data.finding, False, cited, ())
        yield _Source(claim, ("reason",), data.reason, False, cited, ())
        yield _Source(claim, ("explanation",), data.explanation or "", True, cited, ())


def _texts_of_events(corpus: Corpus) -> Iterator[_Source]:
    for event in corpus.events.values():
        data, words = event.value, event.value.quotation
        own = (words.original, *([words.translation.text] if words.translation else [])) if words else ()
        cited = tuple(citation.id for citation in data.references)
        yield _Source(event, ("title",), data.title, False, cited, own)
        yield _Source(event, ("description",), data.description, True, cited, own)


def _texts_of_references(corpus: Corpus) -> Iterator[_Source]:
    for reference in corpus.references.values():
        yield _Source(reference, ("summary",), reference.value.summary, True, (reference.value.id,), ())


def _compared(
    source: _Source, note: Located[NoteFile] | None, article: str | None, seed: str
) -> Iterator[OpenQuotation | None]:
    """Compare a text's quotations with the article and the event; yield those that are still open, else None."""
    excepted = {fold_quoted(each.words) for each in note.value.not_quotations} if note else set()
    for quoted in quotations_in(source.text, source.is_markdown):
        if fold_quoted(quoted.words) in excepted:
            continue
        open_parts = tuple(
            part
            for part in quoted.parts
            if not any(holds_words(fold_quoted(text), part.words) for text in (*source.own_texts, seed))
        )
        if not open_parts:
            yield None
            continue
        yield OpenQuotation(
            user=source.entity.value.id,  # type: ignore[attr-defined]
            article=article,
            words=quoted.words,
            first=quoted.parts[0],
            parts=open_parts,
            places_of=_word_places(source),
            cited=source.cited,
            texts=source.own_texts,
            is_confirmed=note is not None and note.value.confidence == "confirmed",
        )


def _word_places(source: _Source) -> Callable[[QuotedPart], tuple[Place, ...]]:
    places = TextPlaces(source.entity, source.path)
    return lambda part: tuple(map(places.at, word_offsets(source.text, part, source.is_markdown)))


def unlisted_words(note: NoteFile) -> Iterator[int]:
    """List the entries of ``not_quotations`` whose words stand in no quotation marks of the note, by number."""
    if not note.not_quotations:
        return
    quoted = {
        fold_quoted(each.words)
        for each in (*quotations_in(note.note, is_markdown=True), *quotations_in(note.title, is_markdown=False))
    }
    for index, entry in enumerate(note.not_quotations):
        if fold_quoted(entry.words) not in quoted and count_plain_words(entry.words):
            yield index
