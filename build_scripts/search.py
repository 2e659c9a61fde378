"""Search: the corpus as records, each leading to its very place, and Pagefind's index of them.

A browser downloads only the parts of the index that a search touches. Pagefind's own crawler knows pages and
headings; records know blocks and notes.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from io import BufferedReader
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

from build_scripts.corpus import Article, Corpus, Note
from build_scripts.mentions import names
from build_scripts.notes import plain_text
from build_scripts.schema import Kind
from build_scripts.seed_text import Block
from build_scripts.sentences import in_sentence
from build_scripts.stable_index import UnknownFormError, with_sorted_filters
from build_scripts.urls import block_url, note_url

INDEX_FOLDER = "pagefind"
"""Where the index lies, from the site's root."""

ENTRY = "all.js"
"""The script in that folder that a browser loads: Pagefind's own, with all parts of the index."""

MAX_RECORDS = 25_000
"""Of one part of the index: each record takes Pagefind longer, and more memory, the more there are before it."""

_ENTRY = """\
import {{ mergeIndex }} from "./pagefind.js";
for (const part of {parts}) await mergeIndex(new URL(`${{part}}/`, import.meta.url).href);
export * from "./pagefind.js";
"""

# Pagefind keeps an index for each language and asks only the page's own: records of all languages share one, so that
# a search finds them all. Words of another language are merely not stemmed.
SITE_LANGUAGE = "en"

# Ready-made interfaces, and a search for languages without a stemmer: 0.4 MB that no page of ours asks for.
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
_FIRST_ONLY = ("*.js", "wasm.*")

# A zero-width space would end a word for Pagefind's index in one way and for a browser in another.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# Pagefind finds no value with one of the last two, which JSON escapes; a browser reads all as parts of an address.
_ESCAPED = {ord(character): f"%{ord(character):02X}" for character in '%"\\'}
_WHITE = re.compile(r"\s+")


class SearchError(Exception):
    """Pagefind could not make the index."""


@dataclass(frozen=True)
class SearchRecord:
    """One thing that can be found.

    ``url`` leads from the site's root to its place. ``content`` and ``title``, which notes have, are plain text and
    searched. ``filters`` are the facets, with ids as values: ``type`` (text or note), ``article``, ``kind``,
    ``verdict``, ``reference``, ``person``, ``language``. Where a reader should see a name, it follows the id, escaped
    as in addresses: a list of all names would grow with the corpus, and Pagefind searches whatever is metadata, so that
    a title would find each of its article's blocks. ``passage``, which notes have, is their words in their sentence,
    parted by line breaks into what stands before, the words, and what follows; it is searched too.
    """

    url: str
    content: str
    title: str = ""
    passage: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def record_parts(corpus: Corpus) -> Iterator[Iterator[SearchRecord]]:
    """Share out what readers can search among the parts of an index, articles whole, in reading order.

    Returns:
        Each part's records, at most ``MAX_RECORDS`` where no article has more; at least one part.
    """
    part: list[Article] = []
    size = 0
    for article in corpus.articles:
        own = len(article.seed.blocks) + len(article.notes)
        if part and size + own > MAX_RECORDS:
            yield search_records(corpus, part)
            part, size = [], 0
        part.append(article)
        size += own
    yield search_records(corpus, part)


def search_records(corpus: Corpus, articles: Iterable[Article] | None = None) -> Iterator[SearchRecord]:
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
    """List whom a text names."""
    named = (person.value for person in corpus.people.values() if names(text, person.value))
    return [_named(person.id, person.name) for person in named]


def _reference(corpus: Corpus, reference_id: str) -> str:
    known = corpus.references.get(reference_id)
    return _named(reference_id, known.value.short if known else reference_id)


def _named(entity_id: str, name: str) -> str:
    return f"{entity_id} {_one_line(name).translate(_ESCAPED)}"


def _passage(article: Article, note: Note) -> str:
    """Write a note's words in their sentence on three lines; the spaces beside the words stay."""
    words = in_sentence(article, note)
    return "\n".join(_WHITE.sub(" ", part.translate(_INVISIBLE)) for part in (words.before, words.marked, words.after))


def _verdicts(corpus: Corpus, note: Note) -> list[str]:
    """Give the verdict that the note shows, if it shows one."""
    claim = note.data.claim and corpus.claims.get(note.data.claim.id)
    return [claim.value.verdict.value] if claim and note.data.kind is Kind.FACT_CHECK else []


def _facets(**values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Leave out facets without a value, and values named twice."""
    return {name: tuple(dict.fromkeys(found)) for name, found in values.items() if found}


def _one_line(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


def make_index(records: Iterable[SearchRecord]) -> dict[str, bytes]:
    """Make an index.

    Args:
        records: what can be found; equal records give equal files.

    Returns:
        The index's files by their paths in ``INDEX_FOLDER``.

    Raises:
        SearchError: when Pagefind is not there or fails.
    """
    try:
        files = _index_files(records)
    except OSError as error:
        raise SearchError(f"Pagefind could not make the search index: {error}") from error
    with suppress(UnknownFormError):  # in a random order it searches as well
        files = with_sorted_filters(files)
    return {path: content for path, content in files.items() if not _is_any(path, _NOT_NEEDED)}


def write_index(parts: Iterable[Iterable[SearchRecord]], folder: Path) -> None:
    """Make an index in place of what stands in a folder, one part at a time: no more of it is held in memory.

    Raises:
        SearchError: when Pagefind is not there or fails.
        OSError: when the files can't be written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    number = 0
    for number, records in enumerate(parts, start=1):
        _write_files(make_index(records), folder if number == 1 else folder / str(number), whole=number == 1)
    (folder / ENTRY).write_text(_ENTRY.format(parts=list(range(2, number + 1))), "utf-8")


def _write_files(files: Mapping[str, bytes], folder: Path, *, whole: bool) -> None:
    """Write a part of an index; only the first one is ``whole``, with the scripts."""
    needed = {path: content for path, content in files.items() if whole or not _is_any(path, _FIRST_ONLY)}
    for parent in {(folder / path).parent for path in needed}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in needed.items():
        (folder / path).write_bytes(content)


def _is_any(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _index_files(records: Iterable[SearchRecord]) -> dict[str, bytes]:
    """Ask Pagefind for an index's files, by their paths in it.

    Pagefind could write them itself, but says that it has done so before the last ones are whole.
    """
    from pagefind.service import get_executable  # with it comes all of asyncio, for nothing where there is no search

    program = get_executable()
    if program is None:
        raise FileNotFoundError("there is no pagefind program")
    # A thread of its own sends them, so that neither side waits for the other to read.
    with ThreadPoolExecutor(1) as thread, Popen([program, "--service"], stdin=PIPE, stdout=PIPE) as service:  # noqa: S603
        assert service.stdin and isinstance(service.stdout, BufferedReader)
        try:
            sent = thread.submit(_send, _questions(records), service.stdin)
            for answer in _answers(service.stdout):
                if answer["type"] == "Error":
                    raise OSError(answer["message"])
                if answer["type"] == "GetFiles":
                    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
            sent.result()
            raise OSError("it ended early")
        finally:
            service.kill()


def _questions(records: Iterable[SearchRecord]) -> Iterator[dict[str, Any]]:
    """List what Pagefind's service is asked, which is one JSON object each."""
    yield {"type": "NewIndex", "config": None}
    for record in records:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.url,
            "content": record.content,
            "language": SITE_LANGUAGE,
            "meta": {name: text for name in ("title", "passage") if (text := getattr(record, name))},
            "filters": {name: list(values) for name, values in record.filters.items()},
            "sort": None,
        }
    yield {"type": "GetFiles", "index_id": 0}


def _send(questions: Iterable[dict[str, Any]], stream: IO[bytes]) -> None:
    """Write questions to Pagefind: JSON in base64, a comma after each; it ends when no more can come."""
    try:
        for number, question in enumerate(questions):
            message = json.dumps({"message_id": number, "payload": question})
            stream.write(base64.b64encode(message.encode()) + b",")
        stream.flush()
    except BaseException:
        stream.close()
        raise


def _answers(stream: BufferedReader) -> Iterator[dict[str, Any]]:
    """Read Pagefind's answers, which come in the order of the questions."""
    parts: list[bytes] = []
    while chunk := stream.read1():
        first, *rest = chunk.split(b",")
        parts.append(first)
        for part in rest:
            yield json.loads(base64.b64decode(b"".join(parts)))["payload"]
            parts = [part]
