"""The notes on law show the primary source they rest on, to the article or paragraph.

What counts as a legal note, and as a pinpoint, stands in ``docs/editorial-policy.md``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_reader.corpus.model import Corpus, Note
from annotated_reader.formats.schema import LEGAL_TYPES, Citation, ReferenceFile, Standing


def _sources(corpus: Corpus, note: Note) -> list[tuple[Citation, ReferenceFile]]:
    return [(cited, corpus.references[cited.id].value) for cited in note.data.references]


def _is_legal(corpus: Corpus, note: Note) -> bool:
    in_law_file = Path(note.source.document.file).name == "law.yml"
    return in_law_file or any(source.type in LEGAL_TYPES for _, source in _sources(corpus, note))


def _shows_where_the_law_stands(corpus: Corpus, note: Note) -> bool:
    return any(
        source.standing is Standing.PRIMARY and (cited.pinpoint or source.is_single_article)
        for cited, source in _sources(corpus, note)
    )


@pytest.mark.nightly  # of all notes together: no single one may fail the checks of its pull request
def test_four_legal_notes_in_five_cite_a_primary_source_to_the_paragraph(corpus: Corpus) -> None:
    legal = [note for note in corpus.notes if _is_legal(corpus, note)]
    bare = [note.id for note in legal if not _shows_where_the_law_stands(corpus, note)]
    assert len(legal) >= 50, "too few to be the notes this test is about"
    assert len(bare) <= len(legal) / 5, bare
