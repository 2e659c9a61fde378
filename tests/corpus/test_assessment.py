"""What is known of a claim, worded for the sentence at which it is shown, with its confidence."""

from __future__ import annotations

import pytest

from annotated_reader.corpus.assessment import Assessment, Rating, assess_note, rate_claim
from annotated_reader.formats.schema import Stance, Verdict
from tests.project import TinyProject

NOTES, CLAIM = "annotations/tiny/notes.yml", "annotations/claims/strike-is-doctrine.yml"


def assessed(project: TinyProject) -> Assessment | None:
    """Assess the small project's fact check."""
    corpus = project.corpus()
    return assess_note(corpus, corpus.notes_by_id["strike-called-defensive"])


def rated(project: TinyProject) -> Rating:
    """Rate the small project's claim."""
    corpus = project.corpus()
    return rate_claim(corpus, corpus.claims["strike-is-doctrine"].value)


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("is_confirmed", [True, False], ids=["confirmed", "unconfirmed"])
def test_only_an_assertion_shows_the_verdicts_sign(verdict: Verdict, is_confirmed: bool) -> None:
    asserted, reported, denied = (Assessment(verdict, stance, is_confirmed) for stance in Stance)
    assert (asserted.sign, reported.sign, denied.sign) == (verdict, None, None)
    assert asserted.label.startswith(verdict.label)
    assert reported.label.startswith("Reports a claim ")
    assert denied.label.startswith("Denies a claim ")
    assert all(("unconfirmed" in each.label) != is_confirmed for each in (asserted, reported, denied))


def test_the_words_say_what_was_found() -> None:
    assert Assessment(Verdict.INACCURATE, Stance.DENIES, True).label == "Denies a claim we found inaccurate"
    assert Assessment(Verdict.INACCURATE, Stance.REPORTS, True).label == "Reports a claim we found inaccurate"
    assert Assessment(Verdict.NO_EVIDENCE, Stance.ASSERTS, False).label == "No evidence (unconfirmed)"


@pytest.mark.parametrize("stance", Stance)
def test_a_fact_check_is_assessed_by_its_stance(project: TinyProject, stance: Stance) -> None:
    project.change(NOTES, lambda text: text.replace("stance: reports", f"stance: {stance}"))
    found = assessed(project)
    assert found is not None
    assert found.stance is stance
    assert (found.sign is None) == (stance is not Stance.ASSERTS)


def test_a_note_of_another_kind_is_not_assessed(project: TinyProject) -> None:
    corpus = project.corpus()
    assert assess_note(corpus, corpus.notes_by_id["admiral-said"]) is None


def test_a_claim_that_rests_only_on_unconfirmed_fact_checks_is_unconfirmed(project: TinyProject) -> None:
    assert rated(project).is_confirmed == ("confidence: confirmed" in project.read(NOTES))
    project.change(NOTES, lambda text: text.replace("confidence: confirmed", "confidence: unconfirmed"))
    assert rated(project).label == "Inaccurate (unconfirmed)"
    found = assessed(project)
    assert found is not None and not found.is_confirmed


def test_a_claim_that_rests_only_on_works_that_were_not_read_is_unconfirmed(project: TinyProject) -> None:
    project.change(NOTES, lambda text: text.replace("confidence: unconfirmed", "confidence: confirmed"))
    before = rated(project).is_confirmed
    project.edit("annotations/references/interview.yml", "consulted: extract", "consulted: not-read")
    assert not rated(project).is_confirmed
    assert before or "confidence" not in project.read(NOTES)
