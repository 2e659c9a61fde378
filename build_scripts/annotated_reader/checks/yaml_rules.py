"""Rules on how a file is written: what YAML would drop without a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from annotated_reader.corpus import Corpus
from annotated_reader.formats import YamlDocument
from annotated_reader.support import Problem, Severity

# A comment usually has a space after its #; "Resolution #5" has none.
_GLUED = re.compile(r"(?<![ \t])[ \t]++(?=#[^\s#])")


def number_signs_are_quoted(corpus: Corpus) -> Iterator[Problem]:
    """Text that contains a # after a space is put in quotes, since a comment begins there."""
    for document in _documents(corpus):
        text = document.text if b"#" in document.data else ""
        found = list(_GLUED.finditer(text))
        if not found:
            continue  # most files: the positions of their values are not needed
        ends = {scalar.end: scalar.start for scalar in document.scalars.values() if not scalar.style}
        for match in found:
            if match.start() in ends:
                kept = text[ends[match.start()] : match.start()]
                yield Problem(
                    document.place_at(match.end()),
                    "number-signs-are-quoted",
                    f"a comment begins here, so only '{kept}' is read",
                    "Put the whole text in quotes; if you mean a comment, write a space after the #.",
                    Severity.WARNING,
                )


def _documents(corpus: Corpus) -> Iterator[YamlDocument]:
    """Return every file that was read, once."""
    entities = chain(
        (article.source for article in corpus.articles),
        corpus.all_notes,
        corpus.references.values(),
        corpus.claims.values(),
        corpus.events.values(),
        corpus.people.values(),
    )
    yield from {entity.document.file: entity.document for entity in entities}.values()
