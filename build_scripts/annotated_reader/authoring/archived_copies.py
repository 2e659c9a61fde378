"""Archived copies, and pages that are gone, written into the files of references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from annotated_reader.corpus import Corpus
from annotated_reader.formats import NewKey, SpliceError, insert, save


def record_copies(
    root: Path, corpus: Corpus, copies: Mapping[str, str], gone: Collection[str], date: str
) -> Iterator[tuple[str, bool]]:
    """Write into the files of references the addresses of copies, and the date on which pages were found gone.

    Args:
        root: the project's folder.
        corpus: the whole.
        copies: the addresses of copies, by the references' ids.
        gone: the ids of references whose page is gone.
        date: today, YYYY-MM-DD.

    Yields:
        Each file, relative to the project, and whether it was written; one that would not read back as intended is not.
    """
    for reference_id, reference in corpus.references.items():
        values = {"archived": copies.get(reference_id), "dead": date if reference_id in gone else None}
        new = [NewKey(reference.path, "URL", key, value) for key, value in values.items() if value]
        if not new:
            continue
        try:
            save(root / reference.document.file, insert(reference.document, new))
            yield reference.document.file, True
        except SpliceError:
            yield reference.document.file, False
