"""All files read, validated, placed and joined: loaded once, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from annotated_reader.corpus.cache import FolderCache, LoadedFolder
from annotated_reader.corpus.discovery import project_lines
from annotated_reader.corpus.loader import Loader, read_folder
from annotated_reader.corpus.model import Article, Corpus, Note
from annotated_reader.formats import ClaimFile, Entity, EventFile, PersonFile, ReferenceFile
from annotated_reader.support import Progress, WorkerFactory, in_process, map_in_order, no_progress

__all__ = ["Article", "Corpus", "Note", "load_corpus", "project_lines", "read_article", "read_shared"]

_SHARED: Mapping[str, type[Entity]] = {
    "references": ReferenceFile,
    "claims": ClaimFile,
    "events": EventFile,
    "people": PersonFile,
}


def read_article(root: Path, slug: str, cache: FolderCache | None = None) -> LoadedFolder[Article | None]:
    """Read an article and place its notes: it depends on no other file than its own and its seed.

    Args:
        root: the project's folder, links in its path followed.
        slug: the name of the article's folder.
        cache: what was read before.
    """
    folder = root / "annotations" / slug
    return read_folder(root, folder, partial(Loader.article, folder=folder), cache)


def read_shared(root: Path, cache: FolderCache | None = None) -> tuple[Corpus, tuple[str, ...]]:
    """Read what all articles share.

    Returns:
        A corpus without articles, and the slugs of the articles that are there to be read.
    """
    root = root.resolve()
    shared = {
        name: read_folder(root, root / "annotations" / name, partial(Loader.shared, folder=name, model=model), cache)
        for name, model in _SHARED.items()
    }
    loader = Loader(root)
    blocked_hosts = loader.blocked_hosts()
    slugs = tuple(folder.name for folder in loader.article_folders())
    corpus = Corpus(
        root=root,
        articles=(),
        references=shared["references"].value,  # type: ignore[arg-type]
        claims=shared["claims"].value,  # type: ignore[arg-type]
        events=shared["events"].value,  # type: ignore[arg-type]
        people=shared["people"].value,  # type: ignore[arg-type]
        problems=(*chain.from_iterable(folder.problems for folder in shared.values()), *loader.problems),
        faulty_ids=frozenset(loader.faulty).union(*(folder.faulty_ids for folder in shared.values())),
        files=loader.files + sum(folder.files for folder in shared.values()),
        blocked_hosts=blocked_hosts,
    )
    return corpus, slugs


def load_corpus(
    root: Path,
    workers: WorkerFactory = in_process,
    progress: Progress = no_progress,
    cache: FolderCache | None = None,
) -> Corpus:
    """Read a project: everything in ``annotations/`` and the seeds it names.

    All problems of all files are collected; what could be read is in the corpus.

    Args:
        root: the project's folder, which holds ``seeds/`` and ``annotations/``.
        workers: read the articles.
        progress: shows how many have been read.
        cache: what was read before, where the same project is read here again and again; folders that have not changed
            since return the same objects.
    """
    shared, slugs = read_shared(root, cache)
    read_one = partial(read_article, cache=cache)
    read: list[LoadedFolder[Article | None]] = list(
        progress(map_in_order(read_one, shared.root, slugs, workers), len(slugs))
    )
    articles = (each.value for each in read if each.value)
    return replace(
        shared,
        articles=tuple(sorted(articles, key=lambda article: article.rank)),
        problems=(*shared.problems, *(problem for each in read for problem in each.problems)),
        faulty_ids=shared.faulty_ids.union(*(each.faulty_ids for each in read)),
        files=shared.files + sum(each.files for each in read),
    )
