"""A project checked article by article, so that a large one takes little memory and any number of processors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from annotated_reader.checks.id_index import Roll
from annotated_reader.checks.rules import check_part, check_roll, part_of
from annotated_reader.corpus import Corpus, ReadArticle, read_article, read_shared
from annotated_reader.support import Problem, Progress, WorkerFactory, in_process, map_in_order, no_progress


@dataclass(frozen=True)
class Checked:
    """What is wrong with a project, by file and line, and how many YAML files it has."""

    problems: list[Problem]
    files: int


@dataclass(frozen=True)
class _Part:
    """What is left of an article once it is checked."""

    problems: frozenset[Problem]
    roll: Roll
    files: int


def check_project(root: Path, workers: WorkerFactory = in_process, progress: Progress = no_progress) -> Checked:
    """Find every problem of a project: the same as loading it whole and checking that.

    Args:
        root: the project's folder.
        workers: read and check the articles.
        progress: shows how many have been checked.
    """
    shared, slugs = read_shared(root)
    found = check_part(shared)
    rolls: list[Roll] = []
    files = shared.files
    # what no rule looks up for an article stays here
    needed = replace(shared, references={}, claims={}, people={}, problems=(), faulty_ids=frozenset(), files=0)
    for part in progress(map_in_order(_check_article, needed, slugs, workers), len(slugs)):
        found |= part.problems
        rolls.append(part.roll)
        files += part.files
    found |= check_roll(Roll.joined(Roll.of(shared), rolls))
    return Checked(sorted(found), files)


def _check_article(shared: Corpus, slug: str) -> _Part:
    read = read_article(shared.root, slug)
    part = _alone(shared, read)
    return _Part(frozenset(check_part(part)), Roll.of(part), read.files)


def _alone(shared: Corpus, read: ReadArticle) -> Corpus:
    """Make a corpus of one article and the events that it names."""
    part = part_of(shared, (read.article,) if read.article else ())
    return replace(part, problems=read.problems, faulty_ids=read.faulty_ids)
