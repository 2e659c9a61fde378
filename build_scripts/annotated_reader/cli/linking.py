"""``links``: whether the pages that notes link to still answer."""

from __future__ import annotations

import sys

import click

from annotated_reader.checks import Manners, ask_all, dead_links, has_errors
from annotated_reader.cli.checking import FORMATS, show
from annotated_reader.cli.project import project_root
from annotated_reader.corpus import load_corpus


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option("--pause", type=click.FloatRange(min=0), default=Manners.pause, show_default=True,
              help="Seconds between two pages of one host.")  # fmt: skip
@click.option("--patience", type=click.FloatRange(min=0, min_open=True), default=Manners.patience, show_default=True,
              help="Seconds to wait for an answer.")  # fmt: skip
def links(form: str, pause: float, patience: float) -> None:
    """Ask every page that texts, notes and references link to whether it still answers.

    Exit status: 0 if none is gone or silent, 1 if one is. Pages that moved, and servers in trouble, are told of as
    warnings; servers that refuse programs are counted only.
    """
    root = project_root()
    corpus = load_corpus(root)
    answers = ask_all(corpus, Manners(pause, patience))
    found = dead_links(corpus, answers)
    show(found, form, root)
    refused = sum(answer.refused for answer in answers.values())
    click.echo(f"{len(answers)} pages asked; {refused} refuse programs, so nothing is known of them.", err=True)
    sys.exit(1 if has_errors(found) else 0)


COMMANDS = (links,)
