"""The state of the notes says what to review first, and which notes were changed since they were reviewed."""

from __future__ import annotations

from annotated_reader.checks import SourceIndex
from annotated_reader.formats import meaning_hash
from annotated_reader.pages.open_work import ArticleState, article_state
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"


def add_review(project: TinyProject, of: str) -> None:
    """Add a review to the second of the small project's notes."""
    review = f"  reviews: [{{by: hubot, date: 2026-12-01, read: [interview], of: {of}}}]\n"
    project.edit(NOTES, "  event: interview-printed\n", f"  event: interview-printed\n{review}")


def state(project: TinyProject) -> ArticleState:
    """Return what is still open in the small project's article."""
    corpus = project.corpus()
    return article_state(corpus, project.article(), SourceIndex.of(corpus))


def to_review(project: TinyProject) -> list[str]:
    """Return the ids of the notes to review, in the page's order."""
    return [note.id for note in state(project).unreviewed]


def changed(project: TinyProject) -> list[str]:
    """Return the ids of the notes that were changed since their review."""
    return [note.id for note in state(project).changed_since_review]


def test_key_notes_come_first_then_fact_checks(project: TinyProject) -> None:
    project.edit(NOTES, "  key: true\n", "")
    project.edit(NOTES, "  title: The spokeswoman", "  key: true\n  title: The spokeswoman")
    assert to_review(project) == ["reckless-was-said-once", "strike-called-defensive", "admiral-said"]


def test_a_note_with_a_fresh_review_is_not_listed(project: TinyProject) -> None:
    add_review(project, meaning_hash(project.corpus().notes_by_id["admiral-said"].data))
    assert "admiral-said" not in to_review(project)
    assert changed(project) == []


def test_a_note_with_a_void_review_is_listed_in_both_lists(project: TinyProject) -> None:
    add_review(project, "00000000")
    assert "admiral-said" in to_review(project)
    assert changed(project) == ["admiral-said"]
