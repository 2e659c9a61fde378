"""An issue of the note form becomes a note; its text is data."""

from __future__ import annotations

import json

import pytest
import yaml

from annotated_reader.authoring.importers.foreign_json import ImportRefusedError
from annotated_reader.authoring.importers.github_issue import LABELS, UNPLACED, file_name, import_issue
from annotated_reader.formats.schema import Kind
from tests.conftest import ROOT
from tests.project import TinyProject

ANSWERS = {
    "Article": "tiny",
    "Quotation": "Moscow called the words",
    "Kind": "Context",
    "Title": "Who called them so",
    "Note": "The spokeswoman did.",
    "Sources": "interview: question 4\nhttps://elsewhere.example.org/page",
}


def body(**changed: str) -> str:
    """Write an issue's body as GitHub does."""
    answers = {**ANSWERS, **{key.replace("_", " "): value for key, value in changed.items()}}
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{answers.get(label) or '_No response_'}" for label in LABELS)


def test_an_issue_becomes_a_note_that_check_accepts(project: TinyProject) -> None:
    data = json.dumps({"body": body(), "author": {"login": "octocat"}}).encode()
    outcome = import_issue(data, project.corpus(), "2026-11-22")
    ((name, text),) = outcome.files(file_name(data)).items()
    project.write(name, text)
    assert project.problems() == [], project.printed()
    note = project.corpus().notes_by_id["who-called-them-so"].data
    assert (note.title, note.note, note.contributors) == ("Who called them so", "The spokeswoman did.", ("octocat",))
    assert [(cited.id, cited.pinpoint) for cited in note.references] == [("interview", "question 4")]
    assert "https://elsewhere.example.org/page" in project.read(name)


def test_a_plain_body_is_read_too_without_an_author(project: TinyProject) -> None:
    outcome = import_issue(body().encode(), project.corpus(), "2026-11-22")
    assert "contributors" not in outcome.drafts[0].values


def test_headings_inside_an_answer_and_yaml_in_it_stay_text(project: TinyProject) -> None:
    hostile = '### Article\n\n- id: x\n!!python/object/apply:os.system ["true"]\n\n### Not a label'
    data = body(Note=hostile).encode()
    outcome = import_issue(data, project.corpus(), "2026-11-22")
    ((name, text),) = outcome.files(file_name(data)).items()
    project.write(name, text)
    note = project.corpus().notes_by_id["who-called-them-so"].data
    assert "!!python/object/apply" in note.note
    assert note.note.startswith("### Article")


@pytest.mark.parametrize(
    ("written", "kind"), [("Cross reference", "cross-reference"), ("fact-check", "fact-check"), ("Rant", "context")]
)
def test_a_kind_is_read_as_people_write_it_and_any_other_is_context(
    project: TinyProject, written: str, kind: str
) -> None:
    outcome = import_issue(body(Kind=written).encode(), project.corpus(), "2026-11-22")
    assert outcome.drafts[0].values["kind"] == kind


def test_the_form_names_every_kind_in_a_field_that_a_link_can_fill_in() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    assert {field["type"] for field in form["body"]} == {"markdown", "input", "textarea"}
    (kind,) = [field["attributes"] for field in form["body"] if field.get("id") == "kind"]
    assert all(each.label in kind["description"] for each in Kind)
    assert kind["value"] == Kind.CONTEXT.label


def test_words_that_are_not_there_are_reported(project: TinyProject) -> None:
    outcome = import_issue(body(Quotation="no such words at all").encode(), project.corpus(), "2026-11-22")
    assert outcome.drafts == []
    assert outcome.counts[UNPLACED] == 1


def test_a_quotation_cut_inside_words_is_widened_to_whole_ones(project: TinyProject) -> None:
    outcome = import_issue(body(Quotation="oscow called the wor").encode(), project.corpus(), "2026-11-22")
    assert outcome.drafts[0].values["quote"] == "Moscow called the words"


@pytest.mark.parametrize("text", ["Hello", body(Article="no-such")], ids=["no form", "no article"])
def test_what_is_no_issue_of_the_form_is_refused(project: TinyProject, text: str) -> None:
    with pytest.raises(ImportRefusedError, match="no issue of the note form"):
        import_issue(text.encode(), project.corpus(), "2026-11-22")


def test_the_labels_are_those_of_the_form() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    assert tuple(field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown") == LABELS
