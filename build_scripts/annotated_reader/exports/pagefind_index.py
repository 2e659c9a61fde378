"""Pagefind's index of what readers can search.

A browser downloads only the parts of the index that a search touches.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from fnmatch import fnmatch
from io import BufferedReader
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

from annotated_reader.exports.search_records import SITE_LANGUAGE, SearchRecord
from annotated_reader.exports.stable_index import UnknownFormError, with_sorted_filters

INDEX_FOLDER = "pagefind"
"""Where the index lies, from the site's root."""

ENTRY = "all.js"
"""The script in that folder that a browser loads: Pagefind's own, with all parts of the index."""

_ENTRY = """\
import {{ mergeIndex }} from "./pagefind.js";
for (const part of {parts}) await mergeIndex(new URL(`${{part}}/`, import.meta.url).href);
export * from "./pagefind.js";
"""

# Ready-made interfaces, and a search for languages without a stemmer: 0.4 MB that no page of ours asks for.
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
_FIRST_ONLY = ("*.js", "wasm.*")


class SearchError(Exception):
    """Pagefind could not make the index."""


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
