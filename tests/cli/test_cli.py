"""The command line: formats, exit status, explanations."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotated_reader.checks.explanations import EXPLANATIONS
from annotated_reader.checks.rules import RULES
from annotated_reader.cli import main
from annotated_reader.formats.json_schema import SCHEMAS
from tests.conftest import PACKAGE
from tests.project import TinyProject

SITE = "https://reader.example.org/"


def run(project: TinyProject, *arguments: str, monkeypatch: pytest.MonkeyPatch, colour: bool = False) -> Result:
    """Run the command line in a project."""
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(main, arguments, color=colour)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def with_one_error(project: TinyProject) -> None:
    """Break the project in one place."""
    project.edit("annotations/tiny/notes.yml", "references: [interview]", "references: [intreview]")


def with_one_warning(project: TinyProject) -> None:
    """Add one warning to the project."""
    project.edit("annotations/tiny/notes.yml", "title: What the admiral said", "title: What the admiral said.")


@pytest.mark.parametrize(
    ("break_it", "options", "status"),
    [
        (None, (), 0),
        (None, ("--strict",), 0),
        (with_one_warning, (), 0),
        (with_one_warning, ("--strict",), 1),
        (with_one_error, (), 1),
        (with_one_error, ("annotations/references",), 0),
        (with_one_error, ("annotations/tiny",), 1),
        (with_one_error, ("nowhere.yml",), 2),
    ],
    ids=[
        "clean",
        "clean, strict",
        "warning",
        "warning, strict",
        "error",
        "error elsewhere",
        "error here",
        "no such file",
    ],
)
def test_the_exit_status_tells_clean_from_broken_from_wrong_use(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, break_it: object, options: tuple[str, ...], status: int
) -> None:
    if callable(break_it):
        break_it(project)
    assert run(project, "check", *options, monkeypatch=monkeypatch).exit_code == status


def test_colours_are_shown_on_a_terminal_only(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_error(project)
    plain = run(project, "check", monkeypatch=monkeypatch).stdout
    coloured = run(project, "check", monkeypatch=monkeypatch, colour=True).stdout
    assert "\x1b" not in plain
    assert "\x1b[31m\x1b[1merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_the_three_formats_tell_the_same(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    with_one_error(project)
    text, github, as_json = (
        run(project, "check", "--format", each, monkeypatch=monkeypatch).stdout for each in ("text", "github", "json")
    )
    (problem,) = json.loads(as_json)
    place = f"{problem['file']}:{problem['line']}:{problem['column']}"
    assert text.startswith(f"{place}: error: {problem['message']}  [ids-resolve]\n")
    assert github == (
        f"::error file={problem['file']},line={problem['line']},col={problem['column']},title=ids-resolve::"
        f"{problem['message']}%0A{problem['hint']}\n"
    )


def test_check_runs_from_a_folder_inside_the_project_and_not_outside(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(project.root / "annotations" / "tiny")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert CliRunner().invoke(main, ["check"]).exit_code == 2


@pytest.mark.parametrize("rule", EXPLANATIONS)
def test_every_rule_is_explained_in_one_sentence_with_an_example(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    explanation = EXPLANATIONS[rule]
    assert explanation.demand.endswith(".")
    assert explanation.demand.count(". ") == 0
    assert explanation.wrong
    assert explanation.wrong != explanation.right
    result = run(project, "explain", rule, monkeypatch=monkeypatch)
    assert result.stdout.startswith(f"{rule}\n\n{explanation.demand}\n")


def test_an_unknown_rule_gets_a_suggestion_and_no_rule_gets_the_list(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = run(project, "explain", "quote-not-fond", monkeypatch=monkeypatch)
    assert wrong.exit_code == 2
    assert "Did you mean 'quote-not-found'?" in wrong.stderr
    listed = run(project, "explain", monkeypatch=monkeypatch).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(EXPLANATIONS)


def reported_names() -> set[str]:
    """Find every name under which the code reports a problem, where it is written out."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {"Problem", "report", "_refuse"} and len(node.args) > 1:
                name = node.args[1]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    found.add(name.value)
    return found


def _called(node: ast.Call) -> str:
    return (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )


def test_every_name_that_can_be_reported_is_explained() -> None:
    names = reported_names() | set(RULES)
    assert len(names) > 30
    assert names == set(EXPLANATIONS)


def test_schema_prints_one_or_all(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    one = json.loads(run(project, "schema", "notes", monkeypatch=monkeypatch).stdout)
    everything = json.loads(run(project, "schema", monkeypatch=monkeypatch).stdout)
    assert list(everything) == list(SCHEMAS)
    assert everything["notes"] == one
    run(project, "schema", "--write", monkeypatch=monkeypatch)
    assert json.loads(project.read("docs/schema/notes.json")) == one


def test_import_writes_reports_and_replaces_only_by_force(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"id": "a", "user": "acct:ann@hypothes.is", "text": "Said.", "uri": "https://daily.example.org/warning",
           "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "nobody was told"}]}]}  # fmt: skip
    project.write("in.json", json.dumps({"rows": [row, {**row, "id": "b", "text": ""}]}))
    done = run(project, "import", "hypothesis", "in.json", monkeypatch=monkeypatch)
    assert done.exit_code == 0
    assert done.stdout == (
        "Wrote annotations/tiny/hypothesis.yml\nannotations imported: 1\nhighlights left out: they say nothing: 1\n"
        "Left out b by ann: they say nothing\n"
    )
    assert project.problems() == []
    assert run(project, "import", "hypothesis", "in.json", monkeypatch=monkeypatch).exit_code == 2
    assert run(project, "import", "hypothesis", "in.json", "--force", monkeypatch=monkeypatch).exit_code == 0
    assert "- id: said\n" in project.read("annotations/tiny/hypothesis.yml")
    project.write("bad.json", "{")
    assert run(project, "import", "w3c", "bad.json", monkeypatch=monkeypatch).exit_code == 2


def test_import_reads_positions_in_the_page_that_is_given(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    position = {"type": "TextPositionSelector", "start": 8, "end": 23}
    row = {"id": "a", "text": "Said.", "uri": "https://daily.example.org/warning", "target": [{"selector": [position]}]}
    project.write("in.json", json.dumps([row]))
    project.write("page.html", "<body><p>😀 Menu </p><p>nobody was told</p></body>")
    assert (
        run(project, "import", "hypothesis", "in.json", "--page", "page.html", monkeypatch=monkeypatch).exit_code == 0
    )
    assert "quote: nobody was told" in project.read("annotations/tiny/hypothesis.yml")


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("jsonld", {"data/notes.jsonld", "articles/tiny/annotations.jsonld", "seeds/tiny.txt"}),
        ("csl", {"references.json"}),
        ("csv", {"notes.csv"}),
    ],
)
def test_export_writes_its_files(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str, files: set[str]
) -> None:
    out = tmp_path / "out"
    monkeypatch.setenv("SITE_URL", SITE)
    assert run(project, "export", form, str(out), monkeypatch=monkeypatch).exit_code == 0
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == files


def test_export_of_web_annotations_asks_for_the_sites_address(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    result = run(project, "export", "jsonld", str(tmp_path / "out"), monkeypatch=monkeypatch)
    assert result.exit_code == 2
    assert "--address" in result.stderr
