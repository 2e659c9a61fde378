"""All files read, validated, anchored and joined: loaded once, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from annotated_reader.corpus.cache import Memory
from annotated_reader.corpus.discovery import project_lines
from annotated_reader.corpus.loader import Loader
from annotated_reader.corpus.model import Article, Corpus, Note
from annotated_reader.formats import ClaimFile, Entity, EventFile, PersonFile, ReferenceFile
from annotated_reader.support import Problem, Progress, WorkerFactory, in_process, map_in_order, no_progress

__all__ = ["Article", "Corpus", "Note", "load_corpus", "project_lines", "read_article", "read_shared"]

_SHARED: Mapping[str, type[Entity]] = {
    "references": ReferenceFile,
    "claims": ClaimFile,
    "events": EventFile,
    "people": PersonFile,
}


@dataclass(frozen=True)
class ReadArticle:
    """What became of an article's folder: the article, where it could be read, and what is wrong with its files.

    ``faulty_ids`` and ``files`` are what they are of a corpus.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    faulty_ids: frozenset[str]
    files: int


def read_article(root: Path, slug: str, memory: Memory | None = None) -> ReadArticle:
    """Read an article and anchor its notes: it depends on no other file than its own and its seed.

    Args:
        root: the project's folder, links in its path followed.
        slug: the name of the article's folder.
        memory: what was read before.
    """
    loader = Loader(root)
    folder = loader.root / "annotations" / slug
    article = loader.part(folder, partial(Loader.article, folder=folder), memory)
    return ReadArticle(article, tuple(loader.problems), frozenset(loader.faulty), loader.files)


def read_shared(root: Path, memory: Memory | None = None) -> tuple[Corpus, tuple[str, ...]]:
    """Read what all articles share, or recall it.

    Returns:
        A corpus without articles, and the slugs of the articles that are there to be read.
    """
    loader = Loader(root.resolve())
    annotations = loader.root / "annotations"
    shared = {
        name: loader.part(annotations / name, partial(Loader.shared, folder=name, model=model), memory)
        for name, model in _SHARED.items()
    }
    blocked_hosts = loader.blocked_hosts()
    slugs = tuple(folder.name for folder in loader.article_folders())
    corpus = Corpus(
        root=loader.root,
        articles=(),
        references=shared["references"],  # type: ignore[arg-type]
        claims=shared["claims"],  # type: ignore[arg-type]
        events=shared["events"],  # type: ignore[arg-type]
        people=shared["people"],  # type: ignore[arg-type]
        problems=tuple(loader.problems),
        faulty_ids=frozenset(loader.faulty),
        files=loader.files,
        blocked_hosts=blocked_hosts,
    )
    return corpus, slugs


def load_corpus(
    root: Path, workers: WorkerFactory = in_process, progress: Progress = no_progress, memory: Memory | None = None
) -> Corpus:
    """Read a project: everything in ``annotations/`` and the seeds it names.

    All problems of all files are collected; what could be read is in the corpus.

    Args:
        root: the project's folder, which holds ``seeds/`` and ``annotations/``.
        workers: read the articles.
        progress: shows how many have been read.
        memory: what was read before, where the same project is read here again and again; folders that have not
            changed since give the same objects.
    """
    shared, slugs = read_shared(root, memory)
    read_one = partial(read_article, memory=memory)
    read: list[ReadArticle] = list(progress(map_in_order(read_one, shared.root, slugs, workers), len(slugs)))
    articles = (each.article for each in read if each.article)
    return replace(
        shared,
        articles=tuple(sorted(articles, key=lambda article: article.rank)),
        problems=(*shared.problems, *(problem for each in read for problem in each.problems)),
        faulty_ids=shared.faulty_ids.union(*(each.faulty_ids for each in read)),
        files=shared.files + sum(each.files for each in read),
    )
