"""``import`` and ``export``: exchange annotations with other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from annotated_reader.authoring import ImportRefusedError, ImportResult, PageText, github_issue, hypothesis, w3c
from annotated_reader.checks import check_corpus
from annotated_reader.cli.project import paint, project_root, refusals_as_usage_errors, today, write_project_files
from annotated_reader.corpus import load_corpus, project_lines
from annotated_reader.exports import SiteInfo, csl, jsonld, notes_csv
from annotated_reader.support import as_text, write_new

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_ARTICLE = click.option("--article", metavar="ARTICLE", help="Look for the quotes only in this article.")
_ADDRESS = click.option("--address", envvar="SITE_URL", default="", help="The site's address.  [default: SITE_URL]")
_FORCE = click.option("--force", is_flag=True, help="Replace the file of an earlier import.")


def _read(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()


def _import(name: str, importer: Callable[[], ImportResult], root: Path, force: bool) -> None:
    """Import notes, write them, check them, and report the result."""
    try:
        outcome = importer()
    except ImportRefusedError as refused:
        raise click.UsageError(str(refused)) from None
    files = outcome.files(name)
    write_project_files(root, {file: content.encode() for file, content in files.items()}, force)
    click.echo(outcome.report() or "Nothing to import.")
    problems = [problem for problem in check_corpus(load_corpus(root)).problems if problem.place.file in files]
    if problems:
        click.echo(as_text(problems, project_lines(root), paint))
    sys.exit(1 if problems else 0)


@click.group("import")
def import_() -> None:
    """Import annotations made elsewhere as YAML that `check` accepts."""


@import_.command("hypothesis")
@click.argument("file", type=_FILE)
@_ARTICLE
@click.option(
    "--page", type=_FILE, help="The annotated document, as HTML or plain text, if the quotes alone can't be placed."
)
@click.option("--private", is_flag=True, help="Import annotations that are not public as well.")
@_ADDRESS
@_FORCE
def import_hypothesis(
    file: Path, article: str | None, page: Path | None, private: bool, address: str, force: bool
) -> None:
    """Import FILE: a response of Hypothesis' search API, or a JSON export of its client."""
    root = project_root()
    source = PageText.read(page.read_text("utf-8-sig", "replace"), page.suffix.lower() != ".txt") if page else None
    _import(
        hypothesis.FILE,
        lambda: hypothesis.import_hypothesis(
            _read(file), load_corpus(root), today(), article, source, private, address
        ),
        root,
        force,
    )


@import_.command("w3c")
@click.argument("file", type=_FILE)
@_ARTICLE
@_ADDRESS
@_FORCE
def import_w3c(file: Path, article: str | None, address: str, force: bool) -> None:
    """Import FILE: a W3C Annotation, AnnotationPage or AnnotationCollection."""
    root = project_root()
    _import(w3c.FILE, lambda: w3c.import_w3c(_read(file), load_corpus(root), today(), article, address), root, force)


@import_.command("issue")
@click.argument("file", type=_FILE)
@_FORCE
def import_issue(file: Path, force: bool) -> None:
    """Import FILE: the body of a note form's issue, or the output of `gh issue view N --json body,author`."""
    root, data = project_root(), _read(file)
    _import(
        github_issue.file_name(data), lambda: github_issue.import_issue(data, load_corpus(root), today()), root, force
    )


@click.group("export")
def export() -> None:
    """Export the corpus for other programs."""


_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    with refusals_as_usage_errors():
        write_new(folder, files, force=True)
    click.echo(f"Wrote {len(files)} file{'s' if len(files) != 1 else ''} to {folder}")


def _site(address: str) -> SiteInfo:
    return SiteInfo(address=address.rstrip("/") + "/" if address else "")


@export.command("jsonld")
@_FOLDER
@_ADDRESS
def export_jsonld(folder: Path, address: str) -> None:
    """Export all notes as W3C Web Annotations: a collection with a page for each article."""
    try:
        files = dict(jsonld.files(load_corpus(project_root()), _site(address)))
    except ValueError as error:
        raise click.UsageError(f"{error}; set it with --address or in SITE_URL") from None
    _write(folder, files)


@export.command("csl")
@_FOLDER
def export_csl(folder: Path) -> None:
    """Export all references as CSL-JSON, for reference managers."""
    _write(folder, csl.files(load_corpus(project_root())))


@export.command("csv")
@_FOLDER
@_ADDRESS
def export_csv(folder: Path, address: str) -> None:
    """Export all notes as a CSV table, for spreadsheets."""
    _write(folder, notes_csv.files(load_corpus(project_root()), _site(address)))


COMMANDS = (import_, export)
