"""A note whose passage was deleted is never given another one: not by ``fix --yes``, not on the page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotated_reader.authoring.fix_quotes import Certainty, apply_fix, plan_fixes
from annotated_reader.cli import main
from annotated_reader.corpus.load import load_corpus
from bench.near_twins import EditedList, edited_lists
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
WELLS = """\
Report

The eastern well gave nine casks of water a day in the summer of last year.

In between is a word on rain.

The western well gave nine casks of water a day in the summer of last year.
"""
EAST = "The eastern well gave nine casks of water a day in the summer of last year."


def notes_on(quotes: list[str]) -> str:
    """Write a note on each quote."""
    return "".join(
        f"- id: note-{number}\n  kind: wording\n  title: Note {number}\n  quote: \"{quote}\"\n  note: A note.\n"
        f"  unsourced: The text itself shows it.\n  added: 2026-11-22\n"
        for number, quote in enumerate(quotes)
    )  # fmt: skip


def commit(root: Path) -> None:
    """Put a project's files into git."""
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-C", str(root)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)


def quotes(project: TinyProject) -> dict[str, str]:
    """Return the words that each note quotes."""
    return {note.value.id: note.value.quote.exact for note in load_corpus(project.root).all_notes}


def run(project: TinyProject, *arguments: str, answers: str = "", monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command in the project."""
    monkeypatch.chdir(project.root)
    done = CliRunner().invoke(main, arguments, input=answers)
    return done.exit_code, done.output


@pytest.fixture
def wells(project: TinyProject) -> TinyProject:
    """A text whose first sentence on a well is deleted, with a note on it."""
    project.seed(WELLS, notes=notes_on([EAST]))
    return project


def with_list(project: TinyProject, edited: EditedList) -> None:
    """Write the old text with a note on each item, commit, and edit the text."""
    project.seed(edited.old, notes=notes_on([item.words for item in edited.items]))
    commit(project.root)
    project.write("seeds/tiny.txt", edited.new)


@pytest.mark.parametrize("number", range(12))
def test_fix_yes_gives_no_item_the_words_of_another(
    project: TinyProject, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = list(edited_lists(12, seed=7, reworded=0))[number]
    with_list(project, edited)
    before = quotes(project)
    status, output = run(project, "fix", "--yes", monkeypatch=monkeypatch)
    assert status == 1
    assert quotes(project) == before
    deleted = [f"note-{number}" for number, item in enumerate(edited.items) if item.successor is None]
    assert output.count("its passage was deleted") + output.count("its words are gone") == len(deleted)
    assert all(note in output for note in deleted)
    status, output = run(project, "check", monkeypatch=monkeypatch)
    assert status == 1
    assert output.count("[quote-not-found]") == len(deleted)


def test_no_safe_move_leads_to_another_item_even_where_some_were_reworded(project: TinyProject) -> None:
    for edited in edited_lists(25, seed=11, reworded=0.5):
        with_list(project, edited)
        for fix in plan_fixes(project.corpus()):
            for move in fix.moves:
                item = edited.items[int(move.note.value.id.removeprefix("note-"))]
                if move.certainty is Certainty.SAFE:
                    assert item.successor is not None
                    assert move.new == edited.new[slice(*item.successor)]
        subprocess.run(["rm", "-rf", str(project.root / ".git")], check=True)


@pytest.mark.parametrize("with_history", [True, False], ids=["in git", "without history"])
def test_a_page_does_not_show_a_note_at_a_look_alike(
    wells: TinyProject, with_history: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_history:
        commit(wells.root)
    wells.edit("seeds/tiny.txt", f"{EAST}\n\n", "")
    article = wells.article()
    assert not article.notes
    status, output = run(wells, "check", monkeypatch=monkeypatch)
    assert status == 1
    assert "[quote-not-found]" in output


@pytest.mark.parametrize("with_history", [True, False], ids=["in git", "without history"])
def test_enter_changes_nothing(wells: TinyProject, with_history: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if with_history:
        commit(wells.root)
    wells.edit("seeds/tiny.txt", f"{EAST}\n\n", "")
    before = wells.read(NOTES)
    status, _ = run(wells, "fix", answers="\n\n\n", monkeypatch=monkeypatch)
    assert status == 1
    assert wells.read(NOTES) == before


def test_words_like_them_are_looked_for_elsewhere_when_a_person_asks(
    wells: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(wells.root)
    wells.edit("seeds/tiny.txt", f"{EAST}\n\n", "")
    status, output = run(wells, "fix", answers="y\ny\n", monkeypatch=monkeypatch)
    assert "its passage was deleted" in output
    assert status == 0
    assert quotes(wells) == {"note-0": EAST.replace("eastern", "western")}


def test_a_paragraph_that_was_moved_keeps_its_note(wells: TinyProject) -> None:
    commit(wells.root)
    wells.change("seeds/tiny.txt", lambda text: text.replace(f"{EAST}\n\n", "") + f"\n{EAST}\n")
    (fix,) = plan_fixes(wells.corpus())
    assert [(move.certainty, move.edits) for move in fix.moves] == [(Certainty.SAFE, ())]
    assert apply_fix(wells.root, fix, []) == ["annotations/tiny/article.yml"]
    assert {problem.rule for problem in wells.problems()} == {"references-are-used"}


@pytest.mark.parametrize(
    ("was", "now"), [("nine", "ten"), ("eastern", "Eastern"), ("summer of last year", "summer of 1931")],
    ids=["a word", "a name", "a figure"],
)  # fmt: skip
def test_a_name_or_figure_that_changed_is_left_to_a_person(
    wells: TinyProject, was: str, now: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(wells.root)
    wells.change("seeds/tiny.txt", lambda text: text.replace(was, now, 1))
    status, _ = run(wells, "fix", "--yes", monkeypatch=monkeypatch)
    assert (status == 0) == (was == "nine")


LAMPS = """\
Gifts

Irby gave the keeper ropes, by its own count. Arle gave him lamps and oil, by its own count. Kest gave wicks.

Jorum gave the keeper sand and two sacks of lime.
"""


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        ("{exact: by its own count, suffix: . Kest gave}", " Arle gave him lamps and oil, by its own count.", ""),
        ("Kest gave", "Kest gave wicks.\n\nJorum gave", "\n\nJorum and Kest gave"),
    ],
    ids=["its suffix follows a neighbour now", "its words were written elsewhere"],
)
def test_a_deleted_passage_is_not_shown_at_the_same_words_in_another(
    project: TinyProject, quote: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.seed(LAMPS, notes=notes_on(["x"]).replace('"x"', quote))
    assert [note.id for note in project.article().notes] == ["note-0"]
    commit(project.root)
    project.edit("seeds/tiny.txt", old, new)
    assert not project.article().notes
    status, output = run(project, "check", monkeypatch=monkeypatch)
    assert (status, output.count("[quote-not-found]")) == (1, 1)
    before = quotes(project)
    status, output = run(project, "fix", "--yes", monkeypatch=monkeypatch)
    assert status == 1
    assert "its passage was deleted" in output
    assert quotes(project) == before
