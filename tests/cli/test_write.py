"""``annotated-reader write`` as someone at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotated_reader.cli import main
from tests.project import TinyProject


@pytest.fixture
def written(project: TinyProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project.write("mkdocs.yml", "site_name: Tiny\nplugins: [annotated-reader]\n")
    project.write("docs/index.md", "# Tiny\n")
    monkeypatch.chdir(project.root)
    return tmp_path / "written"


def write(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["write", str(folder), *options])


def test_a_first_run_says_what_it_wrote_and_how_to_go_on(written: Path) -> None:
    result = write(written)
    files = [path for path in written.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{len(files)} files written, 0 unchanged, 0 removed in {written}.",
        f"Build it there: cd {written} && zensical build",
    ]
    assert {"mkdocs.yml", "docs/index.md", "docs/articles/tiny/index.md", "theme/main.html"} <= {
        path.relative_to(written).as_posix() for path in files
    }


def test_an_edit_rewrites_what_it_is_on_and_nothing_else(written: Path, project: TinyProject) -> None:
    write(written)
    before = {path: path.stat().st_mtime_ns for path in written.rglob("*") if path.is_file()}
    project.edit("annotations/tiny/notes.yml", "Only the first is on record.", "Only the first is known.")
    write(written)
    changed = {path.relative_to(written).as_posix() for path, then in before.items() if path.stat().st_mtime_ns != then}
    assert "docs/articles/tiny/index.md" in changed
    assert not {path for path in changed if path.startswith(("theme/", "mkdocs", "docs/references/"))}


def test_several_processes_find_nothing_to_change(written: Path) -> None:
    write(written)
    files = [path for path in written.rglob("*") if path.is_file() and not path.name.startswith(".")]
    result = write(written, "--jobs", "2")
    assert result.output.splitlines()[0] == f"0 files written, {len(files)} unchanged, 0 removed in {written}."


def test_pages_that_the_configuration_excludes_are_not_taken_along(written: Path, project: TinyProject) -> None:
    project.edit("mkdocs.yml", "plugins:", "exclude_docs: |\n  /decisions/\n  /performance.md\nplugins:")
    for name in ("decisions/001-first.md", "performance.md", "more/performance.md"):
        project.write(f"docs/{name}", "# Kept in the repository\n")
    write(written)
    assert not (written / "docs/decisions").exists()
    assert not (written / "docs/performance.md").exists()
    assert (written / "docs/more/performance.md").is_file()


def test_hidden_files_among_the_pages_are_not_taken_along(written: Path, project: TinyProject) -> None:
    project.write("docs/.draft/secret.md", "x")
    write(written)
    assert not (written / "docs/.draft").exists()


def test_problems_in_the_annotations_are_printed_and_nothing_is_written(written: Path, project: TinyProject) -> None:
    project.edit("annotations/tiny/notes.yml", "event: interview-printed", "event: interview-printd")
    result = write(written)
    assert result.exit_code == 1
    assert "there is no event 'interview-printd'" in result.output
    assert not written.exists()


def test_what_others_put_there_is_named_and_nothing_is_changed(written: Path, project: TinyProject) -> None:
    write(written)
    (written / "docs/theirs.md").write_text("mine")
    project.edit("annotations/tiny/notes.yml", "Only the first", "The first")
    before = {path: path.read_bytes() for path in written.rglob("*") if path.is_file()}
    result = write(written)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Error: these files were not written by this command, or were changed since:",
        f"  {written}/docs/theirs.md",
        "Move them away, or write to another folder. Nothing was changed.",
    ]
    assert {path: path.read_bytes() for path in written.rglob("*") if path.is_file()} == before


def test_the_project_itself_is_never_written_over(written: Path, project: TinyProject) -> None:
    del written
    before = project.read("docs/index.md")
    assert write(project.root).exit_code == 1
    assert project.read("docs/index.md") == before


def test_a_project_without_a_configuration_is_told_so(written: Path, project: TinyProject) -> None:
    (project.root / "mkdocs.yml").unlink()
    result = write(written)
    assert result.exit_code == 1
    assert result.output.startswith("Error: mkdocs.yml can't be read")
