"""When the meaning of notes last changed, as the project's git history has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from annotated_reader.corpus.model import Corpus, Note
from annotated_reader.formats import PartialDate
from annotated_reader.support import has_whole_history, line_dates

_MEANING = ("kind", "title", "quote", "note", "references", "claim", "event")
"""The keys of a note that say what it means; when the others change, its meaning does not."""

_MOST_FILES = 400
"""Git needs some 20 milliseconds for each file: of a larger project the history is left out."""


def last_changes(corpus: Corpus) -> Mapping[str, PartialDate]:
    """Find when the meaning of each note last changed.

    Returns:
        The day by the note's id; notes that are not committed are left out, and all of them are where there is no git
        history, only a part of it, or a very large project.
    """
    by_file: defaultdict[str, list[Note]] = defaultdict(list)
    for note in corpus.notes:
        by_file[note.source.document.file].append(note)
    if len(by_file) > _MOST_FILES or not has_whole_history(corpus.root):
        return {}
    with ThreadPoolExecutor() as threads:
        return dict(chain.from_iterable(threads.map(partial(_changes, corpus.root), by_file.values())))


def _changes(root: Path, notes: list[Note]) -> list[tuple[str, PartialDate]]:
    days = line_dates(root, notes[0].source.document.file)
    changed = ((note.id, [days[line - 1] for line in _lines(note) if line <= len(days)]) for note in notes)
    return [
        (note_id, PartialDate.parse(max(day for day in found if day).isoformat()))
        for note_id, found in changed
        if found and all(found)
    ]


def _lines(note: Note) -> Iterator[int]:
    """List the lines of a note's meaning: from each of its keys to the next key of the note."""
    written = note.source.written
    starts = sorted((note.source.place(key).line, key) for key in written)
    ends = [line for line, _ in starts[1:]] + [_end(note)]
    for (start, key), end in zip(starts, ends, strict=True):
        if key in _MEANING:
            yield from range(start, max(end, start + 1))


def _end(note: Note) -> int:
    """Return the line after a note: that of the next note of its file, or the one after the file's last."""
    document, path = note.source.document, note.source.path
    if path and isinstance(path[0], int) and path[0] + 1 < len(document.value):
        return document.place((path[0] + 1,)).line
    return document.text.rstrip().count("\n") + 2
