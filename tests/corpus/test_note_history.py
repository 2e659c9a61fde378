"""When the meaning of a note last changed, as git has it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from annotated_reader.corpus.note_history import last_changes
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"


def commit(root: Path, day: str) -> None:
    """Commit all files on a day."""
    moment = f"{day}T12:00:00Z"
    environment = {**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-C", str(root)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", day]):
        subprocess.run([*git, *arguments], check=True, capture_output=True, env=environment)


def days(project: TinyProject) -> dict[str, str]:
    """Return the day of each note's last change of meaning."""
    return {note: day.iso for note, day in last_changes(project.corpus()).items()}


@pytest.fixture
def tracked(project: TinyProject) -> TinyProject:
    """The small project, committed on the first of March."""
    commit(project.root, "2026-03-01")
    return project


def test_a_note_that_was_committed_once_has_that_day(tracked: TinyProject) -> None:
    assert set(days(tracked).values()) == {"2026-03-01"}
    assert days(tracked).keys() == {note.id for note in tracked.corpus().notes}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He spoke of **hybrid** attacks", "He spoke of other attacks"),
        ("title: The admiral spoke of hybrid attacks", "title: The admiral spoke of attacks"),
        ("stance: reports", "stance: asserts"),
    ],
    ids=["the note", "the title", "the claim"],
)
def test_a_change_of_meaning_moves_the_day_of_that_note_alone(tracked: TinyProject, old: str, new: str) -> None:
    tracked.edit(NOTES, old, new)
    commit(tracked.root, "2026-04-02")
    after = days(tracked)
    assert after.pop("strike-called-defensive") == "2026-04-02"
    assert set(after.values()) == {"2026-03-01"}


def test_what_does_not_change_the_meaning_does_not_count(tracked: TinyProject) -> None:
    tracked.edit(NOTES, "  contributors: [octocat]\n", "  contributors: [octocat, hubot2]\n")
    tracked.change(NOTES, lambda text: text.replace("  added:", "    added:".replace("    ", "  ")))
    commit(tracked.root, "2026-04-02")
    assert set(days(tracked).values()) == {"2026-03-01"}


def test_a_note_that_is_not_committed_has_no_day(tracked: TinyProject) -> None:
    tracked.edit(NOTES, "He spoke of **hybrid** attacks", "He spoke of other attacks")
    assert "strike-called-defensive" not in days(tracked)
    assert "admiral-said" in days(tracked)


def test_without_history_nothing_is_said(project: TinyProject) -> None:
    assert days(project) == {}


def test_a_history_that_is_cut_off_is_not_believed(
    tracked: TinyProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tracked.edit(NOTES, "He spoke of **hybrid** attacks", "He spoke of other attacks")
    commit(tracked.root, "2026-04-02")
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tracked.root}", str(clone)], check=True)
    project = TinyProject.__new__(TinyProject)
    project.root = clone
    assert days(project) == {}
