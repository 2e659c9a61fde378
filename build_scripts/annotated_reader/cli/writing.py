"""``write``: the whole site as a folder that other tools build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_reader.checks import check as check_corpus
from annotated_reader.checks import has_errors
from annotated_reader.cli.project import paint, project_root
from annotated_reader.cli.workers import choose_workers, progress_bar
from annotated_reader.corpus import Corpus, load_corpus, project_lines
from annotated_reader.site import SiteConfigError, read_site_config, write_site
from annotated_reader.support import ForeignFiles
from annotated_reader.support import problems as printers


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Work in N processes.")
@click.option("--dask", "address", metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is there.")
def write(folder: Path, jobs: int, address: str | None) -> None:
    """Write docs/ and all generated pages into FOLDER, with a configuration, for Zensical or plain MkDocs.

    Only mkdocs.yml, docs/ and theme/ in FOLDER are written. If files stand there that this command did not write, or
    that were changed since, it stops and changes nothing.

    The same files are written whoever does the work. On a Dask cluster (pip install 'annotated-reader[dask]') all
    machines must have this version, and the project in the same place.

    Exit status: 0 written, 1 problems in the annotations or foreign files in FOLDER, 2 wrong use.
    """
    root = project_root()
    try:
        with choose_workers(jobs, address) as workers:
            corpus = load_corpus(root, workers, progress_bar("Reading"))
            _check(corpus)
            filled = write_site(corpus, read_site_config(root), folder, workers, progress_bar("Writing"))
    except SiteConfigError as error:
        raise click.ClickException(str(error)) from None
    except FileNotFoundError as error:
        raise click.ClickException(f"{error.filename} is not there, or not on every machine") from None
    except ForeignFiles as error:
        raise click.ClickException(_foreign(folder, error.paths)) from None
    click.echo(f"{filled.written} files written, {filled.kept} unchanged, {filled.removed} removed in {folder}.")
    click.echo(f"Build it there: cd {folder} && zensical build")


def _check(corpus: Corpus) -> None:
    """Print errors, if there are any, and end."""
    found = check_corpus(corpus)
    if has_errors(found, strict=False):
        click.echo(printers.as_text(found, project_lines(corpus.root), paint) + "\n")
        click.echo(printers.count_line(found, corpus.files))
        sys.exit(1)


def _foreign(folder: Path, paths: tuple[str, ...]) -> str:
    shown = "".join(f"\n  {folder / path}" for path in paths[:5])
    more = f"\n  and {len(paths) - 5} more" if len(paths) > 5 else ""
    return (
        f"these files were not written by this command, or were changed since:{shown}{more}\n"
        "Move them away, or write to another folder. Nothing was changed."
    )


COMMANDS = (write,)
