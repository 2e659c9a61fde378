"""A project checked in parts, so that a large one takes little memory and any number of processors.

The parts are the shared entities and each article. What the rules need to know of all of them is in their indexes of
ids, which are joined at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from annotated_reader.checks.id_index import IdIndex, KnownIds, known_ids
from annotated_reader.checks.rules import ID_RULES, PART_RULES
from annotated_reader.checks.source_index import Comparison, SourceIndex
from annotated_reader.checks.source_rules import SOURCE_RULES
from annotated_reader.corpus import Article, Corpus, read_article, read_shared
from annotated_reader.formats import Located, ReferenceFile
from annotated_reader.support import Problem, Progress, WorkerFactory, in_process, map_in_order, no_progress


@dataclass(frozen=True)
class Checked:
    """What is wrong with a project, by file and line, how many YAML files it has, and its quotations and pinpoints."""

    problems: list[Problem]
    files: int
    sources: SourceIndex

    @property
    def compared(self) -> Comparison:
        """How far quotations and pinpoints were found in the words kept of sources."""
        return Comparison.of(self.sources)


@dataclass(frozen=True)
class _CheckedPart:
    """What is kept of a part once it is checked by itself."""

    problems: frozenset[Problem]
    ids: IdIndex
    sources: SourceIndex
    files: int


@dataclass(frozen=True)
class _Shared:
    """What checking an article needs to know of the rest of the project."""

    corpus: Corpus
    known: KnownIds


def check_corpus(corpus: Corpus) -> Checked:
    """Check a project that is loaded."""
    shared = _Shared(corpus, known_ids(corpus))
    whole = _check_part(replace(corpus, articles=()), shared.known, is_shared=True)
    return _joined(whole, (_check_part(_article_part(shared, article), shared.known) for article in corpus.articles))


def check_reference(corpus: Corpus, reference: Located[ReferenceFile]) -> list[Problem]:
    """Return the problems of a reference by itself: those that do not depend on what cites it."""
    alone = replace(
        corpus, articles=(), references={reference.value.id: reference}, claims={}, events={}, people={}, problems=()
    )
    return sorted({problem for rule in PART_RULES for problem in rule(alone)})


def check_project(root: Path, workers: WorkerFactory = in_process, progress: Progress = no_progress) -> Checked:
    """Check a project as :func:`check_corpus` does, without loading the whole at once.

    Args:
        root: the project's folder.
        workers: read and check the articles.
        progress: shows how many have been checked.
    """
    corpus, slugs = read_shared(root)
    # what no rule looks up for an article is not sent to the workers
    needed = replace(corpus, references={}, people={}, problems=(), faulty_ids=frozenset(), files=0)
    shared = _Shared(needed, known_ids(corpus))
    whole = _check_part(corpus, shared.known, is_shared=True)
    return _joined(whole, progress(map_in_order(_check_article, shared, slugs, workers), len(slugs)))


def _check_article(shared: _Shared, slug: str) -> _CheckedPart:
    read = read_article(shared.corpus.root, slug)
    part = _article_part(shared, read.value)
    part = replace(part, problems=read.problems, faulty_ids=read.faulty_ids, files=read.files)
    checked = _check_part(part, shared.known)
    return replace(checked, sources=checked.sources.with_known_places())


def _article_part(shared: _Shared, article: Article | None) -> Corpus:
    """Return a corpus of one article and the claims and events that it names."""
    corpus = shared.corpus
    notes = [note.value for note in article.all_notes] if article else []
    claims = {note.claim.id for note in notes if note.claim}
    events = {note.event for note in notes if note.event}
    return replace(
        corpus,
        articles=(article,) if article else (),
        references={},
        claims={claim: corpus.claims[claim] for claim in claims & corpus.claims.keys()},
        events={event: corpus.events[event] for event in events & corpus.events.keys()},
        people={},
        problems=(),
        faulty_ids=frozenset(),
        files=0,
    )


def _check_part(part: Corpus, known: KnownIds, is_shared: bool = False) -> _CheckedPart:
    """Check a part by itself; the problems found while it was loaded are among the result's."""
    problems = {*part.problems, *(problem for rule in PART_RULES for problem in rule(part))}
    return _CheckedPart(frozenset(problems), IdIndex.of(part, known), SourceIndex.of(part, is_shared), part.files)


def _joined(shared: _CheckedPart, articles: Iterable[_CheckedPart]) -> Checked:
    """Join the checked parts, and check their ids against each other."""
    problems, files, indexes, sources = set(shared.problems), shared.files, list[IdIndex](), list[SourceIndex]()
    for part in articles:
        problems |= part.problems
        files += part.files
        indexes.append(part.ids)
        sources.append(part.sources)
    ids = IdIndex.joined(shared.ids, indexes)
    problems |= {problem for rule in ID_RULES for problem in rule(ids)}
    index = SourceIndex.joined(shared.sources, sources)
    problems |= {problem for rule in SOURCE_RULES for problem in rule(index)}
    return Checked(sorted(problems), files, index)
