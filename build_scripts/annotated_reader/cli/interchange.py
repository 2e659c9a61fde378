"""``import`` and ``export``: annotations from and for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from annotated_reader.authoring import ImportRefusedError, Outcome, PageText, github_issue, hypothesis, w3c
from annotated_reader.checks import check
from annotated_reader.cli.project import paint, project_root, refusals_told, today, write_project_files
from annotated_reader.corpus import load_corpus, project_lines
from annotated_reader.exports import SiteInfo, csl, jsonld, notes_csv
from annotated_reader.support import as_text, write_new

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_ARTICLE = click.option("--article", metavar="ARTICLE", help="The only article to look in.")
_FORCE = click.option("--force", is_flag=True, help="Replace the file that an earlier import wrote.")


def _read(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()


def _run(name: str, make: Callable[[], Outcome], root: Path, force: bool) -> None:
    """Import, write the notes, check them, and report."""
    try:
        outcome = make()
    except ImportRefusedError as refused:
        raise click.UsageError(str(refused)) from None
    files = outcome.files(name)
    write_project_files(root, {file: content.encode() for file, content in files.items()}, force)
    click.echo(outcome.report() or "Nothing to import.")
    problems = [problem for problem in check(load_corpus(root)) if problem.place.file in files]
    if problems:
        click.echo(as_text(problems, project_lines(root), paint))
    sys.exit(1 if problems else 0)


@click.group("import")
def import_() -> None:
    """Bring in annotations made elsewhere, as YAML that `check` accepts."""


@import_.command("hypothesis")
@click.argument("file", type=_FILE)
@_ARTICLE
@click.option(
    "--page", type=_FILE, help="The document that was annotated, as HTML or plain text, if the quotes alone don't do."
)
@click.option("--private", is_flag=True, help="Take annotations too that are not public.")
@_FORCE
def import_hypothesis(file: Path, article: str | None, page: Path | None, private: bool, force: bool) -> None:
    """Import FILE: what Hypothesis' search API answers, or what its client exports as JSON."""
    root = project_root()
    source = PageText.read(page.read_text("utf-8-sig", "replace"), page.suffix.lower() != ".txt") if page else None
    _run(
        hypothesis.FILE,
        lambda: hypothesis.import_hypothesis(_read(file), load_corpus(root), today(), article, source, private),
        root,
        force,
    )


@import_.command("w3c")
@click.argument("file", type=_FILE)
@_ARTICLE
@_FORCE
def import_w3c(file: Path, article: str | None, force: bool) -> None:
    """Import FILE: a W3C Annotation, AnnotationPage or AnnotationCollection."""
    root = project_root()
    _run(w3c.FILE, lambda: w3c.import_w3c(_read(file), load_corpus(root), today(), article), root, force)


@import_.command("issue")
@click.argument("file", type=_FILE)
@_FORCE
def import_issue(file: Path, force: bool) -> None:
    """Import FILE: the body of an issue of the note form, or what `gh issue view N --json body,author` prints."""
    root, data = project_root(), _read(file)
    _run(github_issue.file_name(data), lambda: github_issue.import_issue(data, load_corpus(root), today()), root, force)


@click.group("export")
def export() -> None:
    """Write the corpus for other programs."""


_FOLDER = click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
_ADDRESS = click.option("--address", envvar="SITE_URL", default="", help="The site's address (else SITE_URL).")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    with refusals_told():
        write_new(folder, files, force=True)
    click.echo(f"Wrote {len(files)} file{'s' if len(files) != 1 else ''} to {folder}")


def _site(address: str) -> SiteInfo:
    return SiteInfo(address=address.rstrip("/") + "/" if address else "")


@export.command("jsonld")
@_FOLDER
@_ADDRESS
def export_jsonld(folder: Path, address: str) -> None:
    """Write all notes as W3C Web Annotations: a collection, with a page for each article."""
    try:
        files = dict(jsonld.files(load_corpus(project_root()), _site(address)))
    except ValueError as error:
        raise click.UsageError(f"{error}; give it with --address or in SITE_URL") from None
    _write(folder, files)


@export.command("csl")
@_FOLDER
def export_csl(folder: Path) -> None:
    """Write all references as CSL-JSON, for reference managers."""
    _write(folder, csl.files(load_corpus(project_root())))


@export.command("csv")
@_FOLDER
@_ADDRESS
def export_csv(folder: Path, address: str) -> None:
    """Write all notes as a table, for spreadsheets."""
    _write(folder, notes_csv.files(load_corpus(project_root()), _site(address)))


COMMANDS = (import_, export)
