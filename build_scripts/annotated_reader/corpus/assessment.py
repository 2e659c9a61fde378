"""What is known of a claim, worded for the sentence at which it is shown.

A verdict rates the sentence it stands at. So only where an article asserts a claim does the claim's verdict stand there
by itself; where it reports or denies the claim, words say so, and no sign of fault is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotated_reader.corpus.model import Corpus, Note
from annotated_reader.formats import ClaimFile, Consulted, Kind, Stance, Verdict

_FOUND: Mapping[Verdict, str] = {
    Verdict.SUPPORTED: "a claim we found supported",
    Verdict.MISSING_CONTEXT: "a claim we found to be missing context",
    Verdict.DISPUTED: "a claim we found disputed",
    Verdict.INACCURATE: "a claim we found inaccurate",
    Verdict.NO_EVIDENCE: "a claim for which we found no evidence",
    Verdict.NOT_CHECKABLE: "a claim that cannot be checked",
}
_UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Rating:
    """What is known of a claim by itself, apart from any article.

    ``is_confirmed`` is false where the verdict rests only on unconfirmed notes, or on references that were not read.
    """

    verdict: Verdict
    is_confirmed: bool

    @property
    def label(self) -> str:
        """The verdict and, where it is unconfirmed, a word that says so."""
        return _with_confidence(self.verdict.label, self.is_confirmed)


@dataclass(frozen=True)
class Assessment:
    """What is known of the claim that a passage asserts, reports or denies."""

    verdict: Verdict
    stance: Stance
    is_confirmed: bool

    @property
    def sign(self) -> Verdict | None:
        """The verdict to be shown as a sign at the passage; none where the article does not assert the claim."""
        return self.verdict if self.stance is Stance.ASSERTS else None

    @property
    def label(self) -> str:
        """What may be said at the passage: the verdict, or that the article reports or denies a claim so judged."""
        words = self.verdict.label if self.sign else f"{self.stance.value.capitalize()} {_FOUND[self.verdict]}"
        return _with_confidence(words, self.is_confirmed)


def rate_claim(corpus: Corpus, claim: ClaimFile) -> Rating:
    """Return what is known of a claim."""
    return Rating(claim.verdict, _is_confirmed(corpus, claim))


def assess_note(corpus: Corpus, note: Note) -> Assessment | None:
    """Return what is known of the claim that a fact check is on; nothing for other notes.

    It is confirmed only where both the note and the claim's verdict are.
    """
    link = note.data.claim
    if note.data.kind is not Kind.FACT_CHECK or link is None or link.id not in corpus.claims:
        return None
    claim = corpus.claims[link.id].value
    is_confirmed = note.data.confidence == "confirmed" and _is_confirmed(corpus, claim)
    return Assessment(claim.verdict, link.stance, is_confirmed)


def _is_confirmed(corpus: Corpus, claim: ClaimFile) -> bool:
    """Return whether a claim rests on a confirmed note, a fact check if there is one, and on a work that was read."""
    tied = corpus.notes_by_claim.get(claim.id, ())
    basis = [note for note in tied if note.data.kind is Kind.FACT_CHECK] or tied
    if basis and all(note.data.confidence == _UNCONFIRMED for note in basis):
        return False
    cited = [corpus.references[citation.id].value for citation in claim.references if citation.id in corpus.references]
    if cited:
        return any(reference.consulted is not Consulted.NOT_READ for reference in cited)
    return bool(basis)


def _with_confidence(words: str, is_confirmed: bool) -> str:
    return words if is_confirmed else f"{words} ({_UNCONFIRMED})"
