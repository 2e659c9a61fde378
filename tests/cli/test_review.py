"""`annotated-reader review` writes reviews that `check` counts, and nothing where one can't be recorded."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from annotated_reader.cli import main
from annotated_reader.formats import fresh_reviews, void_reviews
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"


def review(project: TinyProject, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """Run the command in the small project, on a day in December."""
    monkeypatch.chdir(project.root)
    monkeypatch.setattr("annotated_reader.cli.reviewing.today", lambda: "2026-12-01")
    return CliRunner().invoke(main, ["review", *arguments])


def test_a_review_is_added_and_every_other_line_stays(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.read(NOTES)
    done = review(project, monkeypatch, "admiral-said", "--by", "hubot", "--read", "interview")
    assert (done.exit_code, done.output) == (0, f"Wrote to {NOTES}\n")
    (added,) = set(project.read(NOTES).splitlines()) - {*before.splitlines(), "  reviews:"}
    assert added.startswith("    - {by: hubot, date: 2026-12-01, read: [interview], of: ")
    assert project.problems() == []
    note = project.corpus().notes_by_id["admiral-said"].data
    assert [entry.by for entry in fresh_reviews(note)] == ["hubot"]


def test_several_notes_each_get_what_they_cite_of_what_was_read(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--by", "hubot", "--read", "charter", "--read", "interview"]
    assert review(project, monkeypatch, "admiral-said", "strike-called-defensive", *options).exit_code == 0
    read = {note.id: note.data.reviews[0].read for note in project.corpus().notes if note.data.reviews}
    assert read == {"admiral-said": ("interview",), "strike-called-defensive": ("interview", "charter")}


def test_a_second_reviewer_is_added_to_the_first(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("hubot", "finch"):
        review(project, monkeypatch, "admiral-said", "--by", name, "--read", "interview")
    reviews = project.corpus().notes_by_id["admiral-said"].data.reviews
    assert [entry.by for entry in reviews] == ["hubot", "finch"]
    assert project.problems() == []


def test_a_change_of_the_note_voids_the_review_until_it_is_reviewed_again(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = ["admiral-said", "--by", "hubot", "--read", "interview"]
    review(project, monkeypatch, *again)
    project.edit(NOTES, "printed the sentence in full", "printed it in full")
    problem = project.one_problem()
    assert (problem.rule, problem.severity) == ("reviews-are-current", "notice")
    assert CliRunner().invoke(main, ["check", "--strict"]).exit_code == 0
    assert review(project, monkeypatch, *again).exit_code == 0
    assert project.problems() == []
    assert void_reviews(project.corpus().notes_by_id["admiral-said"].data) == ()


def test_a_review_of_a_note_with_mistakes_is_not_said_to_be_void(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    review(project, monkeypatch, "admiral-said", "--by", "hubot", "--read", "interview")
    project.edit(NOTES, "  kind: quotation", "  kind: quotatoin")
    assert project.one_problem().rule == "schema"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["admiral-sayd", "--by", "hubot", "--read", "interview"], "Did you mean 'admiral-said'?"),
        (["strike-called-defensive", "--by", "OctoCat", "--read", "charter"], "wrote 'strike-called-defensive'"),
        (["admiral-said", "--by", "hubot"], "cites interview"),
        (["admiral-said", "--by", "hubot", "--read", "charter"], "cites interview"),
        (["admiral-said", "--by", "hubot", "--read", "interview", "--read", "intervew"], "Did you mean 'interview'?"),
        (["admiral-said", "--by", "@hubot", "--read", "interview"], "without the @"),
        (["admiral-said", "nobody-knows", "--by", "hubot", "--read", "interview"], "no note 'nobody-knows'"),
    ],
)
def test_what_can_not_be_recorded_is_refused_and_nothing_is_written(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    before = project.read(NOTES)
    refused = review(project, monkeypatch, *arguments)
    assert refused.exit_code == 2
    assert told in refused.output
    assert project.read(NOTES) == before


def test_nobody_reviews_the_same_note_twice(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["admiral-said", "--by", "hubot", "--read", "interview"]
    review(project, monkeypatch, *arguments)
    assert "already" in review(project, monkeypatch, *arguments).output


def test_a_note_without_a_place_or_one_that_is_retracted_is_not_reviewed(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit(NOTES, "quote: further away from our normal thinking", "quote: no such words")
    project.edit(NOTES, "  changed: 2026-11-23\n", "  changed: 2026-11-23\n  status: retracted\n")
    for note, told in (("admiral-said", "run `check`"), ("reckless-was-said-once", "retracted")):
        refused = review(project, monkeypatch, note, "--by", "hubot", "--read", "interview")
        assert refused.exit_code == 2
        assert told in refused.output


def test_a_byte_order_mark_and_windows_line_ends_stay(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(NOTES, "\ufeff" + project.read(NOTES).replace("\n", "\r\n"))
    assert review(project, monkeypatch, "admiral-said", "--by", "hubot", "--read", "interview").exit_code == 0
    text = project.read(NOTES)
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
