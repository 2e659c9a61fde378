"""Pagefind's index of what readers can search.

A browser downloads only the parts of the index that a search touches.

Pagefind indexes a folder of HTML pages, so each record is written as one. Its program is run as its documentation
says; decision 006 says why its Python classes are not used.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from markupsafe import Markup

from annotated_reader.exports.search_records import SITE_LANGUAGE, SearchRecord

INDEX_FOLDER = "pagefind"
"""The index's folder, from the site's root."""

ENTRY = "all.js"
"""The script in that folder that a browser loads: Pagefind's own, with all parts of the index."""

_ENTRY = """\
import {{ mergeIndex }} from "./pagefind.js";
for (const part of {parts}) await mergeIndex(new URL(`${{part}}/`, import.meta.url).href);
export * from "./pagefind.js";
"""

_EMPTY_ENTRY = """\
export const search = async () => ({ results: [], filters: {} });
export const debouncedSearch = search;
"""

# Ready-made interfaces, and a search for languages without a stemmer: 0.4 MB that no page of ours asks for.
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.pagefind")
_FIRST_ONLY = ("*.js", "wasm.*")

_PAGE = Markup('<!doctype html><html lang="%s"><body>%s%s</body></html>')
_ORDER = Markup('<i data-pagefind-sort="order:%s"></i>')
_FILTER = Markup('<i data-pagefind-filter="%s:%s"></i>')
_META = Markup('<i data-pagefind-meta="%s:%s"></i>')


class SearchError(Exception):
    """Pagefind could not make the index."""


def write_index(parts: Iterable[Iterable[SearchRecord]], folder: Path) -> None:
    """Write an index in place of what is in a folder, one part at a time, which bounds the memory that Pagefind needs.

    Raises:
        SearchError: if Pagefind is missing or fails, or the files can't be written.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        order = count()
        written = [
            _write_part(records, order, folder if number == 1 else folder / str(number), whole=number == 1)
            for number, records in enumerate(parts, start=1)
        ]
        folder.mkdir(parents=True, exist_ok=True)
        entry = _ENTRY.format(parts=list(range(2, len(written) + 1))) if any(written) else _EMPTY_ENTRY
        (folder / ENTRY).write_text(entry, "utf-8")
    except OSError as error:
        raise SearchError(f"The search index could not be written: {error}") from error


def _write_part(records: Iterable[SearchRecord], order: Iterator[int], folder: Path, *, whole: bool) -> bool:
    """Write a part of an index and return whether it has records; only the first is ``whole``, with the scripts."""
    with tempfile.TemporaryDirectory(prefix="pagefind_") as pages:
        for record, number in zip(records, order, strict=False):
            _write_page(record, number, Path(pages))
        if not any(Path(pages).iterdir()):  # Pagefind refuses to index nothing
            return False
        _run_pagefind(Path(pages), folder)
    for pattern in _NOT_NEEDED if whole else (*_NOT_NEEDED, *_FIRST_ONLY):
        for path in folder.glob(pattern):
            path.unlink()
    return True


def _write_page(record: SearchRecord, number: int, pages: Path) -> None:
    """Write a record as a page; Pagefind's address for it is the record's, after a slash and before ``.html``.

    Pagefind itself keeps no order of pages: a search that has no words asks for them sorted by their numbers.
    """
    facts = [_ORDER % number]
    facts += [_FILTER % (name, _filter_value(value)) for name, values in record.filters.items() for value in values]
    facts += [_META % (name, text) for name in ("title", "passage") if (text := getattr(record, name))]
    html = _PAGE % (SITE_LANGUAGE, Markup().join(facts), record.content)
    path = pages / f"{record.url}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")


def _filter_value(text: str) -> str:
    """Escape a filter's value once more, since Pagefind resolves character references in it twice."""
    return text.replace("&", "&amp;")


def _run_pagefind(pages: Path, folder: Path) -> None:
    command = [sys.executable, "-P", "-m", "pagefind", "--site", str(pages), "--output-path", str(folder.resolve())]
    # In the folder of pages, where no pagefind.toml of the project is read.
    done = subprocess.run([*command, "--quiet"], cwd=pages, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SearchError(f"Pagefind could not make the search index: {said[-1] if said else 'it said nothing'}")
