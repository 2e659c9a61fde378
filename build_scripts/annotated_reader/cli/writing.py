"""``write``: write the whole site to a folder that other tools can build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_reader.checks import check_corpus, has_errors
from annotated_reader.cli.project import paint, project_root
from annotated_reader.cli.workers import choose_workers, progress_bar
from annotated_reader.corpus import Corpus, load_corpus, project_lines
from annotated_reader.site import SiteConfigError, read_site_config, write_site
from annotated_reader.support import ForeignFilesError
from annotated_reader.support import problems as printers


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", default=1, help="Use N processes.")
@click.option("--dask", "address", metavar="ADDRESS", help="Use the Dask cluster whose scheduler is at ADDRESS.")
def write(folder: Path, jobs: int, address: str | None) -> None:
    """Write docs/ and all generated pages to FOLDER, with a configuration, for Zensical or plain MkDocs.

    Only mkdocs.yml, docs/ and theme/ in FOLDER are written. If they contain files that this command did not write, or
    that were changed since, it stops and changes nothing.

    The files are the same however the work is distributed. On a Dask cluster (pip install 'annotated-reader[dask]')
    all machines need the same version of annotated-reader, and the project at the same path.

    Exit status: 0 written, 1 problems in the annotations or other files in FOLDER, 2 usage error.
    """
    root = project_root()
    try:
        with choose_workers(jobs, address) as workers:
            corpus = load_corpus(root, workers, progress_bar("Reading"))
            _check(corpus)
            counts = write_site(corpus, read_site_config(root), folder, workers, progress_bar("Writing"))
    except SiteConfigError as error:
        raise click.ClickException(str(error)) from None
    except FileNotFoundError as error:
        raise click.ClickException(f"{error.filename} is missing, or not on every machine") from None
    except ForeignFilesError as error:
        raise click.ClickException(_foreign(folder, error.paths)) from None
    click.echo(f"{counts.written} files written, {counts.unchanged} unchanged, {counts.removed} removed in {folder}.")
    click.echo(f"Build it there: cd {folder} && zensical build")


def _check(corpus: Corpus) -> None:
    """Print the problems and exit if any of them is an error."""
    found = check_corpus(corpus).problems
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
