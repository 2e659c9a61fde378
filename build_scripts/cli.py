"""The command line: ``annotated-reader``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from build_scripts import problems as printers
from build_scripts.corpus import load_corpus, project_lines
from build_scripts.own_files import ForeignFiles
from build_scripts.problems import Problem
from build_scripts.rules import check as check_corpus
from build_scripts.rules import has_errors
from build_scripts.site_config import SiteConfigError, read_site_config
from build_scripts.writer import write_site

_STYLES = {"error": {"fg": "red", "bold": True}, "warning": {"fg": "yellow", "bold": True}, "bold": {"bold": True}, "dim": {"dim": True}}


def _project() -> Path:
    """Find the project: the nearest folder upwards that holds annotations/ or seeds/.

    Raises:
        click.UsageError: when there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "annotations").is_dir() or (folder / "seeds").is_dir():
            return folder
    raise click.UsageError("no annotations/ or seeds/ here or in a folder above; run this inside the project")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="annotated-reader")
def main() -> None:
    """Join texts and their annotations into a site, and check them."""


def _under(problem: Problem, paths: list[str]) -> bool:
    return not paths or any(problem.place.file == path or problem.place.file.startswith(path.rstrip("/") + "/") for path in paths)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
def check(paths: tuple[Path, ...], form: str, strict: bool) -> None:
    """Check all annotations, or show only what is wrong in PATHS.

    Exit status: 0 clean, 1 problems found, 2 wrong use.
    """
    root = _project().resolve()
    corpus = load_corpus(root)
    wanted = [path.resolve().relative_to(root).as_posix() for path in paths if path.resolve().is_relative_to(root)]
    wanted = [] if "." in wanted else wanted
    found = [problem for problem in check_corpus(corpus) if _under(problem, wanted)]
    if form == "github":
        click.echo(printers.as_github(found), nl=bool(found))
    elif form == "json":
        click.echo(printers.as_json(found))
    else:
        if found:
            click.echo(printers.as_text(found, project_lines(root), _paint) + "\n")
        click.echo(printers.count_line(found, corpus.files))
    sys.exit(1 if has_errors(found, strict) else 0)


def _paint(text: str, style: str) -> str:
    """Colour a text where the terminal shows colours; click removes them elsewhere."""
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def write(folder: Path) -> None:
    """Write docs/ and all generated pages into FOLDER, with a configuration, for Zensical or plain MkDocs.

    Only mkdocs.yml, docs/ and theme/ in FOLDER are written. If files stand there that this command did not write, or
    that were changed since, it stops and changes nothing.

    Exit status: 0 written, 1 problems in the annotations or foreign files in FOLDER, 2 wrong use.
    """
    root = _project().resolve()
    corpus = load_corpus(root)
    found = check_corpus(corpus)
    if has_errors(found, strict=False):
        click.echo(printers.as_text(found, project_lines(root), _paint) + "\n")
        click.echo(printers.count_line(found, corpus.files))
        sys.exit(1)
    try:
        filled = write_site(corpus, read_site_config(root), folder)
    except SiteConfigError as error:
        raise click.ClickException(str(error)) from None
    except ForeignFiles as error:
        raise click.ClickException(_foreign(folder, error.paths)) from None
    click.echo(f"{filled.written} files written, {filled.kept} unchanged, {filled.removed} removed in {folder}.")
    click.echo(f"Build it there: cd {folder} && zensical build")


def _foreign(folder: Path, paths: tuple[str, ...]) -> str:
    shown = "".join(f"\n  {folder / path}" for path in paths[:5])
    more = f"\n  and {len(paths) - 5} more" if len(paths) > 5 else ""
    return (
        f"these files were not written by this command, or were changed since:{shown}{more}\n"
        "Move them away, or write to another folder. Nothing was changed."
    )
