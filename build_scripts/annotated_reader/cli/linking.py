"""``links``: check that linked pages still respond."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotated_reader.authoring import record_copies
from annotated_reader.checks import WAYBACK, Politeness, dead_links, find_copies, gone_pages, has_errors, request_all
from annotated_reader.cli.checking import FORMATS, print_problems
from annotated_reader.cli.project import project_root, today
from annotated_reader.corpus import Corpus, load_corpus


def _interface(context: click.Context, option: click.Parameter, value: str) -> str:
    del context, option
    if not value.startswith(("https://", "http://")):
        raise click.UsageError(f"'{value}' is not a web address")
    return value


@click.command()
@click.option("--format", "output_format", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--pause", type=click.FloatRange(min=0), default=Politeness.pause, show_default=True,
              help="Seconds between requests to the same host.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=Politeness.timeout, show_default=True,
              help="Seconds to wait for a response.")  # fmt: skip
@click.option("--archive", is_flag=True,
              help="Look for archived copies of what references cite, and write them into the files.")  # fmt: skip
@click.option("--archive-address", envvar="ANNOTATED_READER_ARCHIVE", default=WAYBACK, show_default=True, metavar="URL",
              callback=_interface, show_envvar=True,
              help="The Wayback Machine's availability interface, or one like it.")  # fmt: skip
def links(output_format: str, pause: float, timeout: float, archive: bool, archive_address: str) -> None:
    """Check that every page linked from texts, notes and references still responds.

    With --archive, references without an archived copy get the address of the Wayback Machine's copy closest to the day
    on which the page was read (`archived`), and references whose page is gone get today's date (`dead`).

    Exit status: 0 if all respond, 1 if one is gone or does not respond. Moved pages and server errors are reported as
    warnings; servers that refuse automated requests are only counted.
    """
    root = project_root()
    corpus = load_corpus(root)
    answers = request_all(corpus, Politeness(pause, timeout))
    if archive:
        _archive(root, corpus, gone_pages(corpus, answers), archive_address, Politeness(pause, timeout))
        corpus = load_corpus(root)
    found = dead_links(corpus, answers)
    print_problems(found, output_format, root)
    refused = sum(answer.refused for answer in answers.values())
    click.echo(
        f"{len(answers)} pages checked; {refused} of unknown state, since they refuse automated requests.", err=True
    )
    sys.exit(1 if has_errors(found) else 0)


def _archive(root: Path, corpus: Corpus, gone: list[str], interface: str, politeness: Politeness) -> None:
    """Write what is known of the pages that references cite into their files, and say what was written."""
    copies = find_copies(corpus, interface, politeness)
    for name, written in record_copies(root, corpus, copies.found, gone, today()):
        click.echo(f"Wrote to {name}" if written else f"{name} can't be edited; write `archived` yourself", err=True)
    for reference, failure in copies.failures.items():
        click.echo(f"The archive was asked for '{reference}' in vain: {failure}", err=True)
    click.echo(f"{len(copies.found)} archived copies found; {len(gone)} pages newly found gone.", err=True)


COMMANDS = (links,)
