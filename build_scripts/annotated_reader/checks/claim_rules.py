"""Whether notes are tied to the claims that their passages make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotated_reader.corpus import Corpus
from annotated_reader.formats import NoteFile
from annotated_reader.support import Problem, Severity
from annotated_reader.texts import fold_plain, plain_text

_WORD = re.compile(r"\w{4,}")
_STEM = 5
"""Letters by which two words are taken to be forms of one: strike, strikes, striking."""


def claims_fit_their_notes(corpus: Corpus) -> Iterator[Problem]:
    """A note shares words with the statement of the claim that it is tied to."""
    for note in corpus.all_notes:
        link = note.value.claim
        if link is None or link.id not in corpus.claims or note.value.status == "retracted":
            continue
        statement = corpus.claims[link.id].value.statement
        if _shares_words(note.value, statement):
            continue
        yield Problem(
            note.value_place("claim", "id"), "claims-fit-their-notes",
            f"the note and its claim '{link.id}' have hardly a word in common",
            f"The claim: {statement}\nIf the passage makes another claim, name that one; if not, say in the note what "
            "its words have to do with the claim.",
            Severity.WARNING,
        )  # fmt: skip


def _shares_words(note: NoteFile, statement: str) -> bool:
    """Return whether the quote or title has a word of the statement, or the whole note two of them."""
    wanted = _stems(statement)
    if not wanted or wanted & _stems(f"{note.title} {note.quote.exact}"):
        return True
    return len(wanted & _stems(plain_text(note.note))) >= min(2, len(wanted))


def _stems(text: str) -> set[str]:
    """Return the beginnings of a text's longer words; of a script without spaces its pairs of characters."""
    stems: set[str] = set()
    for word in _WORD.findall(fold_plain(text)):
        spaced = word.isascii() or word[0] < "\u0e00"
        stems |= {word[:_STEM]} if spaced else {word[at : at + 2] for at in range(len(word) - 1)}
    return stems
