"""Search: the corpus as records, each leading to its very place, and Pagefind's index of them.

A browser downloads only the parts of the index that a search touches. Pagefind's own crawler knows pages and
headings; records know blocks and notes.
"""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pagefind.service import PagefindService

from build_scripts.corpus import Article, Corpus, Note
from build_scripts.mentions import names
from build_scripts.notes import plain_text
from build_scripts.schema import Kind
from build_scripts.seed_text import Block
from build_scripts.stable_index import UnknownFormError, sort_filters
from build_scripts.urls import block_url, note_url

INDEX_FOLDER = "pagefind"
"""Where the index lies, from the site's root."""

# Pagefind keeps an index for each language and asks only the page's own: records of all languages share one, so that
# a search finds them all. Words of another language are merely not stemmed.
SITE_LANGUAGE = "en"

# Ready-made interfaces, and a search for languages without a stemmer: 0.4 MB that no page of ours asks for.
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")

# A zero-width space would end a word for Pagefind's index in one way and for a browser in another.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class SearchError(Exception):
    """Pagefind could not make the index."""


@dataclass(frozen=True)
class SearchRecord:
    """One thing that can be found.

    ``url`` leads from the site's root to its place. ``content`` and ``title``, which notes have, are plain text and
    searched. ``filters`` are the facets, with ids as values: ``type`` (text or note), ``article``, ``kind``,
    ``verdict``, ``reference``, ``person``, ``language``. ``source``, the article's title, is there to be shown:
    Pagefind searches whatever is metadata, so that the words of a title would find each of its article's blocks.
    """

    url: str
    content: str
    title: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def search_records(corpus: Corpus) -> Iterator[SearchRecord]:
    """List what readers can search, in reading order: an article's blocks, then its notes.

    Page furniture, readers' comments, withdrawn texts and retracted notes are left out.
    """
    for article in corpus.articles:
        for block in article.seed.blocks if article.data.display == "full" else ():
            if not block.role.folded_away:
                yield _block_record(corpus, article, block)
        for note in article.current_notes:
            yield _note_record(corpus, article, note)


def _block_record(corpus: Corpus, article: Article, block: Block) -> SearchRecord:
    return SearchRecord(
        url=block_url(article.slug, block.number),
        content=_one_line(block.text),
        filters=_facets(
            type=["text"],
            article=[article.slug],
            source=[_one_line(article.data.title)],
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
        filters=_facets(
            type=["note"],
            article=[article.slug],
            source=[_one_line(article.data.title)],
            language=[data.language or SITE_LANGUAGE],
            kind=[data.kind.value],
            verdict=_verdicts(corpus, note),
            reference=[citation.id for citation in data.references],
            person=_people(corpus, f"{data.title}\n{text}\n{passage}"),
        ),
    )


def _people(corpus: Corpus, text: str) -> list[str]:
    """List whom a text names."""
    return [person_id for person_id, person in corpus.people.items() if names(text, person.value)]


def _verdicts(corpus: Corpus, note: Note) -> list[str]:
    """Give the verdict that the note shows, if it shows one."""
    claim = note.data.claim and corpus.claims.get(note.data.claim.id)
    return [claim.value.verdict.value] if claim and note.data.kind is Kind.FACT_CHECK else []


def _facets(**values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Leave out facets without a value, and values named twice."""
    return {name: tuple(dict.fromkeys(found)) for name, found in values.items() if found}


def _one_line(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


def write_index(records: Iterable[SearchRecord], folder: Path) -> None:
    """Make an index, in place of what stands in the folder.

    Args:
        records: what can be found; equal records give equal files.
        folder: ``INDEX_FOLDER`` in a built site.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        # A thread of its own, since whoever calls may run an event loop already.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _write(records, folder)).result()
    except (OSError, EOFError) as error:
        raise SearchError(f"Pagefind could not make the search index: {error}") from error
    for pattern in _NOT_NEEDED:
        for path in folder.glob(pattern):
            path.unlink()
    with suppress(UnknownFormError):  # in a random order it searches as well
        sort_filters(folder)


async def _write(records: Iterable[SearchRecord], folder: Path) -> None:
    async with _PromptService() as service:
        index = await service.create_index()
        for record in records:
            await index.add_custom_record(
                url=record.url,
                content=record.content,
                language=SITE_LANGUAGE,
                meta={"title": record.title} if record.title else {},
                filters={name: list(values) for name, values in record.filters.items()},
            )
        await index.write_files(str(folder))


class _PromptService(PagefindService):
    """Pagefind's service without its pause of 0.1 s after every answer, which makes a minute of 600 records."""

    async def _wait_for_responses(self) -> None:
        """Leave the answers to ``send``: one question, one answer."""

    async def send(self, payload: Any) -> Any:
        """Ask the service, and wait for its answer.

        Raises:
            SearchError: when the answer is that it failed.
            EOFError: when the service ended.
        """
        assert self._backend.stdin and self._backend.stdout
        self._message_id += 1
        question = json.dumps({"message_id": self._message_id, "payload": payload})
        self._backend.stdin.write(base64.b64encode(question.encode()) + b",")
        await self._backend.stdin.drain()
        answer = json.loads(base64.b64decode((await self._backend.stdout.readuntil(b","))[:-1]))["payload"]
        if answer["type"] == "Error":
            raise SearchError(f"Pagefind could not make the search index: {answer['message']}")
        return answer
