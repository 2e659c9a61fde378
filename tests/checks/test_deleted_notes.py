"""The ids of deleted notes stay reserved in the whole corpus, whichever article had them."""

from __future__ import annotations

import hashlib

import pytest

from annotated_reader.authoring.importers.drafts import UniqueIds
from tests.project import ARTICLE, TinyProject

FIRST = "annotations/tiny/article.yml"
NOTES = "annotations/tiny/notes.yml"
DELETED = "deleted_notes:\n  - {id: old-one, date: 2026-11-29, why: Merged., see: %s}\n"


def delete_note(project: TinyProject, see: str = "admiral-said") -> None:
    """List a note of the small project as deleted, with the note that took its place."""
    project.edit(FIRST, "structure:", DELETED % see + "structure:")


def add_article(project: TinyProject, note_id: str) -> None:
    """Add a second article with one note."""
    seed = "The keeper lit the lamp.\n"
    sha256 = hashlib.sha256(seed.encode()).hexdigest()
    head = ARTICLE.format(sha256=sha256).split("structure:")[0].replace("tiny.txt", "other.txt")
    project.write("seeds/other.txt", seed)
    project.write("annotations/other/article.yml", head)
    project.write(
        "annotations/other/notes.yml",
        f"- {{id: {note_id}, kind: wording, title: A title, quote: the lamp, note: A note., added: 2026-11-22}}\n",
    )


def test_a_deleted_note_with_a_successor_is_no_problem(project: TinyProject) -> None:
    delete_note(project)
    assert project.problems() == []


def test_a_note_of_another_article_may_take_its_place(project: TinyProject) -> None:
    delete_note(project, "lamp-was-lit")
    add_article(project, "lamp-was-lit")
    assert project.problems() == []


def test_no_other_article_may_use_its_id(project: TinyProject) -> None:
    delete_note(project)
    add_article(project, "old-one")
    problem = project.one_problem()
    assert (problem.rule, problem.place.file) == ("deleted-ids-stay-reserved", "annotations/other/notes.yml")


def test_a_note_that_is_in_use_is_reported_where_it_is_used(project: TinyProject) -> None:
    delete_note(project)
    project.edit(FIRST, "id: old-one", "id: reckless-was-said-once")
    problem = project.one_problem()
    assert (problem.rule, problem.place.file) == ("deleted-ids-stay-reserved", NOTES)


@pytest.mark.parametrize("see", ["old-one", "older-one"])
def test_a_deleted_note_takes_no_note_s_place(project: TinyProject, see: str) -> None:
    delete_note(project, see)
    project.edit(FIRST, "structure:", "  - {id: older-one, date: 2026-11-28, why: Merged.}\nstructure:")
    problem = project.one_problem()
    assert (problem.rule, problem.place.file) == ("ids-resolve", FIRST)
    assert "It was deleted" in problem.hint


def test_importing_makes_no_note_with_its_id(project: TinyProject) -> None:
    delete_note(project)
    assert UniqueIds(project.corpus()).take("Old one") == "old-one-2"
