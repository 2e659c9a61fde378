"""The table of coverage: every sentence with its notes, or why it has none; it never fails for a contributor's note."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from annotated_reader.cli import main
from tests.project import TinyProject

REASONS = "coverage/tiny.yml"
ROW = re.compile(r"\| (\d+) \| (.*) \| (.*) \|")


@pytest.fixture(autouse=True)
def _inside(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["coverage", *arguments])


def rows(result: Result) -> dict[str, str]:
    """Return the last column of each row by its sentence."""
    return {row[2]: row[3] for row in map(ROW.fullmatch, result.stdout.splitlines()) if row}


def test_every_sentence_names_the_notes_on_its_words() -> None:
    result = run()
    assert result.exit_code == 0
    assert rows(result)["He added that it is further away from our normal thinking."] == "`admiral-said`"
    assert rows(result)["Moscow called the words reckless."] == "`reckless-was-said-once`"
    assert rows(result)["The minister called them reckless too."] == "**open**"


def test_comments_are_left_out_and_navigation_needs_no_reason() -> None:
    table = rows(run())
    assert "I read this twice and agree." not in table
    assert table["Exit mobile version"] == "site navigation or notice"


def test_a_reason_stands_where_no_note_does(project: TinyProject) -> None:
    project.write(REASONS, "- sentence: The minister called  them reckless too.\n  reason: opinion | no claim\n")
    result = run()
    assert rows(result)["The minister called them reckless too."] == r"opinion \| no claim"
    assert "warning" not in result.stderr


@pytest.mark.parametrize(
    ("sentence", "place"),
    [("Moscow called the words reckless.", "coverage/tiny.yml:1:3"), ("No such words.", "coverage/tiny.yml:1:3")],
    ids=["has a note now", "not in the text"],
)
def test_a_reason_that_no_longer_fits_is_a_warning_only(project: TinyProject, sentence: str, place: str) -> None:
    project.write(REASONS, f"- sentence: {sentence}\n  reason: opinion\n")
    result = run()
    assert f"{place}: warning: " in result.stderr
    assert result.exit_code == 0


def test_a_file_of_reasons_that_can_not_be_read_is_an_error_at_its_place(project: TinyProject) -> None:
    project.write(REASONS, "- sentence: Nobody asked.\n  raeson: opinion\n")
    result = run()
    assert "coverage/tiny.yml:2:3: error: " in result.stderr
    assert result.exit_code == 1


def test_a_file_of_reasons_outside_the_project_is_not_read(project: TinyProject) -> None:
    outside = project.root.with_name("outside.yml")
    outside.write_text("- {sentence: Nobody asked., reason: secret}\n")
    (project.root / "coverage").mkdir()
    (project.root / REASONS).symlink_to(outside)
    result = run()
    assert result.exit_code == 2
    assert "secret" not in result.output


def test_markup_in_a_text_stays_text(project: TinyProject) -> None:
    project.seed("A *star* and a | bar.\n")
    assert r"A \*star\* and a \| bar." in rows(run())


def test_one_article_can_be_chosen_and_an_unknown_one_is_refused() -> None:
    assert rows(run("tiny")) == rows(run())
    refused = run("tinny")
    assert refused.exit_code == 2
    assert "tiny" in refused.stderr
