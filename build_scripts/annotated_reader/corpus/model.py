"""The joined model: articles with their notes, and what they name. Values, never changed once they are loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from annotated_reader.formats import ArticleFile, ClaimFile, EventFile, Located, NoteFile, PersonFile, ReferenceFile
from annotated_reader.support import Problem
from annotated_reader.texts import Block, Proposal, Resolution, SeedText, Span


@dataclass(frozen=True, eq=False, slots=True)
class Note:
    """A note beside its passage; it equals only itself.

    ``number`` counts the article's notes in reading order from 1; ``blocks`` are those its span touches.
    """

    article: str
    number: int
    source: Located[NoteFile]
    span: Span
    blocks: tuple[Block, ...]

    @property
    def data(self) -> NoteFile:
        """What the contributor wrote."""
        return self.source.value

    @property
    def id(self) -> str:
        """The note's id."""
        return self.source.value.id


class Obstacle(StrEnum):
    """Why a quote has no place: it was not found for certain, or no (more) notes are allowed where it is."""

    NOT_FOUND = "not found"
    OTHER_PASSAGE = "of another passage"
    ON_COMMENT = "on a reader's comment"
    CROWDED = "crowded"


@dataclass(frozen=True, eq=False, slots=True)
class UnplacedNote:
    """A note that is shown beside no passage, with the reason; it equals only itself.

    ``obstacle`` is None where the quote has a place, but the entry around it has mistakes (``is_faulty``). ``proposal``
    is where the quote stands by likeness, or where its words are of another passage; else it is None where the words
    themselves were found.
    """

    source: Located[NoteFile]
    obstacle: Obstacle | None
    resolution: Resolution
    proposal: Proposal | None = None
    is_faulty: bool = False


@dataclass(frozen=True, eq=False)
class Article:
    """A text with its notes in reading order; ``unplaced`` are those with mistakes or without a place.

    It equals only itself.
    """

    slug: str
    source: Located[ArticleFile]
    seed: SeedText
    notes: tuple[Note, ...]
    unplaced: tuple[UnplacedNote, ...] = ()

    @cached_property
    def data(self) -> ArticleFile:
        """What ``article.yml`` says."""
        return self.source.value

    @property
    def rank(self) -> tuple[str, int, str]:
        """The article's place among the articles: by seed, and in the seed by its first line."""
        return self.data.seed, self.data.lines.first if self.data.lines else 0, self.slug

    @cached_property
    def current_notes(self) -> tuple[Note, ...]:
        """The notes that have not been retracted."""
        return tuple(note for note in self.notes if note.data.status != "retracted")

    @cached_property
    def all_notes(self) -> tuple[Located[NoteFile], ...]:
        """Every note's file entry, placed or not."""
        return (*(note.source for note in self.notes), *(note.source for note in self.unplaced))


@dataclass(frozen=True)
class Corpus:
    """Everything in the project, joined; ids resolve through the mappings.

    ``problems`` are those found while loading; ``faulty_ids`` name entities that exist but could not be read, so that
    uses of them are not reported. ``files`` counts the YAML files read. ``blocked_hosts`` gives for each host that
    must not be linked the reason.
    """

    root: Path
    articles: tuple[Article, ...]
    references: Mapping[str, Located[ReferenceFile]]
    claims: Mapping[str, Located[ClaimFile]]
    events: Mapping[str, Located[EventFile]]
    people: Mapping[str, Located[PersonFile]]
    problems: tuple[Problem, ...]
    faulty_ids: frozenset[str]
    files: int
    blocked_hosts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """All placed notes, article by article."""
        return tuple(note for article in self.articles for note in article.notes)

    @cached_property
    def all_notes(self) -> tuple[Located[NoteFile], ...]:
        """Every note's file entry, placed or not, article by article."""
        return tuple(note for article in self.articles for note in article.all_notes)

    @cached_property
    def deleted_note_ids(self) -> frozenset[str]:
        """The ids of deleted notes, which stay reserved."""
        return frozenset(note.id for article in self.articles for note in article.data.deleted_notes)

    @cached_property
    def notes_by_id(self) -> Mapping[str, Note]:
        """Placed notes by id."""
        return {note.id: note for note in self.notes}

    @cached_property
    def notes_by_claim(self) -> Mapping[str, tuple[Note, ...]]:
        """Placed notes that have not been retracted, by the claim they are tied to, in reading order."""
        return _gathered((note.data.claim.id, note) for note in self._current if note.data.claim)

    @cached_property
    def notes_by_event(self) -> Mapping[str, tuple[Note, ...]]:
        """Placed notes that have not been retracted, by the event they are tied to, in reading order."""
        return _gathered((note.data.event, note) for note in self._current if note.data.event)

    @cached_property
    def _current(self) -> tuple[Note, ...]:
        return tuple(note for article in self.articles for note in article.current_notes)

    @cached_property
    def articles_by_slug(self) -> Mapping[str, Article]:
        """Articles by slug."""
        return {article.slug: article for article in self.articles}


def _gathered(pairs: Iterable[tuple[str, Note]]) -> Mapping[str, tuple[Note, ...]]:
    gathered: defaultdict[str, list[Note]] = defaultdict(list)
    for key, note in pairs:
        gathered[key].append(note)
    return {key: tuple(notes) for key, notes in gathered.items()}
