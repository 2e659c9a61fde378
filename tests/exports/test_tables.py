"""References as CSL-JSON, notes as a table."""

from __future__ import annotations

import csv
import io
import json

import pytest

from annotated_reader.exports import csl, notes_csv
from annotated_reader.exports.notes_csv import COLUMNS, guarded
from annotated_reader.exports.site_info import SiteInfo
from tests.project import TinyProject

SITE = SiteInfo(address="https://reader.example.org/")


def table(project: TinyProject) -> list[dict[str, str]]:
    """Export a project's notes and read them as a spreadsheet would."""
    text = notes_csv.files(project.corpus(), SITE)["notes.csv"].decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_every_reference_is_a_csl_item_with_our_summary(project: TinyProject) -> None:
    items = json.loads(csl.files(project.corpus())["references.json"])
    assert [item["id"] for item in items] == ["charter", "interview"]
    assert items[0]["issued"] == {"date-parts": [[1945, 6, 26]]}
    assert items[1]["author"] == [{"family": "Cavo", "given": "Ada"}]
    assert items[1]["note"] == "The interview in which the sentence was said."
    assert "standing" not in items[0]


def test_every_note_is_a_row_with_its_place_and_its_claims_verdict(project: TinyProject) -> None:
    rows = table(project)
    assert [row["id"] for row in rows] == ["strike-called-defensive", "admiral-said", "reckless-was-said-once"]
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["references"] == "interview: question 4; charter"
    assert (rows[0]["claim"], rows[0]["stance"], rows[0]["verdict"]) == ("strike-is-doctrine", "reports", "inaccurate")
    assert rows[0]["line"] == "5"
    assert rows[0]["address"] == "https://reader.example.org/articles/tiny/#strike-called-defensive"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(project: TinyProject, start: str) -> None:
    title = f'{start}HYPERLINK("https://evil.example/","x")'
    assert guarded(title) == f"'{title}"
    project.edit("annotations/tiny/notes.yml", "title: What the admiral said", f"title: {json.dumps(title)}")
    assert table(project)[1]["title"].startswith("'")


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    assert guarded("The minister’s word = reckless") == "The minister’s word = reckless"
